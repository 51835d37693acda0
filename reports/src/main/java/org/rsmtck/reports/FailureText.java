package org.rsmtck.reports;

import java.util.List;
import java.util.stream.Collectors;

/** A failure as plain text: the id of its clause, then its facts in two columns. */
public final class FailureText {
    private FailureText() {}

    /** Ends in a newline. */
    public static String of(Failure failure) {
        List<Facts.Fact> facts = Facts.of(failure);
        int column = 2 + facts.stream().mapToInt(fact -> fact.name().length()).max().orElse(0);
        return failure.clause()
                + "\n"
                + facts.stream().map(fact -> lines(fact, column)).collect(Collectors.joining());
    }

    private static String lines(Facts.Fact fact, int column) {
        String indent = " ".repeat(2 + column);
        String text =
                fact.lines().stream()
                        .flatMap(String::lines)
                        .collect(Collectors.joining("\n" + indent));
        String space = " ".repeat(column - fact.name().length());
        return "  " + fact.name() + space + text + "\n";
    }
}
