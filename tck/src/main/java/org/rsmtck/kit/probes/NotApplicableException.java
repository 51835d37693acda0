package org.rsmtck.kit.probes;

import static java.util.Objects.requireNonNull;

/** A probe cannot be asked of this target; the message says why. */
final class NotApplicableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotApplicableException(String why) {
        super(why, null, false, false);
    }

    /** What is wrong: there is always a sentence. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage());
    }
}
