package org.rsmtck.model;

import org.rsmtck.api.Call;
import org.rsmtck.api.Call.OnHandle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Forced disconnects that arrive of themselves, no sooner than somebody looks. Whether one has
 * arrived can be told by calls of the importer on that import, or on a barrier of it, and by
 * nothing else; before or after anything else it leads to the same. So a state stands for those too
 * in which more has arrived.
 */
final class Arrivals {
    private final Model model;
    private final Runnable work;

    /** A forced disconnect that is on its way. */
    private record Coming(int process, long handle, Connection connection) {}

    /**
     * @param work is told whenever the model is asked
     */
    Arrivals(Model model, Runnable work) {
        this.model = model;
        this.work = work;
    }

    /** The states between which the call could tell, for all that these stand for. */
    Iterable<State> before(Set<State> now, int process, Call call) {
        if (!(call instanceof OnHandle on)) {
            return now;
        }
        Set<State> all = now;
        for (State one : now) {
            List<State> arrived = arrived(one, process, on.handle());
            if (!arrived.isEmpty()) {
                all = all == now ? new LinkedHashSet<>(now) : all;
                all.addAll(arrived);
            }
        }
        return all;
    }

    private List<State> arrived(State before, int process, long handle) {
        ProcessState caller = before.world().process(process);
        OptionalLong ofBarrier =
                caller.barriers().get(handle).map(Barrier::segment).orElse(OptionalLong.empty());
        List<State> all = new ArrayList<>(0);
        arrive(before, process, handle).ifPresent(all::add);
        if (ofBarrier.isPresent() && ofBarrier.getAsLong() != handle) {
            for (State one : List.copyOf(all)) {
                arrive(one, process, ofBarrier.getAsLong()).ifPresent(all::add);
            }
            arrive(before, process, ofBarrier.getAsLong()).ifPresent(all::add);
        }
        return all;
    }

    private Optional<State> arrive(State before, int process, long handle) {
        Optional<Import> segment = before.world().process(process).imports().get(handle);
        if (segment.filter(Import.IS_DISCONNECT_PENDING).isEmpty()) {
            return Optional.empty();
        }
        work.run();
        return model.internal(before.world(), process, handle)
                .map(world -> new State(world, before.reading()));
    }

    /** The same without those for which another one stands. */
    Set<State> without(Set<State> all) {
        if (all.size() < 2 || all.stream().allMatch(one -> coming(one.world()).isEmpty())) {
            return all;
        }
        Map<State, List<State>> byEnd = new HashMap<>();
        for (State one : all) {
            byEnd.computeIfAbsent(end(one), none -> new ArrayList<>(1)).add(one);
        }
        Set<State> superfluous = new HashSet<>();
        for (List<State> same : byEnd.values()) {
            for (State one : same) {
                Set<Coming> coming = coming(one.world());
                for (State other : same) {
                    Set<Coming> more = coming(other.world());
                    if (more.size() > coming.size() && more.containsAll(coming)) {
                        superfluous.add(one);
                    }
                }
            }
        }
        if (superfluous.isEmpty()) {
            return all;
        }
        Set<State> some = new LinkedHashSet<>(all);
        some.removeAll(superfluous);
        return some;
    }

    /** What it comes to when everything has arrived that may. */
    private State end(State state) {
        World world = state.world();
        for (Coming one : coming(world)) {
            world = model.internal(world, one.process, one.handle).orElse(world);
        }
        return new State(world, state.reading());
    }

    private static Set<Coming> coming(World world) {
        Set<Coming> all = Set.of();
        for (int process : world.processes().keys()) {
            Table<Long, Import> imports = world.process(process).imports();
            if (imports.any(Import.IS_DISCONNECT_PENDING)) {
                all = all.isEmpty() ? new LinkedHashSet<>() : all;
                for (Map.Entry<Long, Import> one : imports.entries()) {
                    if (Import.IS_DISCONNECT_PENDING.test(one.getValue())) {
                        all.add(new Coming(process, one.getKey(), one.getValue().connection()));
                    }
                }
            }
        }
        return all;
    }
}
