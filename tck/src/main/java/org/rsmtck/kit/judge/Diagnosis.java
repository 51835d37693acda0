package org.rsmtck.kit.judge;

import org.rsmtck.api.Call;
import org.rsmtck.api.Call.OnHandle;
import org.rsmtck.api.Event;
import org.rsmtck.api.Reply;
import org.rsmtck.model.Connection;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Step;
import org.rsmtck.model.Variant.RefusalEffects;
import org.rsmtck.model.VariationPoint;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks for a single earlier call whose hidden misbehaviour would explain a reply that nothing
 * allows.
 */
public final class Diagnosis {
    private final Model model;
    private final World start;
    private final Collection<Interpretation> readings;
    private final List<Observation> lines;

    private Diagnosis(
            Model model,
            World start,
            Collection<Interpretation> readings,
            List<Observation> lines) {
        this.model = model;
        this.start = start;
        this.readings = readings;
        this.lines = lines;
    }

    /**
     * The suspicions, the latest call first.
     *
     * @param lines a history that is allowed up to, and not with, its last line, and that would be
     *     allowed without any other
     */
    public static List<Hypothesis> of(
            Model model,
            World start,
            Collection<Interpretation> readings,
            List<Observation> lines) {
        return new Diagnosis(model, start, readings, lines).suspicions();
    }

    private List<Hypothesis> suspicions() {
        Optional<Hypothesis> never = neverArrives();
        if (never.isPresent()) {
            return List.of(never.get());
        }
        List<Hypothesis> suspicions = new ArrayList<>();
        for (int suspect = lines.size() - 2; suspect >= 0; suspect--) {
            if (lines.get(suspect) instanceof Observation.Called called) {
                suspicion(suspect, called).ifPresent(suspicions::add);
            }
        }
        return suspicions;
    }

    private Optional<Hypothesis> suspicion(int suspect, Observation.Called called) {
        Judge before = judgeUpTo(suspect);
        Set<Rule> rules = before.copy().observe(called.process(), called.call(), called.reply());
        Hypothesis.Kind kind;
        List<String> clauses;
        switch (called.reply()) {
            case Reply.Success _ when explains(before, suspect) -> {
                kind = Hypothesis.Kind.SUCCESS_WITHOUT_EFFECT;
                clauses = clauses(rules);
            }
            case Reply.Success _
                    when !isModelOfForged(called)
                            && !isOnSameHandle(called)
                            && hasNoBearing(before, suspect) -> {
                kind = Hypothesis.Kind.SIDE_EFFECT;
                clauses = sideEffect(called.call());
            }
            case Reply.Refused _ when isNeeded(before, called) -> {
                kind = Hypothesis.Kind.REFUSAL_WITH_EFFECT;
                clauses = withFirst("frame/refusal-changes-nothing", clauses(rules));
            }
            case Reply.Success _, Reply.Refused _, Reply.Unknown _, Reply.NoReply _ -> {
                return Optional.empty();
            }
        }
        return Optional.of(new Hypothesis(suspect, kind, clauses));
    }

    /**
     * That a forced disconnect was under way when time had passed for it to arrive, and that all is
     * explained if none had. It needs no call to have gone wrong, so it comes before all that do.
     */
    private Optional<Hypothesis> neverArrives() {
        int passed = lines.lastIndexOf(new Observation.Happened(new Event.Settled()));
        if (passed < 0 || !isDisconnectPending(judgeUpTo(passed).world())) {
            return Optional.empty();
        }
        Judge judge = Judge.of(model, start, readings);
        boolean isExplained =
                lines.stream()
                        .filter(line -> !line.equals(lines.get(passed)))
                        .allMatch(line -> take(judge, line));
        return isExplained
                ? Optional.of(
                        new Hypothesis(
                                passed,
                                Hypothesis.Kind.NEVER_ARRIVES,
                                List.of("frame/forced-disconnect")))
                : Optional.empty();
    }

    private static boolean isDisconnectPending(World world) {
        return world.processes()
                .any(process ->
                        process.imports()
                                .any(segment ->
                                        segment.connection()
                                                instanceof Connection.DisconnectPending));
    }

    /**
     * Whether a refused call has no place in the history but for an effect of its own: the history
     * cannot lose a line, and the call told nothing of the implementation's choices, nor has it an
     * effect that it is known to have.
     */
    private boolean isNeeded(Judge before, Observation.Called refused) {
        Judge after = before.copy();
        after.observe(refused.process(), refused.call(), refused.reply());
        boolean isKnownToChange =
                model.profile().at(VariationPoint.REFUSAL_EFFECTS).contains(RefusalEffects.STAYS)
                        && !after.world().equals(before.world());
        return after.readings().equals(before.readings()) && !isKnownToChange;
    }

    private Judge judgeUpTo(int end) {
        Judge judge = Judge.of(model, start, readings);
        lines.subList(0, end).forEach(line -> take(judge, line));
        return judge;
    }

    private boolean explains(Judge judge, int suspect) {
        return lines.subList(suspect + 1, lines.size()).stream()
                .allMatch(line -> take(judge, line));
    }

    /**
     * Whether the suspect might be left out, and the same replies to the last one would be right:
     * then the history cannot lose it but for an effect that it must not have.
     */
    private boolean hasNoBearing(Judge before, int suspect) {
        Judge without = before.copy();
        Judge with = judgeUpTo(lines.size() - 1);
        List<Observation> between = lines.subList(suspect + 1, lines.size() - 1);
        return lines.getLast() instanceof Observation.Called last
                && between.stream().allMatch(line -> take(without, line))
                && without.isPromised(last.process(), last.call())
                && without.readings().equals(with.readings())
                && replies(without, last).equals(replies(with, last));
    }

    private static Set<Reply> replies(Judge judge, Observation.Called last) {
        return judge.allowed(last.process(), last.call(), last.reply()).stream()
                .flatMap(allowed -> allowed.steps().stream())
                .map(Step::reply)
                .collect(Collectors.toSet());
    }

    /** Whether the last call's handle was made up from the one that this call was answered with. */
    private boolean isModelOfForged(Observation.Called suspect) {
        return suspect.reply() instanceof Reply.Handle
                && lines.getLast() instanceof Observation.Called last
                && last.process() == suspect.process()
                && last.call() instanceof OnHandle on
                && on.handle() != 0
                && lines.stream().noneMatch(line -> isIssue(line, on.handle()));
    }

    /** Then what it did is its own affair, as when two calls take from the same count. */
    private boolean isOnSameHandle(Observation.Called suspect) {
        return lines.getLast() instanceof Observation.Called last
                && last.process() == suspect.process()
                && last.call() instanceof OnHandle lastOn
                && suspect.call() instanceof OnHandle suspectOn
                && lastOn.handle() == suspectOn.handle();
    }

    private static boolean isIssue(Observation line, long handle) {
        return line instanceof Observation.Called called
                && called.reply() instanceof Reply.Handle(long issued)
                && issued == handle;
    }

    /** What importers do to the exporter has a clause of its own. */
    private List<String> sideEffect(Call suspect) {
        boolean byImporter = suspect instanceof Call.Connect || suspect instanceof Call.Disconnect;
        boolean onExport =
                lines.getLast() instanceof Observation.Called last
                        && switch (last.call()) {
                            case Call.Unpublish c -> true;
                            case Call.Republish c -> true;
                            case Call.Publish c -> true;
                            case Call.ExportDestroy c -> true;
                            case Call.Rebind c -> true;
                            case Call.GetController _,
                                    Call.ReleaseController _,
                                    Call.GetControllerAttributes _,
                                    Call.GetTopology _,
                                    Call.GetSegmentIdRange _,
                                    Call.ExportCreate _,
                                    Call.Connect _,
                                    Call.Disconnect _,
                                    Call.Map _,
                                    Call.Unmap _,
                                    Call.Reading _,
                                    Call.Writing _,
                                    Call.InitBarrier _,
                                    Call.OnBarrier _,
                                    Call.SetMode _,
                                    Call.GetMode _,
                                    Call.GetPollfd _,
                                    Call.ReleasePollfd _,
                                    Call.SignalPost _,
                                    Call.SignalWait _ ->
                                    false;
                        };
        return byImporter && onExport
                ? List.of("frame/exporter-independent", "frame/others-untouched")
                : List.of("frame/others-untouched");
    }

    private static boolean take(Judge judge, Observation line) {
        return switch (line) {
            case Observation.Called(int process, var call, var reply) ->
                    judge.isPromised(process, call)
                            && !judge.observe(process, call, reply).isEmpty();
            case Observation.Happened(var event) -> {
                judge.observe(event);
                yield true;
            }
        };
    }

    private static List<String> clauses(Set<Rule> rules) {
        return rules.stream().flatMap(rule -> rule.clauses().stream()).distinct().toList();
    }

    private static List<String> withFirst(String first, List<String> rest) {
        Set<String> all = new LinkedHashSet<>();
        all.add(first);
        all.addAll(rest);
        return List.copyOf(all);
    }
}
