package org.rsmtck.reports;

import java.util.List;
import java.util.Locale;

/**
 * What became of calls that nothing is promised of: told, and not judged.
 *
 * @param survived how many of them were answered, with whatever
 * @param findings a sentence for each that was not: which call, and how the process ended
 */
public record Robustness(int survived, List<String> findings) {
    /** Nobody made such calls. */
    public static final Robustness NOT_TRIED = new Robustness(0, List.of());

    public Robustness {
        findings = List.copyOf(findings);
    }

    /** Whether any such call was made. */
    public boolean wasTried() {
        return survived > 0 || !findings.isEmpty();
    }

    /** In one sentence. */
    public String words() {
        return String.format(
                Locale.ROOT,
                "%,d calls that nothing is promised of were survived, %,d %s not",
                survived,
                findings.size(),
                findings.size() == 1 ? "was" : "were");
    }
}
