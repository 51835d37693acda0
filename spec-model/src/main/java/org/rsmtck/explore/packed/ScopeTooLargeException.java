package org.rsmtck.explore.packed;

/**
 * A scope has more worlds than can be told apart, or than fit in memory. The message says which.
 */
public final class ScopeTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ScopeTooLargeException(String message) {
        super(message);
    }
}
