package org.rsmtck.reports;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A vendor's list of what is known not to pass: what is on it and fails as it says keeps no job
 * from being green, everything else does. It changes no statement.
 *
 * <p>Its file has a line for each obligation: how it ends, the clause that it breaks first, and its
 * id, with tabs between them. Empty lines, and lines that begin with {@code #}, say nothing.
 */
public final class KnownFailures {
    private static final String NO_CLAUSE = "-";

    private KnownFailures() {}

    /**
     * Reads a list.
     *
     * @throws UnreadableResultsException if there is none, or it is none
     */
    public static List<KnownFailure> read(Path file) {
        return parse(ResultsFile.content(file, "a list of known failures"), file.toString());
    }

    static List<KnownFailure> parse(String text, String name) {
        List<KnownFailure> known = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] fields = line.split("\t", 3);
            boolean isFailed = fields[0].equals(Status.FAILED.words());
            if (fields.length < 3 || !isFailed && !fields[0].equals(Status.NOT_EXERCISED.words())) {
                throw unreadable(
                        name,
                        number,
                        "it is not \"failed\" or \"not exercised\", a clause or -, and an"
                                + " obligation, with tabs between them");
            }
            if (!seen.add(fields[2])) {
                throw unreadable(name, number, "the obligation is there twice; leave one of them");
            }
            known.add(
                    new KnownFailure(
                            isFailed ? Status.FAILED : Status.NOT_EXERCISED,
                            isFailed ? fields[1] : "",
                            fields[2]));
        }
        return known;
    }

    private static UnreadableResultsException unreadable(String name, int line, String why) {
        return new UnreadableResultsException(name + ", line " + line + ": " + why, null);
    }

    /** The list by which these results would be as expected. */
    public static String text(Results results) {
        StringBuilder text = new StringBuilder();
        text.append("# What is known not to pass: how it ends, the clause, the obligation.\n");
        text.append("# ").append(line(results.run().target()));
        text.append(", ").append(results.run().profile());
        text.append(", level ").append(results.run().level()).append('\n');
        for (KnownFailure known : of(results)) {
            text.append(known.status().words())
                    .append('\t')
                    .append(known.clause().isEmpty() ? NO_CLAUSE : known.clause())
                    .append('\t')
                    .append(known.obligation())
                    .append('\n');
        }
        return text.toString();
    }

    private static String line(String text) {
        return text.replaceAll("\\R|\\p{Cntrl}", " ");
    }

    /** What of these results did not pass and has no waiver. */
    private static List<KnownFailure> of(Results results) {
        Map<String, String> clauses = clauses(results);
        return results.obligations().stream()
                .map(one -> ended(one, clauses))
                .filter(one ->
                        one.status() == Status.FAILED || one.status() == Status.NOT_EXERCISED)
                .toList();
    }

    private static Map<String, String> clauses(Results results) {
        return results.failures().stream()
                .collect(Collectors.toMap(Failure::id, Failure::clause, (one, _) -> one));
    }

    /** How it ended, whoever knew it. */
    private static KnownFailure ended(Obligation one, Map<String, String> clauses) {
        Status status = one.status() == Status.KNOWN_FAILURE ? Status.FAILED : one.status();
        return new KnownFailure(
                status,
                status == Status.FAILED ? clauses.getOrDefault(one.failure(), "") : "",
                one.id());
    }

    /** The same results, in which a failure is known where the list says so. */
    static Results applied(Results results) {
        Set<KnownFailure> known = Set.copyOf(results.terms().known());
        Map<String, String> clauses = clauses(results);
        return results.with(
                results.obligations().stream()
                        .map(one ->
                                one.status() == Status.FAILED && known.contains(ended(one, clauses))
                                        ? one.ended(Status.KNOWN_FAILURE, "")
                                        : one)
                        .toList());
    }

    /**
     * How results agree with the list that they were made with.
     *
     * @param asListed how many obligations ended as it says
     * @param unexpected those that failed and are not on it, or break another clause than it says
     * @param mended those that pass and are on it, in its order
     * @param gone those that are on it, and of which the whole run says nothing
     * @param unjudged those that were not exercised and are not on it
     */
    public record Match(
            int asListed,
            List<String> unexpected,
            List<String> mended,
            List<String> gone,
            List<String> unjudged) {

        /** Whether everything failed as listed, and nothing else did. */
        public boolean isExact() {
            return unexpected.isEmpty() && mended.isEmpty() && gone.isEmpty();
        }

        /** What is not as listed, by what is to be said of it. */
        public Map<String, List<String>> differences() {
            Map<String, List<String>> all = new LinkedHashMap<>();
            all.put("fails, and is not listed so", unexpected);
            all.put("passes, and is listed: take it from the list", mended);
            all.put("is listed, and was not judged", gone);
            all.put("was not exercised, and is not listed so", unjudged);
            all.values().removeIf(List::isEmpty);
            return all;
        }
    }

    /** What is not as listed, by what is to be said of it; nothing if there is no list. */
    static Map<String, List<String>> unlike(Results results) {
        return results.terms().known().isEmpty() ? Map.of() : match(results).differences();
    }

    /** How results agree with the list that they were made with. */
    public static Match match(Results results) {
        Map<String, String> clauses = clauses(results);
        Map<String, KnownFailure> known = new TreeMap<>();
        results.terms().known().forEach(one -> known.put(one.obligation(), one));
        Match match =
                new Match(
                        0,
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>());
        int asListed = 0;
        Map<String, KnownFailure> left = new HashMap<>(known);
        for (Obligation one : results.obligations()) {
            KnownFailure ended = ended(one, clauses);
            KnownFailure listed = left.remove(one.id());
            if (ended.equals(listed)) {
                asListed++;
            } else if (ended.status() == Status.FAILED) {
                match.unexpected.add(one.id());
            } else if (listed != null) {
                (ended.status() == Status.PASSED ? match.mended : match.gone).add(one.id());
            } else if (ended.status() == Status.NOT_EXERCISED) {
                match.unjudged.add(one.id());
            }
        }
        if (results.whyUnstated().isEmpty()) {
            match.gone.addAll(left.keySet().stream().sorted().toList());
        }
        return new Match(asListed, match.unexpected, match.mended, match.gone, match.unjudged);
    }
}
