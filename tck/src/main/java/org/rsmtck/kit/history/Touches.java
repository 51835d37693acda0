package org.rsmtck.kit.history;

import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.model.Import;
import org.rsmtck.model.Model;
import org.rsmtck.model.page.LimitRules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What each operation of a history has to do with, where that is little. A call that is not named
 * here may have to do with anything: so it is right for a new one too.
 */
final class Touches {
    /** No handle of a history: they are above it, or far below. */
    private static final long NOBODYS = Long.MIN_VALUE;

    /** No handle either, nor that of a call that was not answered. */
    private static final long NO_IMPORT = Long.MIN_VALUE / 2;

    /** Nor this. */
    private static final long CONTROLLERS = NO_IMPORT + 1;

    private final Operations operations;
    private final Set<Integer> excused;
    private final boolean areImportsCounted;
    private final boolean arePromised;
    private final boolean arePlain;
    private final Targets targets;
    private final List<Optional<Touch>> over = new ArrayList<>();
    private final List<Optional<Touch>> open = new ArrayList<>();

    /**
     * What an operation has to do with.
     *
     * @param on the import that it is made on, or that it makes; empty if that may be any of the
     *     process
     * @param transfer what it moves
     * @param call as it was made
     */
    record Touch(
            int process, Optional<Targets.Handle> on, Optional<Transfer> transfer, Call call) {}

    /**
     * @param before what the handles are connected to that were given out earlier
     * @param excused the numbers of operations whose replies may have no cause in the model
     * @param arePromised whether something is promised of all these calls, and they need no mapping
     * @param arePlain whether, besides, they leave none, and no signal breaks any
     */
    Touches(
            Model model,
            Operations operations,
            Optional<Targets> before,
            Set<Integer> excused,
            boolean arePromised,
            boolean arePlain) {
        this.operations = operations;
        this.excused = excused;
        this.arePromised = arePromised;
        this.arePlain = arePlain;
        this.areImportsCounted =
                model.rules().stream().anyMatch(rule -> rule.id().equals(LimitRules.CONNECT));
        this.targets = Targets.of(operations, before);
        operations.over().forEach(one -> over.add(touch(one)));
        operations.open().forEach(one -> open.add(touch(one)));
    }

    /**
     * Of an operation that took effect; empty if it may have to do with anything.
     *
     * @param index in {@link Operations#over}
     */
    Optional<Touch> over(int index) {
        return over.get(index);
    }

    /**
     * The same of a call that was not answered.
     *
     * @param index in {@link Operations#open}
     */
    Optional<Touch> open(int index) {
        return open.get(index);
    }

    private Optional<Touch> touch(Operation.Completed one) {
        return one.line() instanceof Observation.Called called && !excused.contains(one.number())
                ? touch(called.process(), called.call(), called.reply())
                : Optional.empty();
    }

    private Optional<Touch> touch(int process, Call call, Reply reply) {
        if (call instanceof Call.Connect connect) {
            return connect.out() == Out.VALID && !areImportsCounted
                    ? connected(process, call, reply)
                    : Optional.empty();
        }
        if (call instanceof Call.GetController get) {
            return get.out() == Out.VALID && reply instanceof Reply.Handle
                    ? Optional.of(anyOf(process, call))
                    : Optional.empty();
        }
        if (call instanceof Call.Disconnect(long handle)) {
            return reply instanceof Reply.Done && !areImportsCounted
                    ? Optional.of(on(process, handle, call))
                    : Optional.empty();
        }
        return onImport(process, call);
    }

    /** What is published nowhere is so whatever is connected: the refusal is about no import. */
    private static Optional<Touch> connected(int process, Call call, Reply reply) {
        if (reply instanceof Reply.Handle(long handle)) {
            return Optional.of(on(process, handle, call));
        }
        return reply instanceof Reply.Refused refused
                        && refused.error() == RsmError.SEG_NOT_PUBLISHED
                ? Optional.of(on(process, NO_IMPORT, call))
                : Optional.empty();
    }

    private Optional<Touch> touch(Operation.Pending one) {
        if (one.call() instanceof Call.Connect connect) {
            return connect.out() == Out.VALID && !areImportsCounted
                    ? Optional.of(issuing(one))
                    : Optional.empty();
        }
        if (one.call() instanceof Call.GetController get) {
            return get.out() == Out.VALID ? Optional.of(controller(one, get)) : Optional.empty();
        }
        if (one.call() instanceof Call.Disconnect(long handle)) {
            return areImportsCounted
                    ? Optional.empty()
                    : Optional.of(on(one.process(), handle, one.call()));
        }
        return onImport(one.process(), one.call());
    }

    /** Of a handle that a later line may name, or that none does. */
    private Touch issuing(Operation.Pending connect) {
        return operations.isAllIssued(connect.process())
                ? new Touch(
                        connect.process(),
                        Optional.of(
                                new Targets.Handle(connect.process(), NOBODYS - connect.number())),
                        Optional.empty(),
                        connect.call())
                : anyOf(connect.process(), connect.call());
    }

    /** One more controller, which no later line names, matters to those who get controllers. */
    private Touch controller(Operation.Pending one, Call.GetController get) {
        return arePromised && operations.areAllControllersIssued(one.process())
                ? on(one.process(), CONTROLLERS, get)
                : anyOf(one.process(), get);
    }

    private static Touch anyOf(int process, Call call) {
        return new Touch(process, Optional.empty(), Optional.empty(), call);
    }

    private static Optional<Touch> onImport(int process, Call call) {
        boolean isKnown =
                call instanceof Call.Get get && get.buffer() == Out.VALID
                        || call instanceof Call.Put put && put.buffer() == Out.VALID
                        || call instanceof Call.SetMode;
        return isKnown && call instanceof Call.OnHandle on
                ? Optional.of(on(process, on.handle(), call))
                : Optional.empty();
    }

    private static Touch on(int process, long handle, Call call) {
        return new Touch(
                process, Optional.of(new Targets.Handle(process, handle)), Transfer.of(call), call);
    }

    /**
     * Whether a call that was not answered may be wanted before an operation, as long as everything
     * is calm: because it makes a difference to that, or because it cannot come after it.
     *
     * @param one of the call
     * @param isDone whether the operation is one that succeeded
     */
    boolean mayBeWantedBefore(Optional<Touch> one, Optional<Touch> other, boolean isDone) {
        if (areIndependent(one, other)) {
            return false;
        }
        if (one.isEmpty() || other.isEmpty()) {
            return true;
        }
        Call sooner = one.get().call();
        Call later = other.get().call();
        if (arePlain && sooner instanceof Call.Get) {
            return false;
        }
        if (arePlain && sooner instanceof Call.Put) {
            return !(later instanceof Call.SetMode(long _, int mode) && mode == Import.EXPLICIT);
        }
        return !(sooner instanceof Call.Disconnect && isDone && needsImport(later));
    }

    private static boolean needsImport(Call call) {
        return call instanceof Call.Get
                || call instanceof Call.Put
                || call instanceof Call.SetMode
                || call instanceof Call.Disconnect;
    }

    /** Whether they may change places as long as everything is calm. */
    boolean areIndependent(Optional<Touch> one, Optional<Touch> other) {
        return one.isPresent() && other.isPresent() && areIndependent(one.get(), other.get());
    }

    private boolean areIndependent(Touch one, Touch other) {
        boolean mayShareImport =
                one.process() == other.process()
                        && (one.on().isEmpty()
                                || other.on().isEmpty()
                                || one.on().equals(other.on()));
        if (mayShareImport) {
            return arePromised
                    && one.transfer().isPresent()
                    && other.transfer().isPresent()
                    && areIndependent(one.transfer().get(), other.transfer().get());
        }
        return (one.transfer().isEmpty()
                || other.transfer().isEmpty()
                || areIndependent(one.transfer().get(), other.transfer().get())
                || targets.areElsewhere(one.on().orElseThrow(), other.on().orElseThrow()));
    }

    private static boolean areIndependent(Transfer one, Transfer other) {
        return !one.isWrite() && !other.isWrite()
                || one.offset() >= 0
                        && other.offset() >= 0
                        && (one.offset() >= other.offset() + other.length()
                                || other.offset() >= one.offset() + one.length());
    }
}
