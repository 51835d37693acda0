package org.rsmtck.kit.history;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.model.Connection;
import org.rsmtck.model.Model;
import org.rsmtck.model.ProcessState;
import org.rsmtck.model.Profile;
import org.rsmtck.model.State;
import org.rsmtck.model.StateSet;
import org.rsmtck.model.Variant.ImplicitMapping;
import org.rsmtck.model.Variant.ReleasedController;
import org.rsmtck.model.Variant.WrongHandle;
import org.rsmtck.model.VariationPoint;
import org.rsmtck.model.World;
import org.rsmtck.model.page.LimitRules;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which operations of a history may change places without anybody noticing, as long as everything
 * is calm: nothing is late, cut off or broken by a signal. Only what keeps it calm is ever
 * independent of anything: transfers, connects that succeed, disconnects that succeed, and modes.
 */
final class Independence {
    private final Operations operations;
    private final Set<Integer> excused;
    private final boolean areImportsCounted;
    private final boolean arePromised;
    private final Map<Import, Target> targets = new HashMap<>();
    private final List<Optional<Touch>> over = new ArrayList<>();
    private final List<Optional<Touch>> open = new ArrayList<>();
    private final int[] @Nullable [] blocking;
    private final @Nullable BitSet[] openBlocking;
    private final @Nullable BitSet[] openOfOpen;

    private record Import(int process, long handle) {}

    /** What an import is connected to. */
    private record Target(int node, int segment) {}

    /**
     * What an operation has to do with.
     *
     * @param on the import that it is made on, or that it makes; empty if that may be any of the
     *     process
     * @param transfer what it moves
     */
    private record Touch(int process, Optional<Import> on, Optional<Transfer> transfer) {}

    /**
     * @param excused the numbers of operations whose replies may have no cause in the model
     */
    Independence(Model model, Operations operations, Set<Integer> excused) {
        this.operations = operations;
        this.excused = excused;
        this.areImportsCounted =
                model.rules().stream().anyMatch(rule -> rule.id().equals(LimitRules.CONNECT));
        this.arePromised = arePromised(model.profile());
        int calls = operations.over().size();
        this.blocking = new int[calls][];
        this.openBlocking = new BitSet[calls];
        this.openOfOpen = new BitSet[operations.open().size()];
        findTargets();
        operations.over().forEach(one -> over.add(touch(one)));
        operations.open().forEach(one -> open.add(touch(one)));
    }

    /** Whether something is promised of every call that is independent of anything. */
    private static boolean arePromised(Profile profile) {
        return !profile.at(VariationPoint.WRONG_HANDLE).contains(WrongHandle.OUTSIDE)
                && !profile.at(VariationPoint.RELEASED_CONTROLLER)
                        .contains(ReleasedController.OUTSIDE)
                && !profile.at(VariationPoint.IMPLICIT_MAPPING).contains(ImplicitMapping.ALWAYS);
    }

    /**
     * Whether what is independent may be passed over too: not where nothing may be promised of it,
     * as that would have to be known.
     */
    boolean arePromised() {
        return arePromised;
    }

    private void findTargets() {
        Set<Import> twice = new HashSet<>();
        for (Operation.Completed one : operations.over()) {
            if (one.line() instanceof Observation.Called(int process, Call call, Reply reply)
                    && reply instanceof Reply.Handle(long handle)
                    && call.facts().isIssuing()) {
                Import made = new Import(process, handle);
                Target target =
                        call instanceof Call.Connect connect
                                ? new Target(connect.node(), connect.segment())
                                : new Target(0, 0);
                if (targets.put(made, target) != null) {
                    twice.add(made);
                }
            }
        }
        targets.keySet().removeAll(twice);
        for (Operation.Pending one : operations.open()) {
            if (one.call().facts().isIssuing()) {
                targets.keySet().removeIf(made -> made.process() == one.process());
            }
        }
    }

    private Optional<Touch> touch(Operation.Completed one) {
        return one.line() instanceof Observation.Called called && !excused.contains(one.number())
                ? touch(called.process(), called.call(), called.reply())
                : Optional.empty();
    }

    private Optional<Touch> touch(int process, Call call, Reply reply) {
        return switch (call) {
            case Call.Connect connect when connect.out() == Out.VALID ->
                    reply instanceof Reply.Handle(long handle) && !areImportsCounted
                            ? Optional.of(on(process, handle, call))
                            : Optional.empty();
            case Call.Disconnect(long handle) ->
                    reply instanceof Reply.Done && !areImportsCounted
                            ? Optional.of(on(process, handle, call))
                            : Optional.empty();
            default -> onImport(process, call);
        };
    }

    private Optional<Touch> touch(Operation.Pending one) {
        return switch (one.call()) {
            case Call.Connect connect when connect.out() == Out.VALID && !areImportsCounted ->
                    Optional.of(new Touch(one.process(), Optional.empty(), Optional.empty()));
            case Call.Disconnect(long handle) when !areImportsCounted ->
                    Optional.of(on(one.process(), handle, one.call()));
            default -> onImport(one.process(), one.call());
        };
    }

    private static Optional<Touch> onImport(int process, Call call) {
        return switch (call) {
            case Call.Get get when get.buffer() == Out.VALID ->
                    Optional.of(on(process, get.handle(), call));
            case Call.Put put when put.buffer() == Out.VALID ->
                    Optional.of(on(process, put.handle(), call));
            case Call.SetMode(long handle, _) -> Optional.of(on(process, handle, call));
            default -> Optional.empty();
        };
    }

    private static Touch on(int process, long handle, Call call) {
        return new Touch(process, Optional.of(new Import(process, handle)), Transfer.of(call));
    }

    /** Whether operations may be independent after these states. */
    static boolean isCalm(StateSet states) {
        for (State state : states.now()) {
            World world = state.world();
            if (!world.isOnTime()) {
                return false;
            }
            for (ProcessState process : world.processes().values()) {
                if (process.interrupted()
                        || process.imports().values().stream()
                                .anyMatch(one -> !(one.connection() instanceof Connection.Live))) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Whether nothing that has still to be put in order, and that may come before this operation,
     * makes a difference to it, or it to that.
     *
     * @param index in {@link Operations#over} of one that may come next
     */
    boolean isFree(Frontier front, int index) {
        if (over.get(index).isEmpty()) {
            return false;
        }
        for (int other : blocking(index)) {
            if (!front.has(other)) {
                return false;
            }
        }
        BitSet all = openBlocking(index);
        int opened = operations.openBy(index);
        for (int i = all.nextSetBit(0); i >= 0 && i < opened; i = all.nextSetBit(i + 1)) {
            if (!front.taken().get(i)) {
                return false;
            }
        }
        return true;
    }

    /** All that overlaps it and is not independent of it. */
    private int[] blocking(int index) {
        int[] known = blocking[index];
        if (known == null) {
            Operation.Completed one = operations.over().get(index);
            List<Integer> all = new ArrayList<>();
            for (int i = index - 1; i >= 0 && operations.over().get(i).end() > one.begin(); i--) {
                all.add(i);
            }
            for (int other : operations.next(index)) {
                if (other > index) {
                    all.add(other);
                }
            }
            known =
                    all.stream()
                            .filter(other -> !areIndependent(over.get(index), over.get(other)))
                            .mapToInt(Integer::intValue)
                            .toArray();
            blocking[index] = known;
        }
        return known;
    }

    private BitSet openBlocking(int index) {
        BitSet known = openBlocking[index];
        if (known == null) {
            known = dependent(over.get(index));
            openBlocking[index] = known;
        }
        return known;
    }

    private BitSet openOfOpen(int index) {
        BitSet known = openOfOpen[index];
        if (known == null) {
            known = dependent(open.get(index));
            openOfOpen[index] = known;
        }
        return known;
    }

    private BitSet dependent(Optional<Touch> one) {
        BitSet all = new BitSet();
        for (int i = 0; i < open.size(); i++) {
            all.set(i, !areIndependent(one, open.get(i)));
        }
        return all;
    }

    /**
     * The calls without an answer that may make a difference to this operation, be it by way of
     * others.
     *
     * @param index in {@link Operations#over}
     * @param among those that may be made
     */
    BitSet helping(int index, BitSet among) {
        BitSet all = (BitSet) openBlocking(index).clone();
        all.and(among);
        BitSet looked = new BitSet();
        for (int i = all.nextSetBit(0); i >= 0; ) {
            looked.set(i);
            BitSet more = (BitSet) openOfOpen(i).clone();
            more.and(among);
            all.or(more);
            BitSet left = (BitSet) all.clone();
            left.andNot(looked);
            i = left.nextSetBit(0);
        }
        return all;
    }

    private boolean areIndependent(Optional<Touch> one, Optional<Touch> other) {
        return one.isPresent() && other.isPresent() && areIndependent(one.get(), other.get());
    }

    private boolean areIndependent(Touch one, Touch other) {
        boolean mayShareImport =
                one.process() == other.process()
                        && (one.on().isEmpty()
                                || other.on().isEmpty()
                                || one.on().equals(other.on()));
        return !mayShareImport
                && (one.transfer().isEmpty()
                        || other.transfer().isEmpty()
                        || areIndependent(one.transfer().get(), other.transfer().get())
                        || areElsewhere(one.on().orElseThrow(), other.on().orElseThrow()));
    }

    private static boolean areIndependent(Transfer one, Transfer other) {
        return !one.isWrite() && !other.isWrite()
                || one.offset() >= 0
                        && other.offset() >= 0
                        && (one.offset() >= other.offset() + other.length()
                                || other.offset() >= one.offset() + one.length());
    }

    /** Whether they are connected to different segments, whenever they are. */
    private boolean areElsewhere(Import one, Import other) {
        Target here = targets.get(one);
        Target there = targets.get(other);
        return here != null && there != null && !here.equals(there);
    }
}
