package org.rsmtck.kit.history;

import static java.util.Objects.requireNonNull;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.linearizability.Schedule;
import org.rsmtck.kit.linearizability.Timed;
import org.rsmtck.model.Resolver;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The operations of a history, and which of them may come next when some have been put in order.
 */
final class Operations {
    private static final Comparator<Operation.Pending> BY_BEGIN =
            Comparator.comparingInt(Operation.Pending::begin);

    private final List<Operation.Completed> over;
    private final List<Operation.Pending> open;
    private final Schedule<Operation> schedule;
    private final NamedValues values;
    private final long freshHandle;
    private final int freshSegment;

    private Operations(
            List<Operation.Completed> over, List<Operation.Pending> open, NamedValues values) {
        this.over = over;
        this.open = open;
        this.schedule =
                Schedule.of(
                        Stream.<Operation>concat(over.stream(), open.stream())
                                .map(Operations::timed)
                                .toList());
        this.values = values;
        this.freshHandle = values.freshHandle(open.size());
        this.freshSegment = values.freshSegment(open.size());
    }

    private static Timed<Operation> timed(Operation operation) {
        return switch (operation) {
            case Operation.Completed over -> new Timed<>(over, over.begin(), over.end());
            case Operation.Pending open -> new Timed<>(open, open.begin(), Timed.NEVER);
        };
    }

    static Operations of(History history) {
        List<Operation.Completed> over = new ArrayList<>();
        Map<Integer, Operation.Pending> running = new HashMap<>();
        List<Moment> moments = history.moments();
        NamedValues values = new NamedValues();
        int number = 1;
        for (int at = 0; at < moments.size(); at++) {
            switch (moments.get(at)) {
                case Moment.Begun begun -> {
                    running.put(
                            begun.act(),
                            new Operation.Pending(number++, begun.process(), begun.call(), at));
                    values.named(begun.process(), begun.call());
                }
                case Moment.Returned(int act, Reply reply) -> {
                    Operation.Pending call = requireNonNull(running.remove(act));
                    values.gaveOut(call.process(), call.call(), reply);
                    over.add(
                            new Operation.Completed(
                                    call.number(),
                                    new Observation.Called(call.process(), call.call(), reply),
                                    call.begin(),
                                    at,
                                    history.madeAgain().contains(act)));
                }
                case Moment.Happened(var event) ->
                        over.add(
                                new Operation.Completed(
                                        number++, new Observation.Happened(event), at, at, false));
            }
        }
        List<Operation.Pending> open = new ArrayList<>(running.values());
        open.sort(BY_BEGIN);
        return new Operations(
                List.copyOf(over),
                List.copyOf(open),
                history.earlier().map(Earlier::values).orElse(values));
    }

    /** What took effect, in the order in which it ended. */
    List<Operation.Completed> over() {
        return over;
    }

    /** The calls that were not answered, in the order in which they began. */
    List<Operation.Pending> open() {
        return open;
    }

    /** Whether nothing overlaps: each began after all before it had ended. */
    boolean isSequential() {
        for (int i = 1; i < over.size(); i++) {
            if (over.get(i).begin() < over.get(i - 1).end()) {
                return false;
            }
        }
        return over.isEmpty() || open.isEmpty() || open.getFirst().begin() > over.getLast().end();
    }

    /** Whether this operation was answered, and began when all others had ended. */
    boolean isLast(int number) {
        return open.isEmpty()
                && over.getLast().number() == number
                && !(over.getLast().line() instanceof Observation.Called called
                        && called.reply() instanceof Reply.NoReply)
                && over.stream()
                        .limit(over.size() - 1)
                        .allMatch(other -> other.end() < over.getLast().begin());
    }

    /** The same, as a search wants them. */
    Schedule<Operation> schedule() {
        return schedule;
    }

    /** Whether nothing tells which handles a call of the process gave out that was not answered. */
    boolean isAllIssued(int process) {
        return values.unissued(process).isEmpty();
    }

    /** The same of the controllers that calls of the process got. */
    boolean areAllControllersIssued(int process) {
        return isAllIssued(process) && values.namedEarly(process).isEmpty();
    }

    /**
     * The choices that an implementation may have made in a call that was not answered, as far as
     * they could show in this history: a value that a later line names, or one that none does.
     */
    List<Resolver> choices(Operation.Pending call) {
        int index = Collections.binarySearch(open, call, BY_BEGIN);
        Set<Reply> replies = new LinkedHashSet<>();
        if (call.call() instanceof Call.Publish publish && publish.segment() == 0) {
            values.segments().forEach(segment -> replies.add(new Reply.Published(segment)));
            replies.add(new Reply.Published(freshSegment + index));
        } else {
            replies.add(new Reply.Handle(freshHandle + index));
            if (call.call().facts().isIssuing()) {
                values.unissued(call.process())
                        .forEach(handle -> replies.add(new Reply.Handle(handle)));
            }
            if (call.call() instanceof Call.GetController) {
                values.namedEarly(call.process())
                        .forEach(handle -> replies.add(new Reply.Handle(handle)));
            }
        }
        return replies.stream().map(Resolver::by).toList();
    }
}
