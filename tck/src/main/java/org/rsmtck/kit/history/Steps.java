package org.rsmtck.kit.history;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.model.Allowed;
import org.rsmtck.model.Oracle;
import org.rsmtck.model.Resolver;
import org.rsmtck.model.State;
import org.rsmtck.model.StateSet;
import org.rsmtck.model.World;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where operations of a history lead, each asked of the model once. */
final class Steps {
    private final Oracle oracle;
    private final Operations operations;
    private final Part part;
    private final Set<Integer> excused;
    private final Map<Set<State>, Place> places = new HashMap<>();
    private Optional<Search.Result.NothingPromised> nothingPromised = Optional.empty();

    /**
     * @param part what of the contents is looked at
     * @param excused the numbers of operations that need no cause in the model
     */
    Steps(Oracle oracle, Operations operations, Part part, Set<Integer> excused) {
        this.oracle = oracle;
        this.operations = operations;
        this.part = part;
        this.excused = excused;
    }

    /** The first operation met of which nothing is promised. */
    Optional<Search.Result.NothingPromised> nothingPromised() {
        return nothingPromised;
    }

    Place place(StateSet states) {
        return places.computeIfAbsent(states.now(), now -> new Place(states));
    }

    /** What there is after an operation that took effect. */
    Place over(Place before, int index) {
        Place known = before.afterOver().get(index);
        if (known == null) {
            known = place(after(before.states(), operations.over().get(index)));
            before.afterOver().put(index, known);
        }
        return known;
    }

    /** The same where nothing else is tried: nobody comes there by another way. */
    Place free(Place before, int index) {
        Place known = before.afterOver().get(index);
        if (known == null) {
            known = new Place(after(before.states(), operations.over().get(index)));
            before.afterOver().put(index, known);
        }
        return known;
    }

    /** What there is after a call that was not answered, where it has changed something. */
    Place open(Place before, int index) {
        Place known = before.afterOpen().get(index);
        if (known == null) {
            known = place(afterOpen(before.states(), index));
            before.afterOpen().put(index, known);
        }
        return known;
    }

    /** What the model allows in place of what came. */
    List<Allowed> allowed(Place before, Observation.Called called) {
        return oracle.allowed(
                before.states(), called.process(), called.call(), Resolver.by(called.reply()));
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

    private StateSet afterOpen(StateSet before, int open) {
        Operation.Pending call = operations.open().get(open);
        Oracle.Stepped stepped =
                oracle.step(
                        before,
                        call.process(),
                        call.call(),
                        operations.choices(open),
                        (now, step) -> !step.next().equals(now.world()));
        note(call.number(), stepped);
        return stepped.states();
    }

    private void note(int operation, Oracle.Stepped stepped) {
        if (!stepped.outside().isEmpty() && nothingPromised.isEmpty()) {
            nothingPromised =
                    Optional.of(new Search.Result.NothingPromised(operation, stepped.outside()));
        }
    }
}
