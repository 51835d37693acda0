package org.rsmtck.reports;

/** Says in one sentence which results cannot be read, where, why, and what to do about it. */
public final class UnreadableResultsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreadableResultsException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
