package org.rsmtck.kit.history;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.linearizability.Specification;
import org.rsmtck.model.Allowed;
import org.rsmtck.model.Oracle;
import org.rsmtck.model.Resolver;
import org.rsmtck.model.Rule;
import org.rsmtck.model.StateSet;
import org.rsmtck.model.World;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the model allows of the operations of a history, as far as their replies are looked at; and
 * of which of them it promises nothing.
 */
final class ModelSpecification implements Specification<StateSet, Operation> {
    private final Oracle oracle;
    private final History history;
    private final Operations operations;
    private final Part part;
    private final Set<Integer> excused;
    private Optional<NothingPromised> nothingPromised = Optional.empty();

    /**
     * Nothing is promised of a call where some order leads.
     *
     * @param operation its number
     */
    record NothingPromised(int operation, Set<Rule> rules) {}

    /**
     * @param part what of the contents is looked at
     * @param excused the numbers of operations that need no cause in the model
     */
    ModelSpecification(
            Oracle oracle,
            History history,
            Operations operations,
            Part part,
            Set<Integer> excused) {
        this.oracle = oracle;
        this.history = history;
        this.operations = operations;
        this.part = part;
        this.excused = excused;
    }

    /** The first operation met of which nothing is promised. */
    Optional<NothingPromised> nothingPromised() {
        return nothingPromised;
    }

    @Override
    public StateSet initial() {
        return oracle.start(history.start(), history.readings());
    }

    /** Of a call that was not answered, only what it changes: the rest is as if it never came. */
    @Override
    public StateSet step(StateSet before, Operation operation) {
        return switch (operation) {
            case Operation.Completed over -> after(before, over);
            case Operation.Pending open -> afterOpen(before, open);
        };
    }

    @Override
    public boolean isEmpty(StateSet states) {
        return states.isEmpty();
    }

    @Override
    public boolean covers(StateSet states, StateSet fewer) {
        return states.covers(fewer);
    }

    @Override
    public boolean areAlike(Operation one, Operation other) {
        return one instanceof Operation.Pending open
                && other instanceof Operation.Pending another
                && open.isLike(another);
    }

    /** What the model allows in place of what came. */
    List<Allowed> allowed(StateSet before, Observation.Called called) {
        return oracle.allowed(before, called.process(), called.call(), Resolver.by(called.reply()));
    }

    private StateSet after(StateSet before, Operation.Completed operation) {
        return switch (operation.line()) {
            case Observation.Happened(var event) -> oracle.step(before, event);
            case Observation.Called(int process, Call call, var reply) -> {
                Oracle.Stepped stepped =
                        oracle.step(
                                before,
                                process,
                                call,
                                List.of(Resolver.by(reply)),
                                (now, step) ->
                                        isSeen(now.world(), process, call, reply, step.reply()));
                note(operation.number(), stepped);
                yield excused.contains(operation.number())
                        ? stepped.states()
                                .or(before.where(now -> now.world().process(process).alive()))
                        : stepped.states();
            }
        };
    }

    /** Whether the reply that came is this one, as far as it is looked at. */
    private boolean isSeen(World world, int process, Call call, Reply came, Reply right) {
        if (part == Part.WHOLE
                || !(came instanceof Reply.Data(Bytes bytes))
                || !(right instanceof Reply.Data(Bytes others))) {
            return right.equals(came);
        }
        if (bytes.length() != others.length()) {
            return false;
        }
        long start = Transfer.of(call).orElseThrow().start(world, process, call);
        for (int i = 0; i < bytes.length(); i++) {
            if (bytes.at(i) != others.at(i) && part.has(start + i)) {
                return false;
            }
        }
        return true;
    }

    private StateSet afterOpen(StateSet before, Operation.Pending call) {
        Oracle.Stepped stepped =
                oracle.step(
                        before,
                        call.process(),
                        call.call(),
                        operations.choices(call),
                        (now, step) -> !step.next().equals(now.world()));
        note(call.number(), stepped);
        return stepped.states();
    }

    private void note(int operation, Oracle.Stepped stepped) {
        if (!stepped.outside().isEmpty() && nothingPromised.isEmpty()) {
            nothingPromised = Optional.of(new NothingPromised(operation, stepped.outside()));
        }
    }
}
