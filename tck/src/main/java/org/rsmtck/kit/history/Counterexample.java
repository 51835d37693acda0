package org.rsmtck.kit.history;

import org.rsmtck.api.Call;
import org.rsmtck.api.CallFacts;
import org.rsmtck.api.Event;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.Attribution;
import org.rsmtck.kit.judge.FailureDescription;
import org.rsmtck.kit.judge.Judge;
import org.rsmtck.kit.judge.Mismatch;
import org.rsmtck.kit.judge.Narrative;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.judge.SettingWords;
import org.rsmtck.model.Allowed;
import org.rsmtck.model.Clauses;
import org.rsmtck.model.Model;
import org.rsmtck.model.Step;
import org.rsmtck.reports.Failure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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
    private static final String CONNECT = "connect/MT-safe";
    private static final String DISCONNECT = "disconnect/MT-safe";
    private static final String NO_CRASH_NO_HANG = "frame/no-crash-no-hang";
    private static final int MOST_REPLIES = 30;

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
        return operations.isSequential()
                ? oneByOne(model, least, operations, isShortest, replay)
                : new Finder(model, least, operations, work, replay).atTheSameTime();
    }

    private static int lastAct(History history) {
        if (history.moments().getLast() instanceof Moment.Returned(int act, Reply reply)) {
            return act;
        }
        throw new IllegalStateException("the history does not end with a return");
    }

    private static Counterexample oneByOne(
            Model model,
            History history,
            Operations operations,
            boolean isShortest,
            String replay) {
        Judge judge = Judge.of(model, history.start(), history.readings());
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
        Observation.Called last = (Observation.Called) lines.getLast();
        Mismatch mismatch =
                new Mismatch(last, judge.allowed(last.process(), last.call(), last.reply()));
        Failure failure =
                FailureDescription.of(
                        model,
                        history.start(),
                        SUITE,
                        lines,
                        mismatch,
                        history.readings(),
                        replay,
                        isShortest);
        Operation.Completed offending = operations.over().get(lines.size() - 1);
        return new Counterexample(
                failure, lastAct(history.cutAfter(offending.end() + 1)), List.of());
    }

    /** Makes a recording shorter, so that what is left is a recording of the same run. */
    private static final class Cut {
        private final Model model;
        private final Budget work;

        Cut(Model model, Budget work) {
            this.model = model;
            this.work = work;
        }

        private boolean isNotAllowed(History history) {
            return Linearization.of(model, history, work) instanceof Search.Result.NoOrder;
        }

        /** The shortest beginning that is not allowed; calls that it cuts through stay open. */
        History shortest(History history, int furthest) {
            List<Operation.Completed> over = Operations.of(history).over();
            History last = history;
            try {
                for (int i = furthest; i < over.size(); i++) {
                    if (over.get(i).line() instanceof Observation.Called) {
                        last = history.cutAfter(over.get(i).end() + 1);
                        if (isNotAllowed(last)) {
                            return last;
                        }
                    }
                }
            } catch (Budget.BudgetExceededException e) {
                // The whole of it, up to the last return, is known not to be allowed.
                int end = history.moments().size();
                while (!(history.moments().get(end - 1) instanceof Moment.Returned)) {
                    end--;
                }
                return history.cutAfter(end);
            }
            return last;
        }

        /** The same without calls that change nothing in any world, and that it does not need. */
        History relieved(History history) {
            Set<Integer> quiet = quiet(history);
            History least = history;
            try {
                if (quiet.isEmpty()) {
                    return history;
                }
                if (isNotAllowed(history.without(quiet))) {
                    return history.without(quiet);
                }
                for (int act : quiet) {
                    History less = least.without(Set.of(act));
                    if (isNotAllowed(less)) {
                        least = less;
                    }
                }
            } catch (Budget.BudgetExceededException e) {
                return least;
            }
            return least;
        }

        private static Set<Integer> quiet(History history) {
            Set<Integer> broken = new HashSet<>();
            Set<Integer> quiet = new TreeSet<>();
            for (Moment moment : history.moments()) {
                if (moment instanceof Moment.Happened(Event.Interruption(int process))) {
                    broken.add(process);
                }
            }
            for (Moment moment : history.moments()) {
                if (moment instanceof Moment.Begun begun
                        && !broken.contains(begun.process())
                        && begun.call().facts().isReadOnly()
                        && begun.act() != lastAct(history)) {
                    quiet.add(begun.act());
                }
            }
            return quiet;
        }
    }

    /** What there is to tell of a history in which calls overlap. */
    private static final class Finder {
        private final Model model;
        private final History history;
        private final Operations operations;
        private final Budget work;
        private final String replay;
        private final Operation.Completed offending;
        private final Observation.Called observed;

        Finder(Model model, History history, Operations operations, Budget work, String replay) {
            this.model = model;
            this.history = history;
            this.operations = operations;
            this.work = work;
            this.replay = replay;
            this.offending = operations.over().getLast();
            this.observed = (Observation.Called) offending.line();
        }

        Counterexample atTheSameTime() {
            List<Operation> all = inOrderOfBeginnings();
            Overlaps overlaps = new Overlaps(all);
            Mismatch mismatch = new Mismatch(observed, allowed());
            String clause = clause(overlaps, mismatch);
            List<String> also = also(mismatch, clause, orders(overlaps));
            List<Narrative.Told> told = Narrative.of(all.stream().map(Finder::line).toList());
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
                            FailureDescription.id(clause, mismatch),
                            clause,
                            also,
                            SUITE,
                            offending.number(),
                            FailureDescription.allowed(mismatch),
                            told.get(offending.number() - 1).reply(),
                            explanation,
                            lines,
                            replay,
                            1,
                            "",
                            SettingWords.of(history.start()));
            return new Counterexample(failure, lastAct(history), TimeChart.of(history));
        }

        private List<Operation> inOrderOfBeginnings() {
            List<Operation> all = new ArrayList<>(operations.over());
            all.addAll(operations.open());
            all.sort(Comparator.comparingInt(Operation::number));
            return all;
        }

        private static Observation line(Operation operation) {
            return switch (operation) {
                case Operation.Completed over -> over.line();
                case Operation.Pending open ->
                        new Observation.Called(
                                open.process(), open.call(), new Reply.NoReply("yet"));
            };
        }

        /**
         * What is broken: the promise that calls at the same time are answered as if in some order,
         * by a connect or a disconnect among them; by any other call, what the page promises of it,
         * if it does.
         */
        private String clause(Overlaps overlaps, Mismatch mismatch) {
            if (observed.reply() instanceof Reply.NoReply) {
                return NO_CRASH_NO_HANG;
            }
            boolean isOwn =
                    observed.call() instanceof Call.Connect
                            || observed.call() instanceof Call.Disconnect;
            if (!isOwn && hasAllowed(mismatch)) {
                String content = Attribution.of(model, mismatch, List.of()).clause();
                if (isOfPage(content)) {
                    return content;
                }
            }
            return orders(overlaps);
        }

        private boolean isOfPage(String clause) {
            return Clauses.of(model.rules()).stream()
                    .anyMatch(one -> one.id().equals(clause) && one.isRequired());
        }

        private static boolean hasAllowed(Mismatch mismatch) {
            return mismatch.allowed().stream().anyMatch(allowed -> !allowed.steps().isEmpty());
        }

        /** The promise that there is an order, of what was called or of what it stands by. */
        private String orders(Overlaps overlaps) {
            List<Call> suspects = new ArrayList<>(List.of(observed.call()));
            overlaps.of(offending).forEach(one -> call(one, suspects));
            inOrderOfBeginnings().reversed().stream()
                    .filter(one -> !overlaps.of(one).isEmpty())
                    .forEach(one -> call(one, suspects));
            for (Call call : suspects) {
                if (call instanceof Call.Connect) {
                    return CONNECT;
                }
                if (call instanceof Call.Disconnect) {
                    return DISCONNECT;
                }
            }
            return isOnImport(suspects) ? DISCONNECT : CONNECT;
        }

        private static boolean isOnImport(List<Call> suspects) {
            return suspects.stream()
                    .map(call -> call.facts().on())
                    .anyMatch(
                            EnumSet.of(
                                            CallFacts.Kind.IMPORT,
                                            CallFacts.Kind.SEGMENT,
                                            CallFacts.Kind.BARRIER)
                                    ::contains);
        }

        private static void call(Operation operation, List<Call> calls) {
            if (line(operation) instanceof Observation.Called called) {
                calls.add(called.call());
            }
        }

        private List<String> also(Mismatch mismatch, String clause, String orders) {
            Set<String> also = new LinkedHashSet<>();
            if (!clause.equals(NO_CRASH_NO_HANG)) {
                also.add(orders);
            }
            if (hasAllowed(mismatch)) {
                Attribution blame = Attribution.of(model, mismatch, List.of());
                also.add(blame.clause());
                also.addAll(blame.also());
            }
            also.remove(clause);
            return List.copyOf(also);
        }

        /**
         * What the model would have allowed: of the replies that some order leads to, those with
         * which the history is allowed.
         */
        private List<Allowed> allowed() {
            try {
                List<Allowed> seen =
                        new Search(model, history, operations, Part.WHOLE, work)
                                .allowed(operations.over().size() - 1);
                Map<Reply, Boolean> isRight = new LinkedHashMap<>();
                for (Allowed allowed : seen) {
                    for (Step step : allowed.steps()) {
                        if (isRight.size() < MOST_REPLIES) {
                            isRight.computeIfAbsent(step.reply(), this::isRight);
                        }
                    }
                }
                return seen.stream()
                        .map(allowed ->
                                new Allowed(
                                        allowed.steps().stream()
                                                .filter(step ->
                                                        isRight.getOrDefault(step.reply(), false))
                                                .toList(),
                                        allowed.held(),
                                        allowed.outside()))
                        .filter(allowed -> !allowed.steps().isEmpty())
                        .distinct()
                        .toList();
            } catch (Budget.BudgetExceededException e) {
                return List.of();
            }
        }

        private boolean isRight(Reply reply) {
            List<Moment> moments = new ArrayList<>(history.moments());
            moments.set(moments.size() - 1, new Moment.Returned(lastAct(history), reply));
            History other = history.with(moments);
            return Linearization.of(model, other, work) instanceof Search.Result.Ordered;
        }
    }
}
