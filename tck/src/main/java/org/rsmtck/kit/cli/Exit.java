package org.rsmtck.kit.cli;

import org.rsmtck.reports.KnownFailures;
import org.rsmtck.reports.Results;
import org.rsmtck.reports.Statement;
import org.rsmtck.reports.Status;
import org.rsmtck.reports.Tally;

import java.util.function.IntSupplier;

/** What the exit status of a command says. */
final class Exit {
    static final int FINE = 0;
    static final int NOT_CONFORMANT = 1;
    static final int MISUSE = 2;
    static final int INCOMPLETE = 3;

    /**
     * What the launcher wants added, so that it can tell these from the status of a JVM that could
     * not start.
     */
    private static final int ADDED = Integer.getInteger("rsmtck.status", 0);

    private Exit() {}

    /** What these results come to: of a part of a level, whether all that was asked for passed. */
    static int of(Results results) {
        if (!results.terms().known().isEmpty()) {
            return ofKnown(results);
        }
        return switch (Statement.of(results).verdict()) {
            case CONFORMANT, CONFORMANT_WITH_WAIVERS -> FINE;
            case NOT_CONFORMANT -> NOT_CONFORMANT;
            case INCOMPLETE -> INCOMPLETE;
            case NONE -> ofPart(results);
        };
    }

    /** Fine if everything ended as the list of known failures says. */
    private static int ofKnown(Results results) {
        KnownFailures.Match match = KnownFailures.match(results);
        if (results.unstated().startsWith("cut short")) {
            return INCOMPLETE;
        }
        if (!match.isExact()) {
            return NOT_CONFORMANT;
        }
        return match.unjudged().isEmpty() && results.troubles().isEmpty() ? FINE : INCOMPLETE;
    }

    private static int ofPart(Results results) {
        Tally tally = Tally.of(results);
        if (results.unstated().startsWith("cut short")) {
            return INCOMPLETE;
        }
        if (tally.of(Status.FAILED) > 0) {
            return NOT_CONFORMANT;
        }
        return tally.of(Status.PASSED) > 0 && results.troubles().isEmpty() ? FINE : INCOMPLETE;
    }

    /** As the process ends with it. */
    static int status(int of) {
        return ADDED + of;
    }

    /**
     * Ends the process with what the command comes to. This class is there before the command is:
     * where descriptors are few, it might not be found any more afterwards.
     */
    static void after(IntSupplier command) {
        now(command.getAsInt());
    }

    static void now(int of) {
        System.exit(status(of));
    }
}
