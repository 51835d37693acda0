package org.rsmtck.kit.selftest;

/**
 * An implementation does not say which mistakes it has built in; the message says how it was asked.
 */
public final class NoMutantsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoMutantsException(String message) {
        super(message);
    }

    NoMutantsException(String message, Throwable cause) {
        super(message, cause);
    }
}
