package org.rsmtck.kit.target;

import static java.util.Objects.requireNonNull;

/** The implementation cannot be reached as it was said to be: nothing can be judged. */
public final class TargetSetupException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TargetSetupException(String message) {
        super(message);
    }

    TargetSetupException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What is wrong: there is always a sentence. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage());
    }
}
