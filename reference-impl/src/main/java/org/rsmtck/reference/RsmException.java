package org.rsmtck.reference;

import org.rsmtck.api.RsmError;
import org.rsmtck.reference.backend.OutOfResourceException;

/** A call was refused, with an error that the interface defines. Nothing was changed by it. */
public final class RsmException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final RsmError error;

    RsmException(RsmError error, String message) {
        super(error.cName() + ": " + message);
        this.error = error;
    }

    static RsmException of(OutOfResourceException shortage) {
        RsmError error =
                switch (shortage.resource()) {
                    case MEMORY -> RsmError.INSUFFICIENT_MEM;
                    case DESCRIPTORS -> RsmError.INSUFFICIENT_RESOURCES;
                };
        return new RsmException(error, shortage.reason());
    }

    /** What the C function would have returned. */
    public RsmError error() {
        return error;
    }
}
