package org.rsmtck.kit.cli;

import static java.util.Objects.requireNonNull;

/**
 * The command cannot do what was asked: one sentence that names the value, the limit and the
 * remedy.
 */
final class MisuseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MisuseException(String sentence) {
        super(sentence);
    }

    /** What is wrong: there is always a sentence. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage());
    }
}
