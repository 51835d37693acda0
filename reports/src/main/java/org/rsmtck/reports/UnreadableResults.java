package org.rsmtck.reports;

/** Says in one sentence which results cannot be read, where, why, and what to do about it. */
public final class UnreadableResults extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreadableResults(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
