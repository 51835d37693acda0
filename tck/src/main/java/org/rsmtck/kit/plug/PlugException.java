package org.rsmtck.kit.plug;

/** The implementation cannot be reached as it was said to be: nothing can be judged. */
public final class PlugException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PlugException(String message) {
        super(message);
    }

    PlugException(String message, Throwable cause) {
        super(message, cause);
    }
}
