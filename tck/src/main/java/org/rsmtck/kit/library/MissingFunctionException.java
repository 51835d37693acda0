package org.rsmtck.kit.library;

/** The library has no function of this name. */
public final class MissingFunctionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String function;

    MissingFunctionException(String function) {
        super("the library has no function " + function);
        this.function = function;
    }

    /** Its C name. */
    public String function() {
        return function;
    }
}
