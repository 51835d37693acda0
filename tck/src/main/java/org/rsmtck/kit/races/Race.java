package org.rsmtck.kit.races;

import org.rsmtck.api.Credentials;
import org.rsmtck.api.Topology;
import org.rsmtck.kit.execute.Setting;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two threads that make their calls at the same time, on one node.
 *
 * @param clause the promise that an outcome without an order breaks
 * @param setup what is called before, one after the other
 * @param first what one of the threads calls, one after the other
 * @param second what the other thread calls, one after the other
 * @param after what is called afterwards, one after the other, to see what the two have left
 * @param isCareful whether a call afterwards is left out whose handle an earlier call has ended
 */
record Race(
        String name,
        String clause,
        List<RaceCall> setup,
        List<RaceCall> first,
        List<RaceCall> second,
        List<RaceCall> after,
        boolean isCareful) {
    /** Every process of it, and where that is. */
    static final Setting.Member MEMBER = new Setting.Member(1, Credentials.user(1001, 101, 022));

    Race {
        setup = List.copyOf(setup);
        first = List.copyOf(first);
        second = List.copyOf(second);
        after = List.copyOf(after);
        checkApart(name, first, second);
        checkApart(name, second, first);
    }

    Race(
            String name,
            String clause,
            List<RaceCall> setup,
            List<RaceCall> first,
            List<RaceCall> second,
            List<RaceCall> after) {
        this(name, clause, setup, first, second, after, false);
    }

    /**
     * The same, which afterwards uses no handle that was given back, and sees no more than this.
     */
    Race careful(List<RaceCall> seen) {
        return new Race(name, clause, setup, first, second, seen, true);
    }

    /** Where it takes place: one node, with as many processes as call. */
    Setting setting() {
        int processes = 1 + turns().stream().mapToInt(RaceCall::process).max().orElse(0);
        return new Setting(Topology.oneNode(), Collections.nCopies(processes, MEMBER));
    }

    /** The same race, of the threads of one process that imports what it exports. */
    Race inOneProcess() {
        return new Race(name, clause, inOne(setup), inOne(first), inOne(second), inOne(after));
    }

    private static List<RaceCall> inOne(List<RaceCall> turns) {
        return turns.stream()
                .map(turn -> new RaceCall(turn.name(), 0, turn.call(), turn.on()))
                .toList();
    }

    /** The same under another name. */
    Race named(String other) {
        return new Race(other, clause, setup, first, second, after);
    }

    /** All turns, in the order in which an outcome tells of them. */
    List<RaceCall> turns() {
        return Stream.of(setup, first, second, after).flatMap(List::stream).toList();
    }

    /** The calls that are made at the same time. */
    List<RaceCall> raced() {
        return Stream.of(first, second).flatMap(List::stream).toList();
    }

    /** The name of the class that jcstress knows the race by. */
    String className() {
        return Race.class.getPackageName() + ".generated." + name;
    }

    /** What one thread is given is no business of the other, which may be ahead of it. */
    private static void checkApart(String race, List<RaceCall> turns, List<RaceCall> others) {
        for (RaceCall turn : turns) {
            if (others.stream()
                    .anyMatch(other -> turn.on().filter(other.name()::equals).isPresent())) {
                throw new IllegalArgumentException(
                        "race "
                                + race
                                + ": "
                                + turn.name()
                                + " is on a handle of the other thread");
            }
        }
    }
}
