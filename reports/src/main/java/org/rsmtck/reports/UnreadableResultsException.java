package org.rsmtck.reports;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** Says in one sentence which results cannot be read, where, why, and what to do about it. */
public final class UnreadableResultsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreadableResultsException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }

    /** What is wrong: there is always a sentence. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage());
    }
}
