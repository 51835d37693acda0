package org.rsmtck.kit.runs;

/** Says in one sentence what cannot be written, why, and what to do about it. */
public final class UnwritableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnwritableException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
