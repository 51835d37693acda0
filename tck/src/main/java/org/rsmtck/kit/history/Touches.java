package org.rsmtck.kit.history;

import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.model.Model;
import org.rsmtck.model.page.LimitRules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What each operation of a history has to do with, where that is little. A call that is not named
 * here may have to do with anything: so it is right for a new one too.
 */
final class Touches {
    /** No handle of a history: they are above it, or far below. */
    private static final long NOBODYS = Long.MIN_VALUE;

    private final Operations operations;
    private final Set<Integer> excused;
    private final boolean areImportsCounted;
    private final boolean arePromised;
    private final Map<Import, Target> targets = new HashMap<>();
    private final List<Optional<Touch>> over = new ArrayList<>();
    private final List<Optional<Touch>> open = new ArrayList<>();

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
    record Touch(int process, Optional<Import> on, Optional<Transfer> transfer) {}

    /**
     * @param excused the numbers of operations whose replies may have no cause in the model
     * @param arePromised whether something is promised of all these calls, and they need no mapping
     */
    Touches(Model model, Operations operations, Set<Integer> excused, boolean arePromised) {
        this.operations = operations;
        this.excused = excused;
        this.arePromised = arePromised;
        this.areImportsCounted =
                model.rules().stream().anyMatch(rule -> rule.id().equals(LimitRules.CONNECT));
        findTargets();
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
            if (one.call().facts().isIssuing() && !operations.isAllIssued(one.process())) {
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
        if (call instanceof Call.Connect connect) {
            return connect.out() == Out.VALID
                            && reply instanceof Reply.Handle(long handle)
                            && !areImportsCounted
                    ? Optional.of(on(process, handle, call))
                    : Optional.empty();
        }
        if (call instanceof Call.GetController get) {
            return get.out() == Out.VALID && reply instanceof Reply.Handle
                    ? Optional.of(anyOf(process))
                    : Optional.empty();
        }
        if (call instanceof Call.Disconnect(long handle)) {
            return reply instanceof Reply.Done && !areImportsCounted
                    ? Optional.of(on(process, handle, call))
                    : Optional.empty();
        }
        return onImport(process, call);
    }

    private Optional<Touch> touch(Operation.Pending one) {
        if (one.call() instanceof Call.Connect connect) {
            return connect.out() == Out.VALID && !areImportsCounted
                    ? Optional.of(issuing(one))
                    : Optional.empty();
        }
        if (one.call() instanceof Call.GetController get) {
            return get.out() == Out.VALID ? Optional.of(anyOf(one.process())) : Optional.empty();
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
                        Optional.of(new Import(connect.process(), NOBODYS - connect.number())),
                        Optional.empty())
                : anyOf(connect.process());
    }

    private static Touch anyOf(int process) {
        return new Touch(process, Optional.empty(), Optional.empty());
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
        return new Touch(process, Optional.of(new Import(process, handle)), Transfer.of(call));
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
