package org.rsmtck.kit.judge;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Reply;
import org.rsmtck.model.AccessWords;
import org.rsmtck.model.Allowed;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Step;
import org.rsmtck.model.World;
import org.rsmtck.reports.Failure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A mismatch in words: which clause it breaks, what would have been right, and why this is not. */
public final class FailureDescription {
    /** Looking for a suspect takes time that grows with the square of the length. */
    private static final int LONGEST_DIAGNOSED = 300;

    /** A refusal has no other reason to be in a shortest history; a success may have some. */
    private static final List<Hypothesis.Kind> BY_WEIGHT =
            List.of(
                    Hypothesis.Kind.REFUSAL_WITH_EFFECT,
                    Hypothesis.Kind.SUCCESS_WITHOUT_EFFECT,
                    Hypothesis.Kind.SIDE_EFFECT,
                    Hypothesis.Kind.NEVER_ARRIVES);

    /** Suspected because the call is there, which says something where nothing can be left out. */
    private static final Set<Hypothesis.Kind> BY_PRESENCE =
            EnumSet.of(Hypothesis.Kind.REFUSAL_WITH_EFFECT, Hypothesis.Kind.SIDE_EFFECT);

    private static final String NEVER_ARRIVES = "a forced disconnect never arrives";

    private FailureDescription() {}

    /**
     * What was seen in words.
     *
     * @param start the world before the first line
     * @param lines what was seen, the reply that is not allowed last
     * @param readings what the implementation may be, by what was seen before
     * @param isShortest whether it was tried that the failure needs all of the lines: if not, no
     *     call is suspected for being there
     */
    public static Failure of(
            Model model,
            World start,
            String suite,
            List<Observation> lines,
            Mismatch mismatch,
            Collection<Interpretation> readings,
            String replay,
            boolean isShortest) {
        List<Hypothesis> suspicions =
                lines.size() > LONGEST_DIAGNOSED
                        ? List.of()
                        : Diagnosis.of(model, start, readings, lines).stream()
                                .filter(one -> isShortest || !BY_PRESENCE.contains(one.kind()))
                                .toList();
        Attribution blame = Attribution.of(model, mismatch, suspicions);
        List<Narrative.Told> told = Narrative.of(lines);
        List<String> explanation = explanation(model, mismatch, suspicions, told);
        SeenBytes.of(lines, mismatch).ifPresent(explanation::addFirst);
        compared(model, start, lines, readings).ifPresent(explanation::add);
        return new Failure(
                id(blame.clause(), mismatch),
                blame.clause(),
                blame.also(),
                suite,
                lines.size(),
                allowed(mismatch),
                told.getLast().reply(),
                explanation,
                history(told),
                replay,
                1,
                cause(suspicions, lines),
                SettingWords.of(start));
    }

    private static List<Failure.Line> history(List<Narrative.Told> told) {
        List<Failure.Line> history = new ArrayList<>();
        for (Narrative.Told one : told) {
            history.add(
                    new Failure.Line(history.size() + 1, one.process(), one.call(), one.reply()));
        }
        return history;
    }

    /** The defect that is suspected first, in a sentence. */
    private static String cause(List<Hypothesis> suspicions, List<Observation> lines) {
        return suspicions.stream()
                .filter(one ->
                        one.kind() == Hypothesis.Kind.NEVER_ARRIVES
                                || lines.get(one.line()) instanceof Observation.Called)
                .min(Comparator.comparingInt(one -> BY_WEIGHT.indexOf(one.kind())))
                .map(one -> {
                    if (!(lines.get(one.line()) instanceof Observation.Called called)) {
                        return NEVER_ARRIVES;
                    }
                    String call = called.call().word();
                    return switch (one.kind()) {
                        case SUCCESS_WITHOUT_EFFECT -> call + " says success and does nothing";
                        case REFUSAL_WITH_EFFECT ->
                                call
                                        + ", refused with "
                                        + kind(called.reply())
                                        + ", changes something all the same";
                        case SIDE_EFFECT -> call + " changes something that it has no bearing on";
                        case NEVER_ARRIVES -> NEVER_ARRIVES;
                    };
                })
                .orElse("");
    }

    /** How access came out where a connect was answered that compares it. */
    private static Optional<String> compared(
            Model model,
            World start,
            List<Observation> lines,
            Collection<Interpretation> readings) {
        if (!(lines.getLast() instanceof Observation.Called called)
                || !(called.call() instanceof Call.Connect connect)) {
            return Optional.empty();
        }
        Judge judge = Judge.of(model, start, readings);
        for (Observation line : lines.subList(0, lines.size() - 1)) {
            switch (line) {
                case Observation.Called(int process, Call call, Reply reply) ->
                        judge.observe(process, call, reply);
                case Observation.Happened(Event event) -> judge.observe(event);
            }
        }
        return AccessWords.of(judge.world(), called.process(), connect);
    }

    /** The name of a failure of this clause. */
    public static String id(String clause, Mismatch mismatch) {
        return clause.replace('/', '-')
                + "-"
                + mismatch.observed().call().word()
                + "-"
                + kind(mismatch.observed().reply()).replace(' ', '-');
    }

    /** Every reply that would have been right, with the rule that allows it. */
    public static List<String> allowed(Mismatch mismatch) {
        return mismatch.allowed().stream()
                .flatMap(allowed -> allowed.steps().stream())
                .map(step ->
                        Narrative.tell(step.reply())
                                + ", by "
                                + step.rule().id()
                                + ": "
                                + step.rule().words())
                .distinct()
                .toList();
    }

    private static List<String> explanation(
            Model model,
            Mismatch mismatch,
            List<Hypothesis> suspicions,
            List<Narrative.Told> told) {
        List<String> explanation = new ArrayList<>();
        for (Hypothesis suspicion : suspicions) {
            String call =
                    "call " + (suspicion.line() + 1) + ", " + told.get(suspicion.line()).call();
            explanation.add(
                    switch (suspicion.kind()) {
                        case SUCCESS_WITHOUT_EFFECT ->
                                "everything seen is as it would be if "
                                        + call
                                        + ", had done nothing, though it answered success";
                        case REFUSAL_WITH_EFFECT ->
                                "without "
                                        + call
                                        + ", which was refused, the last reply is another: the"
                                        + " refusal changed something";
                        case SIDE_EFFECT ->
                                "without "
                                        + call
                                        + ", which has no bearing on it, the last reply is another";
                        case NEVER_ARRIVES ->
                                "everything seen is as it would be if no time had passed: what"
                                        + " was on its way has not arrived";
                    });
        }
        explanation.addAll(exclusions(model, mismatch));
        return explanation;
    }

    /** Why what came is not allowed. */
    public static List<String> exclusions(Model model, Mismatch mismatch) {
        List<String> explanation = new ArrayList<>();
        if (mismatch.observed().reply() instanceof Reply.Refused refused) {
            excluded(model, mismatch, refused).forEach(explanation::add);
            outranked(mismatch, refused).forEach(explanation::add);
        }
        if (mismatch.observed().reply() instanceof Reply.Success) {
            mismatch.allowed().stream()
                    .map(Allowed::held)
                    .flatMap(Set::stream)
                    .distinct()
                    .forEach(rule ->
                            explanation.add(
                                    "success is excluded by " + rule.id() + ": " + rule.words()));
        }
        return explanation;
    }

    /** Why the code that came is not among those allowed. */
    private static List<String> excluded(Model model, Mismatch mismatch, Reply.Refused refused) {
        return model.rules().stream()
                .filter(rule -> rule.on() == mismatch.observed().call().getClass())
                .filter(rule ->
                        rule instanceof Rule.Refusal<?> refusal
                                && refusal.codes().contains(refused.error()))
                .filter(rule ->
                        mismatch.allowed().stream()
                                .noneMatch(allowed -> allowed.held().contains(rule)))
                .map(rule ->
                        refused.error().name()
                                + " would be right only if "
                                + rule.words()
                                + " ("
                                + rule.id()
                                + ")")
                .distinct()
                .toList();
    }

    /** Conditions of the code that came which do hold, where another check comes first. */
    private static List<String> outranked(Mismatch mismatch, Reply.Refused refused) {
        boolean isAllowed =
                mismatch.allowed().stream()
                        .flatMap(allowed -> allowed.steps().stream())
                        .anyMatch(step ->
                                step.reply() instanceof Reply.Refused due
                                        && due.error() == refused.error());
        return mismatch.allowed().stream()
                .flatMap(allowed -> allowed.held().stream())
                .filter(rule ->
                        !isAllowed
                                && rule instanceof Rule.Refusal<?> refusal
                                && refusal.codes().contains(refused.error()))
                .map(rule ->
                        refused.error().name()
                                + " is not the first answer: "
                                + rule.words()
                                + " ("
                                + rule.id()
                                + "), but another check comes before, or this one gives another"
                                + " code")
                .distinct()
                .toList();
    }

    /** Of which kind the reply is: success, the name of an error, or what else it is. */
    public static String kind(Reply reply) {
        return switch (reply) {
            case Reply.Success success -> "success";
            case Reply.Refused refused -> refused.error().name();
            case Reply.Unknown unknown -> "number " + unknown.number();
            case Reply.NoReply none -> "none";
        };
    }

    /** The rules of what would have been right. */
    public static List<Rule> expected(Mismatch mismatch) {
        return mismatch.allowed().stream()
                .flatMap(allowed -> allowed.steps().stream())
                .map(Step::rule)
                .distinct()
                .toList();
    }
}
