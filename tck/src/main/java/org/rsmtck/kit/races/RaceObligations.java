package org.rsmtck.kit.races;

import static java.util.Objects.requireNonNull;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.Narrative;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.reports.Failure;
import org.rsmtck.reports.Obligation;
import org.rsmtck.reports.Status;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Races as a report counts them: each race is one obligation, and each lost one a failure.
 *
 * @param obligations in the order of the results
 * @param failures those that the obligations name
 */
public record RaceObligations(List<Obligation> obligations, List<Failure> failures) {
    /** As filters and obligation ids spell it. */
    public static final String SUITE = "races";

    private static final String NO_CRASH_NO_HANG = "frame/no-crash-no-hang";
    private static final String AT_THE_SAME_TIME = ", at the same time as ";

    public RaceObligations {
        obligations = List.copyOf(obligations);
        failures = List.copyOf(failures);
    }

    /**
     * Counts the results.
     *
     * @param pageSize what the implementation declares
     * @param replay the command that runs the race of this name again
     */
    public static RaceObligations of(
            List<RaceResult> results, long pageSize, UnaryOperator<String> replay) {
        Map<String, Race> races = new HashMap<>();
        RaceList.all(pageSize).forEach(race -> races.put(race.name(), race));
        List<Obligation> obligations = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (RaceResult result : results) {
            if (!result.isRight()) {
                Race race = requireNonNull(races.get(result.name()));
                failures.add(
                        failure(
                                result.isOfOneProcess() ? race.inOneProcess() : race,
                                result,
                                replay.apply(result.name())));
            }
            obligations.add(obligation(result));
        }
        return new RaceObligations(obligations, failures);
    }

    /** The id of the obligation that the race of this name is. */
    public static String id(String race) {
        return SUITE + ": " + race;
    }

    private static Obligation obligation(RaceResult result) {
        Status status =
                !result.isApplicable()
                        ? Status.NOT_APPLICABLE
                        : !result.isRight()
                                ? Status.FAILED
                                : result.isExercised() ? Status.PASSED : Status.NOT_EXERCISED;
        return new Obligation(
                id(result.name()),
                SUITE,
                List.of(result.clause()),
                List.of(),
                status,
                status == Status.FAILED ? "" : reason(result),
                status == Status.FAILED ? id(result) : "");
    }

    private static String reason(RaceResult result) {
        if (!result.isApplicable()) {
            return result.inapplicable();
        }
        String overlapping =
                result.overlaps().isPresent()
                        ? String.format(
                                Locale.ROOT, ", %,d overlapping", result.overlaps().getAsLong())
                        : "";
        String counted =
                String.format(
                        Locale.ROOT,
                        "%,d trials%s, outcomes: %d, allowed and never seen: %d",
                        result.trials(),
                        overlapping,
                        result.outcomes().size(),
                        result.unseen());
        String told = counted + unjudged(result.unjudged());
        return result.unready().entrySet().stream()
                .findFirst()
                .map(one -> told + "; " + one.getKey() + ", " + one.getValue() + " times")
                .orElse(told);
    }

    private static String unjudged(RaceResult.Unjudged unjudged) {
        return unjudged.refusals().isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; %,d trials not judged, for calls were refused by chance: %s",
                        unjudged.trials(),
                        unjudged.refusals().entrySet().stream()
                                .map(one ->
                                        String.format(
                                                Locale.ROOT,
                                                "%s %,d times",
                                                one.getKey(),
                                                one.getValue()))
                                .collect(Collectors.joining(", ")));
    }

    private static String id(RaceResult result) {
        return "race-" + result.name();
    }

    /** The outcome that was seen most often, of those that no order explains. */
    private static Failure failure(Race race, RaceResult result, String replay) {
        List<String> explanation = new ArrayList<>();
        result.forbidden()
                .forEach((outcome, times) ->
                        explanation.add(
                                "no order of the calls gives, and it came "
                                        + times
                                        + " times: "
                                        + outcome));
        explanation.addAll(result.troubles());
        String outcome =
                result.forbidden().entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey)
                        .orElse("");
        boolean isOutcome = !outcome.isEmpty();
        return new Failure(
                id(result),
                isOutcome ? result.clause() : NO_CRASH_NO_HANG,
                isOutcome ? List.of() : List.of(result.clause()),
                SUITE,
                race.setup().size() + race.raced().size(),
                List.copyOf(result.allowed()),
                isOutcome ? outcome : result.troubles().getFirst(),
                explanation,
                history(race, outcome),
                replay,
                (int)
                        Math.min(
                                Integer.MAX_VALUE,
                                Math.max(
                                        1,
                                        result.forbidden().values().stream()
                                                .mapToLong(Long::longValue)
                                                .sum())));
    }

    private static List<Failure.Line> history(Race race, String outcome) {
        Map<String, String> replies = replies(outcome);
        List<RaceCall> turns =
                race.turns().stream()
                        .filter(turn ->
                                !race.after().contains(turn)
                                        || outcome.isEmpty()
                                        || replies.containsKey(turn.name()))
                        .toList();
        List<Narrative.Told> told = Narrative.of(lines(turns));
        int setUp = race.setup().size();
        String besideFirst =
                AT_THE_SAME_TIME + numbers(setUp + race.first().size(), race.second().size());
        String besideSecond = AT_THE_SAME_TIME + numbers(setUp, race.first().size());
        List<Failure.Line> history = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            Narrative.Told one = told.get(i);
            String beside =
                    race.first().contains(turns.get(i))
                            ? besideFirst
                            : race.second().contains(turns.get(i)) ? besideSecond : "";
            history.add(
                    new Failure.Line(
                            i + 1,
                            one.process(),
                            one.call() + beside,
                            i < setUp
                                    ? one.reply()
                                    : replies.getOrDefault(turns.get(i).name(), "")));
        }
        return history;
    }

    /** So many calls, after the first {@code before} of the history. */
    private static String numbers(int before, int count) {
        return count == 1
                ? "call " + (before + 1)
                : "calls " + (before + 1) + " to " + (before + count);
    }

    /** The calls as if each that asks for a handle were given one. */
    private static List<Observation> lines(List<RaceCall> turns) {
        Map<String, Long> handles = new HashMap<>();
        List<Observation> lines = new ArrayList<>();
        for (RaceCall turn : turns) {
            Call call =
                    turn.resolved(name ->
                                    handles.containsKey(name)
                                            ? OptionalLong.of(handles.get(name))
                                            : OptionalLong.empty())
                            .orElse(turn.call());
            Reply reply = Reply.done();
            if (call.facts().isIssuing()) {
                long handle = lines.size() + 1L;
                handles.put(turn.name(), handle);
                reply = new Reply.Handle(handle);
            }
            lines.add(new Observation.Called(turn.process(), call, reply));
        }
        return lines;
    }

    private static Map<String, String> replies(String outcome) {
        Map<String, String> replies = new HashMap<>();
        for (String word : outcome.split(Pattern.quote(Replies.SEPARATOR))) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                replies.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return replies;
    }
}
