package org.rsmtck.kit.probes;

/** A probe could not be brought about; the message says why. */
final class NotReadyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotReadyException(String why) {
        super(why, null, false, false);
    }
}
