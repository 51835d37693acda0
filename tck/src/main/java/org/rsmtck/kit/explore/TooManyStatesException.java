package org.rsmtck.kit.explore;

import java.util.Locale;

/** A scope has more states than a file of that kind is written for. */
public final class TooManyStatesException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManyStatesException(String scope, int most, String what) {
        super(
                String.format(
                        Locale.ROOT,
                        "scope %s has more than %,d states, which is the most that %s is written"
                                + " for; choose a smaller one",
                        scope,
                        most,
                        what));
    }
}
