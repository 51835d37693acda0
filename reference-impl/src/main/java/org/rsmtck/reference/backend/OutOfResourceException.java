package org.rsmtck.reference.backend;

import org.rsmtck.api.Event.Resource;

/** The machine has no more of something that the engine needs. Nothing was changed. */
public final class OutOfResourceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Resource resource;

    public OutOfResourceException(Resource resource, String message) {
        super(message);
        this.resource = resource;
    }

    public Resource resource() {
        return resource;
    }
}
