package org.rsmtck.kit.history;

import org.rsmtck.kit.linearizability.Frontier;
import org.rsmtck.kit.linearizability.Point;
import org.rsmtck.model.StateSet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The moments of a long history that are kept at one time, and what is known of those before. What
 * can be put in order without those to come is cut off its beginning.
 */
final class Window {
    private final History frame;
    private final Set<Integer> neverAnswered;
    private final Earlier earlier;
    private final List<Seen> seen;

    /**
     * A moment.
     *
     * @param number of the call or event by which people are told of it; of a return, 0
     */
    record Seen(Moment moment, int number) {}

    /**
     * @param frame the history, without its moments
     * @param neverAnswered the acts of calls that have no return in the whole of it
     */
    Window(History frame, Set<Integer> neverAnswered, Earlier earlier, List<Seen> seen) {
        this.frame = frame;
        this.neverAnswered = neverAnswered;
        this.earlier = earlier;
        this.seen = new ArrayList<>(seen);
    }

    void add(Seen next) {
        seen.add(next);
    }

    /** What is kept, as a history: what is under way at its end is open. */
    History history() {
        return history(Set.of());
    }

    /** The same without calls that will be answered. */
    private History history(Set<Integer> running) {
        return new History(
                        frame.pageSize(),
                        frame.setting(),
                        frame.readings(),
                        seen.stream().map(Seen::moment).toList(),
                        frame.madeAgain(),
                        Optional.of(earlier))
                .without(running);
    }

    /** The number of the call or event that is the given one of {@link #history}, from 1. */
    int number(int kept) {
        return number(kept, Set.of());
    }

    /** The same of {@link #readyHistory}. */
    int readyNumber(int kept) {
        return number(kept, running().keySet());
    }

    private int number(int kept, Set<Integer> without) {
        return seen.stream()
                .filter(one ->
                        !(one.moment() instanceof Moment.Begun begun
                                && without.contains(begun.act())))
                .mapToInt(Seen::number)
                .filter(number -> number > 0)
                .skip(kept - 1L)
                .findFirst()
                .orElseThrow();
    }

    /** The calls under way that will be answered: by their acts, at which moment they began. */
    private Map<Integer, Integer> running() {
        Map<Integer, Integer> running = new HashMap<>();
        for (int i = 0; i < seen.size(); i++) {
            switch (seen.get(i).moment()) {
                case Moment.Begun begun -> running.put(begun.act(), i);
                case Moment.Returned returned -> running.remove(returned.act());
                case Moment.Happened _ -> {}
            }
        }
        running.keySet().removeAll(neverAnswered);
        return running;
    }

    /** How many operations can be put in order, whatever is still to come. */
    int ready() {
        int until =
                running().values().stream().mapToInt(Integer::intValue).min().orElse(seen.size());
        int ready = 0;
        for (int i = 0; i < until; i++) {
            ready += isEnd(seen.get(i).moment()) ? 1 : 0;
        }
        return ready;
    }

    private static boolean isEnd(Moment moment) {
        return !(moment instanceof Moment.Begun);
    }

    /** What is kept, for a search that puts what is ready in order. */
    History readyHistory() {
        return history(running().keySet());
    }

    /**
     * What is left when operations have been put in order.
     *
     * @param count how many, of those that are ready
     * @param points what that has come to
     * @param over the operations that took effect, in the order in which they ended
     */
    Window after(int count, Set<Point<StateSet>> points, List<Operation.Completed> over) {
        int cut = 0;
        for (int ends = 0; ends < count; cut++) {
            ends += isEnd(seen.get(cut).moment()) ? 1 : 0;
        }
        List<Seen> rest = new ArrayList<>(underWay(cut));
        int calls = earlier.calls();
        for (Seen one : seen.subList(0, cut)) {
            calls += one.number() > 0 ? 1 : 0;
        }
        calls -= rest.size();
        rest.addAll(seen.subList(cut, seen.size()));
        return new Window(
                frame,
                neverAnswered,
                new Earlier(
                        calls,
                        points.stream()
                                .map(point ->
                                        new Point<>(later(point.front(), count), point.states()))
                                .toList(),
                        Targets.after(over.subList(0, count), earlier.targets()),
                        earlier.values()),
                rest);
    }

    private static Frontier later(Frontier front, int count) {
        return new Frontier(front.base() - count, front.ahead(), front.taken());
    }

    /** What has begun before a moment and not ended: what never does, in front. */
    private List<Seen> underWay(int cut) {
        Set<Integer> ended = new HashSet<>();
        for (Seen one : seen.subList(0, cut)) {
            if (one.moment() instanceof Moment.Returned returned) {
                ended.add(returned.act());
            }
        }
        List<Seen> never = new ArrayList<>();
        List<Seen> later = new ArrayList<>();
        for (Seen one : seen.subList(0, cut)) {
            if (one.moment() instanceof Moment.Begun begun && !ended.contains(begun.act())) {
                (neverAnswered.contains(begun.act()) ? never : later).add(one);
            }
        }
        never.addAll(later);
        return never;
    }
}
