package org.rsmtck.kit.history;

import org.rsmtck.api.Reply;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What was seen of some processes: calls, with the handles as they were given out, the replies that
 * came, and events.
 *
 * @param pageSize in bytes
 * @param readings what is known of the choices of the implementation from elsewhere: it is one of
 *     these
 * @param moments in the order of time; each return has its call before it, and no call has two
 * @param madeAgain the acts of the calls that were refused by what may be over soon and were made
 *     again, whether or not that is among the moments
 * @param earlier what is known of what came before the first moment, if these are the last of more
 */
public record History(
        long pageSize,
        Setting setting,
        Set<Interpretation> readings,
        List<Moment> moments,
        Set<Integer> madeAgain,
        Optional<Earlier> earlier) {

    public History {
        readings = Set.copyOf(readings);
        moments = List.copyOf(moments);
        madeAgain = Set.copyOf(madeAgain);
    }

    public History(
            long pageSize, Setting setting, Set<Interpretation> readings, List<Moment> moments) {
        this(pageSize, setting, readings, moments, MadeAgain.of(moments), Optional.empty());
    }

    /** Calls that were made one after another. */
    public static History of(
            long pageSize, Setting setting, Set<Interpretation> readings, List<Observation> lines) {
        List<Moment> moments = new ArrayList<>();
        for (int act = 0; act < lines.size(); act++) {
            switch (lines.get(act)) {
                case Observation.Called(int process, var call, var reply) -> {
                    moments.add(new Moment.Begun(act, process, OptionalInt.empty(), call));
                    moments.add(new Moment.Returned(act, reply));
                }
                case Observation.Happened(var event) -> moments.add(new Moment.Happened(event));
            }
        }
        return new History(pageSize, setting, readings, moments);
    }

    /** The world before the first moment of all. */
    public World start() {
        return setting.start(pageSize);
    }

    public History with(List<Moment> other) {
        return new History(pageSize, setting, readings, other, madeAgain, earlier);
    }

    /** The same where these acts are known of calls that were made again. */
    History madeAgain(Set<Integer> acts) {
        return new History(pageSize, setting, readings, moments, acts, earlier);
    }

    /** What a recorder would have seen that was stopped after so many moments. */
    public History cutAfter(int count) {
        return with(moments.subList(0, count));
    }

    /** The same without these calls. */
    public History without(Set<Integer> acts) {
        return with(
                moments.stream()
                        .filter(moment ->
                                switch (moment) {
                                    case Moment.Begun begun -> !acts.contains(begun.act());
                                    case Moment.Returned returned -> !acts.contains(returned.act());
                                    case Moment.Happened happened -> true;
                                })
                        .toList());
    }

    /** The act of the call whose return it ends with. */
    int lastAct() {
        if (moments.getLast() instanceof Moment.Returned(int act, Reply _)) {
            return act;
        }
        throw new IllegalStateException("the history does not end with a return");
    }

    public int calls() {
        return (int) moments.stream().filter(moment -> moment instanceof Moment.Begun).count();
    }

    /** How many calls were answered. */
    public int returns() {
        return (int) moments.stream().filter(moment -> moment instanceof Moment.Returned).count();
    }

    /** How many processes made a call. */
    public int callers() {
        Set<Integer> callers = new HashSet<>();
        for (Moment moment : moments) {
            if (moment instanceof Moment.Begun begun) {
                callers.add(begun.process());
            }
        }
        return callers.size();
    }
}
