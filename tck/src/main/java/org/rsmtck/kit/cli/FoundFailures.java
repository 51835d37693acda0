package org.rsmtck.kit.cli;

import org.rsmtck.reports.Failure;
import org.rsmtck.reports.FailureText;

import java.io.PrintWriter;

/** Shows failures when they are found: the first few in full, a line for each of the others. */
final class FoundFailures {
    private static final int IN_FULL = 5;

    private final PrintWriter print;
    private int told;

    FoundFailures(PrintWriter print) {
        this.print = print;
    }

    void tell(Failure failure) {
        told++;
        if (told <= IN_FULL) {
            print.println(Terminal.text(FailureText.of(failure)));
        } else {
            print.println(
                    Terminal.line(
                            "%s  observed %s, in the report as %s"
                                    .formatted(
                                            failure.clause(), failure.observed(), failure.id())));
        }
        print.flush();
    }
}
