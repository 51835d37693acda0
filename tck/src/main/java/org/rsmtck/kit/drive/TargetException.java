package org.rsmtck.kit.drive;

/**
 * The target did not do what lies outside any call: open a fabric, attach, bring an event about, or
 * close.
 */
public final class TargetException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TargetException(String message, Throwable cause) {
        super(message, cause);
    }
}
