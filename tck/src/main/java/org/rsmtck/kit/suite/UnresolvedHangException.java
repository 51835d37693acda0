package org.rsmtck.kit.suite;

import static java.util.Objects.requireNonNull;

/** A call was not answered, and no verdict follows from it: what was about it was not exercised. */
final class UnresolvedHangException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnresolvedHangException(String why) {
        super(why, null, false, false);
    }

    /** What is wrong: there is always a sentence. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage());
    }
}
