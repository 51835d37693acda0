package org.rsmtck.kit.wire;

import static java.util.Objects.requireNonNull;

/** A line that cannot be read. The message names the field, its value, and the remedy. */
public final class MalformedLineException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MalformedLineException(String message) {
        super(message);
    }

    static MalformedLineException of(String field, Object value, String remedy) {
        return new MalformedLineException(
                "field \"" + field + "\": " + shown(value) + " " + remedy);
    }

    private static String shown(Object value) {
        String text = value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }

    /** What is wrong: there is always a sentence. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage());
    }
}
