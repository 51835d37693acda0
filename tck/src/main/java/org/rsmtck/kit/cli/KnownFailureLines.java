package org.rsmtck.kit.cli;

import org.rsmtck.reports.KnownFailures;
import org.rsmtck.reports.Results;

import java.util.ArrayList;
import java.util.List;

/** What is told of a run's list of known failures. */
final class KnownFailureLines {
    private KnownFailureLines() {}

    /** None where there is no list. */
    static List<String> of(Results results) {
        if (results.terms().known().isEmpty()) {
            return List.of();
        }
        KnownFailures.Match match = KnownFailures.match(results);
        List<String> lines = new ArrayList<>();
        lines.add(
                "known       %d of %d obligations on the list ended as it says"
                        .formatted(match.asListed(), results.terms().known().size()));
        match.differences()
                .forEach((what, ids) -> {
                    lines.add("            " + what + ":");
                    lines.addAll(Few.of("              ", ids));
                });
        return lines;
    }
}
