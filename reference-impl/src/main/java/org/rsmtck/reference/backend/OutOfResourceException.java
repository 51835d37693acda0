package org.rsmtck.reference.backend;

import org.rsmtck.api.Event.Resource;

/** The machine has no more of something that the engine needs. Nothing was changed. */
public final class OutOfResourceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Resource resource;
    private final String reason;

    public OutOfResourceException(Resource resource, String reason) {
        // It becomes a refusal, which takes nothing over but the reason.
        super(reason, null, false, false);
        this.resource = resource;
        this.reason = reason;
    }

    public Resource resource() {
        return resource;
    }

    /** What the machine refused, and how. */
    public String reason() {
        return reason;
    }
}
