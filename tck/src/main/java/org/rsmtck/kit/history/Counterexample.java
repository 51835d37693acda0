package org.rsmtck.kit.history;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.FailureDescription;
import org.rsmtck.kit.judge.Judge;
import org.rsmtck.kit.judge.Mismatch;
import org.rsmtck.kit.judge.Narrative;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.judge.SettingWords;
import org.rsmtck.kit.linearizability.Budget;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.World;
import org.rsmtck.reports.Failure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Why a history is not allowed: cut down to its shortest beginning that is not allowed either, and
 * relieved of calls that never change anything.
 *
 * @param failure in words
 * @param act of the call whose reply nothing explains
 * @param chart which calls were open at the same time, for people; empty if none were
 */
public record Counterexample(Failure failure, int act, List<String> chart) {
    private static final String SUITE = "judge";

    /**
     * The finding in a history that is not allowed.
     *
     * @param verdict what is known of the history
     * @param isShortest whether the recorder knows that no call can be left out
     * @param work what finding it may be; when it is used up, more of the history is shown
     * @param replay the command that judges it again
     */
    public static Counterexample of(
            Model model,
            History history,
            Verdict.NotAllowed verdict,
            boolean isShortest,
            Budget work,
            String replay) {
        Cut cut = new Cut(model, work);
        History least = cut.relieved(cut.shortest(history, verdict.furthest()));
        Operations operations = Operations.of(least);
        Optional<Start> start = Start.of(least);
        return operations.isSequential() && start.isPresent()
                ? oneByOne(model, least, operations, start.get(), isShortest, replay)
                : atTheSameTime(model, least, operations, work, replay);
    }

    /** From where all of a history goes on. */
    private record Start(World world, Set<Interpretation> readings) {
        static Optional<Start> of(History history) {
            return history.earlier().isEmpty()
                    ? Optional.of(new Start(history.start(), history.readings()))
                    : history.earlier()
                            .flatMap(Earlier::only)
                            .map(state -> new Start(state.world(), Set.of(state.reading())));
        }
    }

    private static Counterexample oneByOne(
            Model model,
            History history,
            Operations operations,
            Start start,
            boolean isShortest,
            String replay) {
        Judge judge = Judge.of(model, start.world(), start.readings());
        List<Observation> lines = untilWrong(judge, operations);
        Observation.Called last = (Observation.Called) lines.getLast();
        Mismatch mismatch =
                new Mismatch(last, judge.allowed(last.process(), last.call(), last.reply()));
        Failure failure =
                FailureDescription.of(
                        model,
                        start.world(),
                        SUITE,
                        lines,
                        mismatch,
                        start.readings(),
                        replay,
                        isShortest);
        Operation.Completed offending = operations.over().get(lines.size() - 1);
        return new Counterexample(
                failure, history.cutAfter(offending.end() + 1).lastAct(), List.of());
    }

    /** The lines up to the first that the judge does not allow. */
    private static List<Observation> untilWrong(Judge judge, Operations operations) {
        List<Observation> lines = new ArrayList<>();
        for (Operation.Completed over : operations.over()) {
            lines.add(over.line());
            boolean isAllowed =
                    switch (over.line()) {
                        case Observation.Called(int process, Call call, Reply reply) ->
                                !judge.observe(process, call, reply).isEmpty();
                        case Observation.Happened(Event event) -> {
                            judge.observe(event);
                            yield true;
                        }
                    };
            if (!isAllowed) {
                break;
            }
        }
        return lines;
    }

    private static Counterexample atTheSameTime(
            Model model, History history, Operations operations, Budget work, String replay) {
        Operation.Completed offending = operations.over().getLast();
        Overlaps overlaps = new Overlaps(operations);
        Mismatch mismatch =
                new Mismatch(
                        (Observation.Called) offending.line(),
                        new FittingReplies(model, history, work).of(operations));
        BrokenPromise broken = BrokenPromise.of(model, mismatch, offending, overlaps);
        List<Failure.Line> lines = lines(history, overlaps);
        List<String> explanation = new ArrayList<>();
        explanation.add(
                mismatch.allowed().isEmpty()
                        ? "no order of the calls that keeps their times gives all replies up to"
                                + " this one; the search for a shorter history gave up"
                        : "no order of the calls that keeps their times gives this reply;"
                                + " without it there is one");
        explanation.addAll(FailureDescription.exclusions(model, mismatch));
        Failure failure =
                new Failure(
                        FailureDescription.id(broken.clause(), mismatch),
                        broken.clause(),
                        broken.also(),
                        SUITE,
                        offending.number(),
                        FailureDescription.allowed(mismatch),
                        lines.get(offending.number() - 1).reply(),
                        explanation,
                        lines,
                        replay,
                        1,
                        "",
                        SettingWords.of(history.start()));
        return new Counterexample(failure, history.lastAct(), TimeChart.of(history));
    }

    private static List<Failure.Line> lines(History history, Overlaps overlaps) {
        List<Operation> all = overlaps.all();
        List<Observation> known =
                history.earlier()
                        .map(earlier -> earlier.targets().introductions())
                        .orElseGet(List::of);
        List<Narrative.Told> told =
                Narrative.of(
                                Stream.concat(known.stream(), all.stream().map(Operation::line))
                                        .toList())
                        .subList(known.size(), known.size() + all.size());
        List<Failure.Line> lines = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Operation one = all.get(i);
            lines.add(
                    new Failure.Line(
                            one.number(),
                            told.get(i).process(),
                            told.get(i).call() + overlaps.words(one),
                            one instanceof Operation.Pending
                                    ? "not answered yet"
                                    : told.get(i).reply()));
        }
        return lines;
    }
}
