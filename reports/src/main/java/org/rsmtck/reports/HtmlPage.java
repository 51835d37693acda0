package org.rsmtck.reports;

import org.rsmtck.api.RsmError;
import org.rsmtck.model.Clause;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the template of the HTML report shows: no more than a view of results, decided here so that
 * the template only lays out.
 *
 * @param results that the page is about
 * @param statement they support
 * @param selfAsserted what to think of it
 * @param tally of the obligations
 * @param failures in the order of the catalogue's clauses
 * @param required sections of clauses that the statement is about
 * @param supporting the other sections
 * @param outOfReach the required clauses that no run through this door can judge
 * @param notExercised obligations that were not, by reason
 * @param excused obligations that are not applicable or not testable, by reason
 * @param time that the run took, in words
 * @param changes since an earlier run, by their kind; nothing if there is none to compare with
 * @param baseline the statement of the earlier run; empty if there is none
 * @param unlike what is not as the list of known failures says, by what is to be said of it
 * @param slowest obligations
 */
public record HtmlPage(
        Results results,
        Statement statement,
        String selfAsserted,
        Tally tally,
        List<Shown> failures,
        List<Section> required,
        List<Section> supporting,
        List<ClauseRollup> outOfReach,
        List<Group> notExercised,
        List<Group> excused,
        String time,
        Map<String, List<String>> changes,
        String baseline,
        Map<String, List<String>> unlike,
        List<Timed> slowest) {

    private static final int SLOWEST = 10;

    /** An obligation, and how long it took in words. */
    public record Timed(String id, String time) {
        static Timed of(Obligation one) {
            return new Timed(one.id(), Durations.words(one.milliseconds()));
        }
    }

    /**
     * A failure with what the page adds to it.
     *
     * @param failure as found
     * @param clause that it breaks
     * @param promise that is broken: what must hold, or a refusal and when it is due
     * @param standing empty, or how it was excused: {@code waived}, {@code known failure}
     * @param diagram of its history
     * @param text for pasting
     * @param hasManyProcesses whether the history needs to say which process called
     * @param obligations ids of those that it ended
     */
    public record Shown(
            Failure failure,
            Clause clause,
            String promise,
            String standing,
            SequenceDiagram diagram,
            String text,
            boolean hasManyProcesses,
            List<String> obligations) {}

    /** Obligations that ended alike for the same reason. */
    public record Group(Status status, String reason, List<Obligation> obligations) {}

    static HtmlPage of(Results results, Optional<Comparison> changes) {
        Tally tally = Tally.of(results);
        List<ClauseRollup> rollups = ClauseRollup.of(results);
        return new HtmlPage(
                results,
                Statement.of(results, rollups),
                Statement.SELF_ASSERTED,
                tally,
                failures(results),
                Section.required(rollups),
                Section.supporting(rollups),
                rollups.stream()
                        .filter(rollup -> rollup.clause().isRequired())
                        .filter(rollup -> rollup.support() == Support.OUT_OF_REACH)
                        .toList(),
                groups(results, List.of(Status.NOT_EXERCISED)),
                groups(results, List.of(Status.NOT_APPLICABLE, Status.NOT_TESTABLE)),
                Durations.words(results.run().progress().milliseconds()),
                changes.map(Comparison::byKind).orElse(Map.of()),
                changes.map(Comparison::baseline).orElse(""),
                KnownFailures.unlike(results),
                results.slowest(SLOWEST).stream().map(Timed::of).toList());
    }

    /** The choices that the target has shown, by the point at which its profile leaves one. */
    public Map<String, String> choicesShown() {
        Map<String, String> shown = new LinkedHashMap<>(results.run().progress().readings());
        shown.keySet().removeAll(choicesNotShown());
        return shown;
    }

    /** The points at which its profile leaves a choice, and the target has shown none. */
    public List<String> choicesNotShown() {
        return results.run().progress().readings().entrySet().stream()
                .filter(choice -> choice.getValue().contains(Progress.NOT_SEEN))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What the refusals say that are allowed and not due, and that the target gave, by id. */
    public Map<String, String> freedomTaken() {
        Map<String, String> taken = Catalogue.mayRefuse();
        taken.keySet().retainAll(results.run().progress().given());
        return taken;
    }

    /** How many pairs of values of the catalogue have met, in words. */
    public String pairsMet() {
        Collection<Share> pairs = results.run().progress().pairs().values();
        // Each pair is counted with either of its quantities.
        return String.format(
                Locale.ROOT,
                "%,d of %,d",
                pairs.stream().mapToLong(Share::met).sum() / 2,
                pairs.stream().mapToLong(Share::of).sum() / 2);
    }

    /** What the rules that carry a clause say, by id. */
    public Map<String, String> rules(String clause) {
        return Catalogue.rules(clause);
    }

    /** The man page with what the run says of each of its sentences. */
    public ManPage manPage() {
        return ManPage.of(required.stream().flatMap(s -> s.rollups().stream()).toList());
    }

    /** The failures by the call that their clause is of, in the order of the catalogue. */
    public Map<String, List<Shown>> failuresByCall() {
        return failures.stream()
                .collect(
                        Collectors.groupingBy(
                                shown -> shown.clause().word(),
                                LinkedHashMap::new,
                                Collectors.toList()));
    }

    /** What the run was to bring about, suite by suite. */
    public List<Coverage> coverage() {
        return Coverage.of(results);
    }

    /** How many obligations were not exercised. */
    public int notExercisedCount() {
        return tally.of(Status.NOT_EXERCISED);
    }

    /** How many supporting clauses came out each way. */
    public Map<Support, Integer> supportingCounts() {
        return new Section("", supporting.stream().flatMap(s -> s.rollups().stream()).toList())
                .counts();
    }

    private static List<Shown> failures(Results results) {
        Map<String, List<Obligation>> ended =
                results.obligations().stream()
                        .filter(obligation -> obligation.status().isFailure())
                        .collect(Collectors.groupingBy(Obligation::failure));
        List<String> order = Catalogue.clauses().stream().map(Clause::id).toList();
        return results.failures().stream()
                .map(failure -> shown(failure, ended.getOrDefault(failure.id(), List.of())))
                .sorted(
                        Comparator.comparingInt((Shown shown) -> shown.standing().isEmpty() ? 0 : 1)
                                .thenComparingInt(shown -> order.indexOf(shown.clause().id())))
                .toList();
    }

    private static Shown shown(Failure failure, List<Obligation> ended) {
        List<Status> standings = ended.stream().map(Obligation::status).distinct().toList();
        Clause clause = Catalogue.clause(failure.clause());
        boolean isExcused = standings.size() == 1 && !standings.contains(Status.FAILED);
        return new Shown(
                failure,
                clause,
                promise(clause),
                isExcused ? standings.getFirst().words() : "",
                SequenceDiagram.of(failure),
                FailureText.of(failure),
                Facts.hasManyProcesses(failure),
                ended.stream().map(Obligation::id).toList());
    }

    private static String promise(Clause clause) {
        String name = clause.id().substring(clause.id().indexOf('/') + 1);
        return Arrays.stream(RsmError.values())
                .filter(error -> error.name().equals(name))
                .findFirst()
                .map(error -> error + ": " + clause.words())
                .orElse(clause.words());
    }

    private static List<Group> groups(Results results, List<Status> which) {
        Map<List<Object>, List<Obligation>> groups = new LinkedHashMap<>();
        for (Obligation obligation : results.obligations()) {
            if (which.contains(obligation.status())) {
                groups.computeIfAbsent(
                                List.of(obligation.status(), obligation.reason()),
                                key -> new ArrayList<>())
                        .add(obligation);
            }
        }
        return groups.values().stream()
                .map(group ->
                        new Group(group.getFirst().status(), group.getFirst().reason(), group))
                .sorted(Comparator.comparingInt((Group group) -> -group.obligations().size()))
                .toList();
    }
}
