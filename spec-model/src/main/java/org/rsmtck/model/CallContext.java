package org.rsmtck.model;

import org.rsmtck.api.Call;
import org.rsmtck.api.Call.OnHandle;
import org.rsmtck.api.Event.Resource;
import org.rsmtck.api.Reply;
import org.rsmtck.api.Topology.Port;
import org.rsmtck.model.Variant.HandleReuse;
import org.rsmtck.model.Variant.OutAfterRefusal;

import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A call about to be answered: what a rule looks at. */
public final class CallContext<C extends Call> implements Choices {
    private final World world;
    private final int process;
    private final boolean interrupted;
    private final C call;
    private final ChoicePoints choices;
    private final Resolver chosen;
    private final ProcessState me;
    private final long handle;
    private Optional<LateEffects.View> view = Optional.empty();
    private int past;

    CallContext(
            World world,
            int process,
            boolean interrupted,
            C call,
            ChoicePoints choices,
            Resolver chosen) {
        this.world = world;
        this.process = process;
        this.interrupted = interrupted;
        this.call = call;
        this.choices = choices;
        this.chosen = chosen;
        this.me = world.process(process);
        this.handle = call instanceof OnHandle on ? on.handle() : 0;
    }

    public World world() {
        return world;
    }

    /** The number of the process that calls. */
    public int process() {
        return process;
    }

    public ProcessState me() {
        return me;
    }

    public C call() {
        return call;
    }

    /** The choice of this run at {@code point}. */
    @Override
    public <V extends Enum<V> & Variant> V at(VariationPoint<V> point) {
        return choices.at(point);
    }

    /** The profile that is followed. */
    public Profile profile() {
        return choices.profile();
    }

    /**
     * A reply of the implementation's choice: {@code canonical} or another that is {@code legal}.
     */
    public <R extends Reply> R choose(R canonical, Predicate<R> legal) {
        return chosen.among(canonical, legal);
    }

    /** What the implementation left in the out parameter of a refused call. */
    long out() {
        return at(VariationPoint.OUT_AFTER_REFUSAL) == OutAfterRefusal.NULL ? 0 : chosen.out();
    }

    /**
     * What the caller's node sees published under an id: what there is now or, where that may be
     * seen late, what there was before. Within one situation it sees one or the other.
     *
     * @return the export, and whether its publication is over by now
     */
    public LateEffects.Earlier published(int node, int segment) {
        LateEffects.View here = new LateEffects.View(me().node(), node, segment);
        List<LateEffects.Earlier> earlier = world.late().get(here).orElse(List.of());
        if (!earlier.isEmpty() && view.isEmpty()) {
            view = Optional.of(here);
            past = choices.among(earlier.size() + 1);
        }
        return past < earlier.size()
                ? earlier.get(past)
                : new LateEffects.Earlier(world.published(node, segment), false);
    }

    /** The same world, in which what was seen is seen no longer as it was before. */
    World seen(World next) {
        return view.map(mine -> LateEffects.seen(next, mine, past)).orElse(next);
    }

    /** The same world, whatever is late there of what was looked at. */
    World onTime(World next) {
        return view.map(mine -> next.withLate(next.late().without(mine))).orElse(next);
    }

    /** Whether it hangs on what is seen late which answers there are. */
    boolean maySeeLate() {
        return view.isPresent();
    }

    public boolean isInterrupted() {
        return interrupted;
    }

    public boolean isShortOf(Resource resource) {
        return me().shortOf().contains(resource);
    }

    /** The handle the call is made on; 0 where it takes none. */
    public long handle() {
        return handle;
    }

    public Optional<ControllerUse> controller() {
        return me.controllers().get(handle);
    }

    /** The controller the call goes over, if the handle is good. */
    public Optional<Port> port() {
        return controller().map(use -> new Port(me().node(), use.name()));
    }

    /** Whether the controller was removed since the handle was got. */
    public boolean isControllerRemoved() {
        return port().filter(port -> !world.isPresent(port)).isPresent();
    }

    public Optional<Export> export() {
        return me.exports().get(handle);
    }

    /** Whether the handle is that of an export, of which this holds. */
    public boolean hasExport(Predicate<Export> what) {
        return export().filter(what).isPresent();
    }

    public Optional<Import> importSegment() {
        return me.imports().get(handle);
    }

    /** Whether the handle is that of an import, of which this holds. */
    public boolean hasImport(Predicate<Import> what) {
        return importSegment().filter(what).isPresent();
    }

    public Optional<Barrier> barrier() {
        return me.barriers().get(handle);
    }

    /** Whether the handle is that of a barrier, of which this holds. */
    public boolean hasBarrier(Predicate<Barrier> what) {
        return barrier().filter(what).isPresent();
    }

    /** The world in which the caller is changed. */
    public World withMe(UnaryOperator<ProcessState> change) {
        return world.withProcess(process, change);
    }

    /** The world in which the export is changed that the call is made on. */
    public World withExport(UnaryOperator<Export> change) {
        return world.withExport(process, handle(), change);
    }

    /** The world in which the import is changed that the call is made on. */
    public World withImport(UnaryOperator<Import> change) {
        return world.withImport(process, handle(), change);
    }

    /**
     * A handle that the implementation chooses: not null, not in use, and not used before where the
     * profile says so.
     */
    private Reply.Handle freshHandle(LongPredicate isInUse) {
        return choose(new Reply.Handle(lowestUnused()), reply -> isFresh(reply.value(), isInUse));
    }

    private boolean isFresh(long handle, LongPredicate isInUse) {
        if (handle == 0 || isInUse.test(handle)) {
            return false;
        }
        return at(VariationPoint.HANDLE_REUSE) == HandleReuse.ANY
                || !me().holds(handle) && !me().retired().contains(handle);
    }

    /** A fresh handle of a controller. */
    public Reply.Handle freshController() {
        return freshHandle(handle -> me().controllers().has(handle));
    }

    /**
     * A fresh handle of an export or an import: those that poll and signal take either share one
     * range.
     */
    public Reply.Handle freshSegment() {
        return freshHandle(handle -> me().exports().has(handle) || me().imports().has(handle));
    }

    /** A fresh handle of a barrier. */
    public Reply.Handle freshBarrier() {
        return freshHandle(handle -> me().barriers().has(handle));
    }

    private long lowestUnused() {
        long handle = 1;
        while (me().holds(handle) || me().retired().contains(handle)) {
            handle++;
        }
        return handle;
    }
}
