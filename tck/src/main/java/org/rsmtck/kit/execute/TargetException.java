package org.rsmtck.kit.execute;

import static java.util.Objects.requireNonNull;

/** A program could not be carried out, for a reason that the implementation has no part in. */
public final class TargetException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TargetException(String message) {
        super(message);
    }

    /** What is wrong: there is always a sentence. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage());
    }
}
