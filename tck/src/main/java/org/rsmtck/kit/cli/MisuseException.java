package org.rsmtck.kit.cli;

/**
 * The command cannot do what was asked: one sentence that names the value, the limit and the
 * remedy.
 */
final class MisuseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MisuseException(String sentence) {
        super(sentence);
    }
}
