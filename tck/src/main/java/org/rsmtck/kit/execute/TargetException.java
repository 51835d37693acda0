package org.rsmtck.kit.execute;

/** A program could not be carried out, for a reason that the implementation has no part in. */
public final class TargetException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TargetException(String message) {
        super(message);
    }
}
