package org.rsmtck.kit.runs;

import static java.util.Objects.requireNonNull;

/** Says in one sentence what cannot be written, why, and what to do about it. */
public final class UnwritableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnwritableException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /** What is wrong: there is always a sentence. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage());
    }
}
