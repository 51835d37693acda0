package org.rsmtck.kit.suite;

/** A call was not answered, and no verdict follows from it: what was about it was not exercised. */
final class UnresolvedHangException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnresolvedHangException(String why) {
        super(why, null, false, false);
    }
}
