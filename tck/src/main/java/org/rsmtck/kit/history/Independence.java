package org.rsmtck.kit.history;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Out;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.linearizability.Commutation;
import org.rsmtck.kit.linearizability.Frontier;
import org.rsmtck.model.Connection;
import org.rsmtck.model.Import;
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

import java.util.BitSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which operations of a history may change places without anybody noticing, as long as everything
 * is calm: nothing is late, cut off or broken by a signal. Only what keeps it calm is ever
 * independent of anything: transfers, modes, and what succeeds of connects, disconnects and getting
 * controllers.
 */
final class Independence implements Commutation<StateSet> {
    private static final Predicate<Import> IS_CUT =
            segment -> !(segment.connection() instanceof Connection.Live);

    private final Operations operations;
    private final Set<Integer> excused;
    private final boolean arePromised;
    private final boolean areGetsMere;
    private final BitSet unhelpful = new BitSet();
    private final Touches touches;
    private final int[] @Nullable [] blocking;
    private final @Nullable BitSet[] openBlocking;
    private final @Nullable BitSet[] openOfOpen;

    /**
     * @param excused the numbers of operations whose replies may have no cause in the model
     */
    Independence(Model model, History history, Operations operations, Set<Integer> excused) {
        this.operations = operations;
        this.excused = excused;
        this.arePromised = arePromised(model.profile());
        this.areGetsMere =
                arePromised
                        && model.profile()
                                .at(VariationPoint.IMPLICIT_MAPPING)
                                .equals(Set.of(ImplicitMapping.NONE))
                        && operations.over().stream()
                                .noneMatch(one ->
                                        one.line()
                                                instanceof
                                                Observation.Happened(Event.Interruption _))
                        && history.earlier().stream()
                                .flatMap(earlier -> earlier.points().stream())
                                .noneMatch(point -> isAnyInterrupted(point.states()));
        int calls = operations.over().size();
        this.blocking = new int[calls][];
        this.openBlocking = new BitSet[calls];
        this.openOfOpen = new BitSet[operations.open().size()];
        this.touches =
                new Touches(
                        model,
                        operations,
                        history.earlier().map(Earlier::targets),
                        excused,
                        arePromised,
                        areGetsMere);
        for (int i = 0; i < operations.open().size(); i++) {
            Operation.Pending one = operations.open().get(i);
            unhelpful.set(
                    i,
                    one.call() instanceof Call.Disconnect
                            && touches.open(i).isPresent()
                            && operations.isAllIssued(one.process()));
        }
    }

    private static boolean isAnyInterrupted(StateSet states) {
        return states.worlds().anyMatch(world -> world.processes().any(ProcessState::interrupted));
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
    @Override
    public boolean mayGiveUp() {
        return arePromised;
    }

    /** Whether operations may be independent after these states. */
    @Override
    public boolean isCalm(StateSet states) {
        for (State state : states.now()) {
            World world = state.world();
            if (!world.isOnTime()) {
                return false;
            }
            for (ProcessState process : world.processes().values()) {
                if (process.interrupted() || process.imports().any(IS_CUT)) {
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
    @Override
    public boolean isFree(Frontier front, int index) {
        if (touches.over(index).isEmpty()) {
            return false;
        }
        for (int other : blocking(index)) {
            if (!front.has(other)) {
                return false;
            }
        }
        BitSet all = openBlocking(index);
        int opened = operations.schedule().openBy(index);
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
            known =
                    operations
                            .schedule()
                            .overlapping(index)
                            .filter(other ->
                                    !touches.areIndependent(
                                            touches.over(index), touches.over(other)))
                            .toArray();
            blocking[index] = known;
        }
        return known;
    }

    private BitSet openBlocking(int index) {
        BitSet known = openBlocking[index];
        if (known == null) {
            known = new BitSet();
            for (int i = 0; i < operations.open().size(); i++) {
                boolean leavesNothing = areGetsMere && isPlainGet(operations.open().get(i).call());
                known.set(
                        i,
                        !leavesNothing
                                && !touches.areIndependent(touches.over(index), touches.open(i)));
            }
            openBlocking[index] = known;
        }
        return known;
    }

    private BitSet openOfOpen(int index) {
        BitSet known = openOfOpen[index];
        if (known == null) {
            known = wantedBefore(touches.open(index), false);
            openOfOpen[index] = known;
        }
        return known;
    }

    private BitSet wantedBefore(Optional<Touches.Touch> one, boolean isDone) {
        BitSet all = new BitSet();
        for (int i = 0; i < operations.open().size(); i++) {
            all.set(i, touches.mayBeWantedBefore(touches.open(i), one, isDone));
        }
        return all;
    }

    private static boolean isPlainGet(Call call) {
        return call instanceof Call.Get get && get.buffer() == Out.VALID;
    }

    /**
     * The calls without an answer that may make a difference to this operation, be it by way of
     * others. A disconnect does so by itself alone: what is called on its handle later has no
     * effect, so that it might as well not be called.
     *
     * @param index in {@link Operations#over}
     * @param among those that may be made
     */
    @Override
    public BitSet wantedBefore(int index, BitSet among) {
        boolean isDone =
                operations.over().get(index).line() instanceof Observation.Called called
                        && called.reply() instanceof Reply.Success;
        BitSet all = wantedBefore(touches.over(index), isDone);
        all.and(among);
        BitSet looked = new BitSet();
        for (int i = all.nextSetBit(0); i >= 0; ) {
            looked.set(i);
            BitSet more = (BitSet) openOfOpen(i).clone();
            more.and(among);
            if (touches.open(i).isPresent()) {
                more.andNot(unhelpful);
            }
            all.or(more);
            BitSet left = (BitSet) all.clone();
            left.andNot(looked);
            i = left.nextSetBit(0);
        }
        return all;
    }

    /**
     * Whether it is a get that succeeded or not, that changes nothing, and of which something is
     * promised wherever it comes.
     *
     * @param index in {@link Operations#over}
     */
    @Override
    public boolean isMereRead(int index) {
        Operation.Completed one = operations.over().get(index);
        return areGetsMere
                && one.line() instanceof Observation.Called called
                && isPlainGet(called.call())
                && !excused.contains(one.number());
    }
}
