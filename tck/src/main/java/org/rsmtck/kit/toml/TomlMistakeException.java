package org.rsmtck.kit.toml;

/**
 * What is written there cannot be. The message names the line, the key, the value and the remedy.
 */
public final class TomlMistakeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TomlMistakeException(String message) {
        super(message);
    }
}
