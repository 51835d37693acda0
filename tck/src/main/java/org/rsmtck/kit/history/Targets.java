package org.rsmtck.kit.history;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.Observation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** What the handles of a history are connected to, where they are connected to one thing alone. */
final class Targets {
    private final Map<Handle, Target> all;
    private final SequencedMap<Handle, Observation> givenOut;

    /** A handle of a process. */
    record Handle(int process, long value) {}

    /** What an import is connected to. Of other handles, a place that there is not. */
    private record Target(int node, int segment) {}

    private Targets(Map<Handle, Target> all, SequencedMap<Handle, Observation> givenOut) {
        this.all = all;
        this.givenOut = givenOut;
    }

    /**
     * @param before what those handles are connected to that were given out earlier
     */
    static Targets of(Operations operations, Optional<Targets> before) {
        Map<Handle, Target> all =
                new HashMap<>(before.map(targets -> targets.all).orElseGet(Map::of));
        Set<Handle> several = new HashSet<>();
        for (Operation.Completed one : operations.over()) {
            made(one)
                    .ifPresent(handle -> {
                        Target target = target(one);
                        Target other = all.put(handle, target);
                        if (other != null && !other.equals(target)) {
                            several.add(handle);
                        }
                    });
        }
        all.keySet().removeAll(several);
        for (Operation.Pending one : operations.open()) {
            if (one.call().facts().isIssuing() && !operations.isAllIssued(one.process())) {
                all.keySet().removeIf(made -> made.process() == one.process());
            }
        }
        return new Targets(all, new LinkedHashMap<>());
    }

    /** What the handles are connected to that have not gone when these operations have come too. */
    static Targets after(List<Operation.Completed> operations, Targets before) {
        Map<Handle, Target> all = new HashMap<>(before.all);
        SequencedMap<Handle, Observation> givenOut = new LinkedHashMap<>(before.givenOut);
        for (Operation.Completed one : operations) {
            made(one)
                    .ifPresent(handle -> {
                        all.put(handle, target(one));
                        givenOut.put(handle, one.line());
                    });
            if (one.line() instanceof Observation.Called(int process, Call call, Reply.Done _)
                    && call instanceof Call.Disconnect(long handle)) {
                all.remove(new Handle(process, handle));
                givenOut.remove(new Handle(process, handle));
            }
        }
        return new Targets(all, givenOut);
    }

    static Targets none() {
        return new Targets(Map.of(), new LinkedHashMap<>());
    }

    /** The calls of earlier that gave out the handles there are. */
    List<Observation> introductions() {
        return List.copyOf(givenOut.values());
    }

    private static Optional<Handle> made(Operation.Completed one) {
        return one.line() instanceof Observation.Called(int process, Call call, Reply reply)
                        && reply instanceof Reply.Handle(long handle)
                        && call.facts().isIssuing()
                ? Optional.of(new Handle(process, handle))
                : Optional.empty();
    }

    private static Target target(Operation.Completed one) {
        return one.line() instanceof Observation.Called called
                        && called.call() instanceof Call.Connect connect
                ? new Target(connect.node(), connect.segment())
                : new Target(0, 0);
    }

    /** Whether they are connected to different segments, whenever they are. */
    boolean areElsewhere(Handle one, Handle other) {
        Target here = all.get(one);
        Target there = all.get(other);
        return here != null && there != null && !here.equals(there);
    }
}
