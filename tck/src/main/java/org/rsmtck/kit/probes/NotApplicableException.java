package org.rsmtck.kit.probes;

/** A probe cannot be asked of this target; the message says why. */
final class NotApplicableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotApplicableException(String why) {
        super(why, null, false, false);
    }
}
