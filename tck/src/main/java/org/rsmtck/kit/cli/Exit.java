package org.rsmtck.kit.cli;

import org.rsmtck.reports.Statement;

/** What the exit status of a command says. */
final class Exit {
    static final int FINE = 0;
    static final int NOT_CONFORMANT = 1;
    static final int MISUSE = 2;
    static final int INCOMPLETE = 3;

    private Exit() {}

    static int of(Statement statement) {
        return switch (statement.verdict()) {
            case CONFORMANT, CONFORMANT_WITH_WAIVERS -> FINE;
            case NOT_CONFORMANT -> NOT_CONFORMANT;
            case INCOMPLETE -> INCOMPLETE;
        };
    }
}
