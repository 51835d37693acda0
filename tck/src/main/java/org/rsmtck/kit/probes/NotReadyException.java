package org.rsmtck.kit.probes;

import static java.util.Objects.requireNonNull;

/** A probe could not be brought about; the message says why. */
final class NotReadyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotReadyException(String why) {
        super(why, null, false, false);
    }

    /** What is wrong: there is always a sentence. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage());
    }
}
