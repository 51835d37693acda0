package org.rsmtck.kit.history;

import org.rsmtck.kit.linearizability.Budget;
import org.rsmtck.kit.linearizability.Frontier;
import org.rsmtck.kit.linearizability.Point;
import org.rsmtck.model.Model;
import org.rsmtck.model.Oracle;
import org.rsmtck.model.StateSet;
import org.rsmtck.model.Variant.HandleReuse;
import org.rsmtck.model.VariationPoint;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges a long history as it is read. It keeps as much of it as is under way, and some hundred
 * calls more: everything that some order of those before can have come to is known, so that they
 * are not looked at again. For one thread.
 */
final class LongJudgement {
    /** How many operations are shown before those that cannot be put in order. */
    private static final int CONTEXT = 24;

    private final Model model;
    private final Budget work;
    private final Oracle oracle;
    private final boolean isMemoryNeeded;
    private final int width;
    private Window window;

    /**
     * As it was before the last cut: what is told of a history that is not allowed begins there.
     */
    private Window wider;

    private Optional<ModelSpecification.NothingPromised> nothingPromised = Optional.empty();
    private boolean mayTear;
    private boolean isWrong;
    private int numbers;
    private int ends;

    /**
     * @param frame the history, without its moments
     * @param survey what is known of all of them
     * @param width how many operations are put in order at a time
     */
    LongJudgement(Model model, History frame, Survey survey, Budget work, int width) {
        this.model = model;
        this.work = work;
        this.oracle = new Oracle(model, work::step);
        this.isMemoryNeeded =
                !model.profile().at(VariationPoint.HANDLE_REUSE).equals(Set.of(HandleReuse.ANY));
        this.width = width;
        StateSet start = oracle.start(frame.start(), frame.readings());
        Earlier nothing =
                new Earlier(
                        0,
                        List.of(new Point<>(Frontier.START, start)),
                        Targets.none(),
                        survey.values());
        this.window = new Window(frame, survey.open(), nothing, List.of());
        this.wider = window;
    }

    /**
     * Takes the next moment in.
     *
     * @throws Budget.BudgetExceededException when it has taken too much work
     */
    void take(Moment moment) {
        if (isWrong) {
            return;
        }
        Window.Seen seen =
                new Window.Seen(moment, moment instanceof Moment.Returned ? 0 : ++numbers);
        window.add(seen);
        if (wider != window) {
            wider.add(seen);
        }
        if (!(moment instanceof Moment.Begun) && ++ends % width == 0) {
            goOn();
        }
    }

    private void goOn() {
        int ready = window.ready();
        if (ready < width / 2) {
            return;
        }
        Linearization.Reached reached =
                Linearization.reached(model, window.readyHistory(), ready, work);
        note(reached.nothingPromised());
        mayTear |= reached.mayTear();
        if (reached.points().isEmpty()) {
            isWrong = true;
            return;
        }
        wider = window;
        window =
                window.after(
                        ready,
                        isMemoryNeeded ? reached.points() : forgetful(reached.points()),
                        reached.over());
    }

    /** The same without handles that are gone: where they may be given out again, nobody asks. */
    private Set<Point<StateSet>> forgetful(Set<Point<StateSet>> points) {
        return points.stream()
                .map(point -> new Point<>(point.front(), forgetful(point.states())))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private StateSet forgetful(StateSet states) {
        return states.now().stream()
                .map(state ->
                        oracle.start(state.world().forgettingRetired(), List.of(state.reading())))
                .reduce(StateSet::or)
                .orElse(states);
    }

    private void note(Optional<ModelSpecification.NothingPromised> met) {
        if (nothingPromised.isEmpty()) {
            nothingPromised =
                    met.map(one ->
                            new ModelSpecification.NothingPromised(
                                    window.readyNumber(one.operation()), one.rules()));
        }
    }

    /** Whether nothing that is still to come makes a difference. */
    boolean isDecided() {
        return isWrong;
    }

    /**
     * Whether contents may have been seen torn: then a history that is not allowed as it was judged
     * may be so as a whole.
     */
    boolean mayTear() {
        return mayTear;
    }

    /**
     * The verdict, when all moments have been taken in, or it is decided.
     *
     * @throws Budget.BudgetExceededException when it has taken too much work
     */
    Verdict verdict() {
        History left = window.history();
        if (left.returns() == 0) {
            return new Verdict.Linearizable(List.of());
        }
        mayTear |= !Tearing.parts(Operations.of(left)).isEmpty();
        return switch (Verdict.of(model, left, work)) {
            case Verdict.NotAllowed _ when nothingPromised.isPresent() ->
                    new Verdict.NothingPromised(
                            nothingPromised.get().operation(),
                            nothingPromised.get().rules(),
                            false);
            case Verdict.NotAllowed _ -> narrowed();
            case Verdict.NothingPromised(int number, var rules, boolean isLast) ->
                    new Verdict.NothingPromised(window.number(number), rules, isLast);
            case Verdict.Linearizable linearizable -> linearizable;
            case Verdict.GaveUp gaveUp -> gaveUp;
            case Verdict.NothingAnswered none -> none;
        };
    }

    /** Leaves no more before what is not allowed than shows how it came about. */
    private Verdict narrowed() {
        window = wider;
        Verdict verdict = Verdict.of(model, window.history(), work);
        if (verdict instanceof Verdict.NotAllowed(int furthest)) {
            int count = Math.min(furthest - CONTEXT, window.ready());
            if (count > 0) {
                Linearization.Reached reached =
                        Linearization.reached(model, window.readyHistory(), count, work);
                window = window.after(count, reached.points(), reached.over());
                return Verdict.of(model, window.history(), work);
            }
        }
        return verdict;
    }

    /** The end of a history that is not allowed, which is not allowed either. */
    History rest() {
        return window.history();
    }
}
