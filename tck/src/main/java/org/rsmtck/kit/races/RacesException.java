package org.rsmtck.kit.races;

import static java.util.Objects.requireNonNull;

/** The races could not be run to their end: one sentence. */
public final class RacesException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RacesException(String sentence) {
        super(sentence);
    }

    RacesException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /** What is wrong: there is always a sentence. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage());
    }
}
