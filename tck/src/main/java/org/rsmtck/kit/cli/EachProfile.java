package org.rsmtck.kit.cli;

import org.rsmtck.api.Reply;
import org.rsmtck.kit.execute.Outcome;
import org.rsmtck.kit.judge.Judge;
import org.rsmtck.kit.judge.Narrative;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.model.Allowed;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Profile;
import org.rsmtck.model.Step;
import org.rsmtck.model.Variant;
import org.rsmtck.model.VariationPoint;
import org.rsmtck.model.page.Pages;
import org.rsmtck.model.profile.KnownProfiles;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What each profile allows at the end of a sequence, and by which choices: each judges the whole
 * sequence by its own reading.
 */
final class EachProfile {

    /**
     * What one profile says.
     *
     * @param allowed the replies, in words
     * @param choices what it leaves open, or has decided, at the points that make a difference
     *     there
     */
    record Says(Profile profile, String allowed, List<String> choices) {}

    private final Outcome outcome;
    private final long pageSize;

    private EachProfile(Outcome outcome, long pageSize) {
        this.outcome = outcome;
        this.pageSize = pageSize;
    }

    /** What every profile says of the last call. */
    static List<Says> of(Outcome outcome, long pageSize) {
        EachProfile each = new EachProfile(outcome, pageSize);
        Set<VariationPoint<?>> decisive = each.decisive();
        return KnownProfiles.all().stream().map(one -> each.says(one, decisive)).toList();
    }

    private Says says(Profile profile, Set<VariationPoint<?>> decisive) {
        Optional<List<Allowed>> judged = judged(profile);
        if (judged.isEmpty()) {
            return new Says(profile, "does not allow what leads there", List.of());
        }
        return new Says(
                profile,
                words(judged.get()),
                decisive.stream()
                        .map(point ->
                                point.words()
                                        + " "
                                        + profile.at(point).stream()
                                                .map(Variant::name)
                                                .collect(Collectors.joining(" or ")))
                        .toList());
    }

    private static String words(List<Allowed> judged) {
        List<String> words = new ArrayList<>();
        judged.stream()
                .flatMap(allowed -> allowed.steps().stream())
                .map(step -> told(step.reply()))
                .distinct()
                .forEach(words::add);
        if (judged.stream().anyMatch(allowed -> !allowed.isPromised())) {
            words.add("anything, as nothing is promised");
        }
        return String.join(" or ", words);
    }

    private static String told(Reply reply) {
        return reply instanceof Reply.Success ? "success" : Narrative.tell(reply);
    }

    /** The points at which the reply to the last call depends on the option. */
    private Set<VariationPoint<?>> decisive() {
        Map<VariationPoint<?>, Set<? extends Variant>> everything = new HashMap<>();
        for (VariationPoint<?> point : VariationPoint.all()) {
            everything.put(point, point.options());
        }
        Set<VariationPoint<?>> decisive = new TreeSet<>();
        judged(new Profile("every option", everything))
                .ifPresent(judged -> {
                    List<Step> steps =
                            judged.stream().flatMap(allowed -> allowed.steps().stream()).toList();
                    for (VariationPoint<?> point : VariationPoint.all()) {
                        if (makesADifference(point, steps)) {
                            decisive.add(point);
                        }
                    }
                });
        return decisive;
    }

    /** Whether, all else being equal, one option allows a reply that another does not. */
    private static <V extends Enum<V> & Variant> boolean makesADifference(
            VariationPoint<V> point, List<Step> steps) {
        return steps.stream()
                .map(step -> step.reading().without(point))
                .distinct()
                .anyMatch(rest ->
                        point.options().stream()
                                        .map(option -> replies(rest.with(point, option), steps))
                                        .distinct()
                                        .count()
                                > 1);
    }

    /** The replies of those who may have made these choices. */
    private static Set<String> replies(Interpretation choices, List<Step> steps) {
        return steps.stream()
                .filter(step -> agree(step.reading(), choices))
                .map(step -> told(step.reply()))
                .collect(Collectors.toSet());
    }

    private static boolean agree(Interpretation one, Interpretation other) {
        return one.choices().entrySet().stream()
                .allMatch(choice ->
                        other.at(choice.getKey()).map(choice.getValue()::equals).orElse(true));
    }

    /** What is allowed for the last call; empty if what was seen before it is not. */
    private Optional<List<Allowed>> judged(Profile profile) {
        List<Observation> lines = outcome.lines();
        Judge judge =
                Judge.of(
                        Pages.model(profile),
                        outcome.program().setting().start(pageSize),
                        List.of(Interpretation.NONE));
        for (Observation line : lines.subList(0, lines.size() - 1)) {
            switch (line) {
                case Observation.Called(int process, var call, var reply) -> {
                    if (judge.observe(process, call, reply).isEmpty()) {
                        return Optional.empty();
                    }
                }
                case Observation.Happened(var event) -> judge.observe(event);
            }
        }
        return lines.getLast() instanceof Observation.Called(int process, var call, var reply)
                ? Optional.of(judge.allowed(process, call, reply))
                : Optional.empty();
    }
}
