package org.rsmtck.kit.cli;

import org.rsmtck.kit.selftest.SelfTest.Grade;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** How many mutants of a kind have which grade, in columns. */
record GradeTable(PrintWriter print) {

    void head(String kind) {
        print.printf(
                "%n%-20s %7s %7s %10s %7s %13s %6s%n",
                kind, "killed", "missed", "equivalent", "open", "named right", "calls");
    }

    /**
     * One kind.
     *
     * @param grades of all mutants of it
     * @param named how many of so many that were killed are named right
     * @param calls in the history of each that was killed
     */
    void line(String kind, List<Grade> grades, String named, int[] calls) {
        int[] sorted = calls.clone();
        Arrays.sort(sorted);
        print.printf(
                "%-20s %7d %7d %10d %7d %13s %6s%n",
                kind,
                Collections.frequency(grades, Grade.KILLED),
                Collections.frequency(grades, Grade.MISSED),
                Collections.frequency(grades, Grade.EQUIVALENT),
                Collections.frequency(grades, Grade.OPEN),
                named,
                sorted.length == 0 ? "-" : sorted[sorted.length / 2]);
    }
}
