package org.rsmtck.kit.races;

import org.rsmtck.api.Call;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What each order of the calls of a race comes to. */
final class RaceOrders {
    private final Race race;
    private final List<RaceScene> ends = new ArrayList<>();
    private final List<Map<String, String>> words = new ArrayList<>();

    private RaceOrders(Race race) {
        this.race = race;
    }

    /** Of a race whose setup begins with the way to the scene. */
    static RaceOrders of(RaceScene scene, Race race) {
        RaceOrders orders = new RaceOrders(race);
        RaceScene ready =
                scene.with(race.setup().subList(scene.path().size(), race.setup().size()));
        orders.merge(ready, race.first(), race.second());
        return orders;
    }

    private void merge(RaceScene at, List<RaceCall> first, List<RaceCall> second) {
        if (first.isEmpty() && second.isEmpty()) {
            RaceScene end = at.with(race.after());
            Map<String, String> all = new HashMap<>(end.words());
            race.setup().forEach(turn -> all.remove(turn.name()));
            ends.add(end);
            words.add(all);
        }
        if (!first.isEmpty()) {
            merge(at.with(first.getFirst()), first.subList(1, first.size()), second);
        }
        if (!second.isEmpty()) {
            merge(at.with(second.getFirst()), first, second.subList(1, second.size()));
        }
    }

    /**
     * How the orders differ: the replies of the raced calls, and of what is seen afterwards those
     * that hang on the order.
     */
    Set<Map<String, String>> differences() {
        Set<String> same = new HashSet<>(words.getFirst().keySet());
        same.removeIf(name -> words.stream().map(one -> one.get(name)).distinct().count() > 1);
        race.raced().forEach(turn -> same.remove(turn.name()));
        Set<Map<String, String>> differences = new HashSet<>();
        for (Map<String, String> all : words) {
            Map<String, String> some = new HashMap<>(all);
            some.keySet().removeAll(same);
            differences.add(some);
        }
        return differences;
    }

    /**
     * Whether something hangs on the order: on what comes between the calls of a thread, where it
     * makes several. Or else whether both threads change one thing, and succeed.
     */
    boolean areWorthIt() {
        if (new HashSet<>(words).size() == 1) {
            return doContend();
        }
        return doEachMatter() && (isOfSingleCalls() || isSymmetric() || hangsOnTheMiddle());
    }

    private boolean isOfSingleCalls() {
        return race.first().size() == 1 && race.second().size() == 1;
    }

    private boolean isSymmetric() {
        return calls(race.first()).equals(calls(race.second()));
    }

    private static List<Call> calls(List<RaceCall> thread) {
        return thread.stream().map(RaceCall::call).toList();
    }

    /** Whether each call succeeds by some order. */
    boolean canAllSucceed() {
        return race.raced().stream().allMatch(this::canSucceed);
    }

    private boolean canSucceed(RaceCall turn) {
        return ends.stream().anyMatch(end -> end.hasSucceeded(turn.name()));
    }

    /** Whether each call succeeds by some order, or is refused otherwise by another. */
    private boolean doEachMatter() {
        return race.raced().stream()
                .allMatch(turn -> canSucceed(turn) || isAnsweredOtherwise(turn));
    }

    private boolean isAnsweredOtherwise(RaceCall turn) {
        return words.stream().map(one -> one.get(turn.name())).distinct().count() > 1;
    }

    /** Of a connection that is ended at once, any moment of its life is one to meet. */
    private boolean hangsOnTheMiddle() {
        return race.first().getFirst().call() instanceof Call.Connect
                || words.subList(1, words.size() - 1).stream()
                        .anyMatch(one ->
                                !one.equals(words.getFirst()) && !one.equals(words.getLast()));
    }

    private boolean doContend() {
        List<RaceCall> raced = race.raced();
        return (isOfSingleCalls() ? areOfOneThing(raced) : isSymmetric())
                && raced.stream()
                        .noneMatch(turn ->
                                turn.call().facts().isReadOnly()
                                        || turn.call() instanceof Call.Transfer)
                && raced.stream().allMatch(turn -> ends.getFirst().hasSucceeded(turn.name()));
    }

    private static boolean areOfOneThing(List<RaceCall> raced) {
        return raced.stream().map(RaceCall::on).distinct().count() == 1
                || raced.stream().map(RaceCall::call).allMatch(RaceOrders::isOfConnection)
                || raced.stream().map(RaceCall::call).allMatch(RaceOrders::isOfController);
    }

    private static boolean isOfConnection(Call call) {
        return RaceAfter.isOfSegment(call) || call instanceof Call.Disconnect;
    }

    private static boolean isOfController(Call call) {
        return call instanceof Call.GetController || call instanceof Call.ReleaseController;
    }
}
