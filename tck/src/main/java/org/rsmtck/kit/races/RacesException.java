package org.rsmtck.kit.races;

/** The races could not be run to their end: one sentence. */
public final class RacesException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RacesException(String sentence) {
        super(sentence);
    }

    RacesException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
