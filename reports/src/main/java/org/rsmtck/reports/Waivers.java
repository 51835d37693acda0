package org.rsmtck.reports;

import tools.jackson.core.JacksonException;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A file of waivers, and what they excuse. */
public final class Waivers {
    /** The version of files that this release reads. */
    static final int VERSION = 1;

    private Waivers() {}

    /** As the file is written. */
    record Document(int version, List<Waiver> waivers) {}

    /**
     * The waivers of a file, each of which counts on that day.
     *
     * @throws UnreadableResultsException if there is no such file, or a waiver of it does not count
     */
    public static List<Waiver> read(Path file, LocalDate day) {
        return parse(ResultsFile.content(file, "a file of waivers"), file.toString(), day);
    }

    static List<Waiver> parse(String text, String name, LocalDate day) {
        Document document;
        try {
            document = ResultsFile.MAPPER.readValue(text, Document.class);
        } catch (JacksonException e) {
            throw new UnreadableResultsException(
                    name + ResultsFile.place(e) + ": " + ResultsFile.fault(e), e);
        }
        if (document.version() != VERSION) {
            throw new UnreadableResultsException(
                    "%s: its format has version %d and this release reads version %d"
                            .formatted(name, document.version(), VERSION),
                    null);
        }
        Set<String> seen = new HashSet<>();
        for (Waiver waiver : document.waivers()) {
            String fault = fault(waiver, day);
            if (fault.isEmpty() && !seen.add(waiver.clause())) {
                fault = "it is there twice; leave one of them";
            }
            if (!fault.isEmpty()) {
                throw new UnreadableResultsException(
                        "%s: the waiver of \"%s\": %s".formatted(name, waiver.clause(), fault),
                        null);
            }
        }
        return List.copyOf(document.waivers());
    }

    /** Why it does not count on that day; empty if it does. */
    private static String fault(Waiver waiver, LocalDate day) {
        if (!Catalogue.contains(waiver.clause())) {
            return "this release knows no such clause; rsm-tck rules lists all";
        }
        if (waiver.reason().isBlank()) {
            return "it gives no reason";
        }
        if (waiver.issuer().isBlank()) {
            return "it does not say who issued it";
        }
        try {
            return LocalDate.parse(waiver.expires()).isBefore(day)
                    ? "it expired on " + waiver.expires()
                    : "";
        } catch (DateTimeParseException e) {
            return "it expires on \"" + waiver.expires() + "\", which is no day as in 2027-06-30";
        }
    }

    /**
     * The same results, in which what failed is waived where every clause that the failure breaks
     * is.
     */
    static Results applied(Results results) {
        Set<String> waived = new HashSet<>();
        results.terms().waivers().forEach(waiver -> waived.add(waiver.clause()));
        Map<String, Failure> failures = new HashMap<>();
        results.failures().forEach(failure -> failures.put(failure.id(), failure));
        return results.with(
                results.obligations().stream()
                        .map(one -> isWaived(one, failures, waived) ? waived(one) : one)
                        .toList());
    }

    private static boolean isWaived(
            Obligation one, Map<String, Failure> failures, Set<String> waived) {
        Failure failure = failures.get(one.failure());
        return one.status() == Status.FAILED
                && failure != null
                && waived.containsAll(failure.clauses());
    }

    private static Obligation waived(Obligation one) {
        return one.ended(Status.WAIVED, "by the owner of the kit");
    }
}
