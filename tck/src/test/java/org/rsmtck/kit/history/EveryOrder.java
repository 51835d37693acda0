package org.rsmtck.kit.history;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.model.Allowed;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Resolver;
import org.rsmtck.model.State;
import org.rsmtck.model.Step;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges a history by trying every order of its calls, every choice of the model, and everything
 * that may come about of itself before each call: no cleverness, to compare with. From where the
 * same has been done in the same state it goes on once.
 */
final class EveryOrder {
    private static final long NOBODYS_HANDLE = 0x5EED_0000L;

    private final Model model;
    private final List<Timed> all = new ArrayList<>();
    private final Set<Integer> segments = new HashSet<>();
    private final Map<Integer, Set<Long>> named = new HashMap<>();
    private final Map<Integer, Set<Long>> given = new HashMap<>();
    private final Set<Tried> tried = new HashSet<>();
    private boolean nothingPromised;

    private record Tried(Set<Timed> done, State now) {}

    private record Timed(int begin, int end, int process, Call call, Observation line) {
        boolean isAnswered() {
            return line != null;
        }
    }

    enum Answer {
        ALLOWED,
        NOT_ALLOWED,
        NOTHING_PROMISED
    }

    private EveryOrder(Model model, History history) {
        this.model = model;
        Map<Integer, Integer> begins = new HashMap<>();
        Map<Integer, Moment.Begun> calls = new HashMap<>();
        for (int at = 0; at < history.moments().size(); at++) {
            switch (history.moments().get(at)) {
                case Moment.Begun begun -> {
                    begins.put(begun.act(), at);
                    calls.put(begun.act(), begun);
                    if (begun.call() instanceof Call.Connect connect) {
                        segments.add(connect.segment());
                    }
                    if (begun.call() instanceof Call.OnHandle on) {
                        named.computeIfAbsent(begun.process(), none -> new HashSet<>())
                                .add(on.handle());
                    }
                }
                case Moment.Returned(int act, Reply reply) -> {
                    Moment.Begun call = calls.remove(act);
                    if (reply instanceof Reply.Handle(long handle)) {
                        given.computeIfAbsent(call.process(), none -> new HashSet<>()).add(handle);
                    }
                    all.add(
                            new Timed(
                                    begins.get(act),
                                    at,
                                    call.process(),
                                    call.call(),
                                    new Observation.Called(call.process(), call.call(), reply)));
                }
                case Moment.Happened(var event) ->
                        all.add(new Timed(at, at, -1, null, new Observation.Happened(event)));
            }
        }
        calls.forEach((act, call) ->
                all.add(
                        new Timed(
                                begins.get(act),
                                Integer.MAX_VALUE,
                                call.process(),
                                call.call(),
                                null)));
    }

    static Answer of(Model model, History history) {
        EveryOrder orders = new EveryOrder(model, history);
        boolean isExplained =
                orders.isExplained(Set.of(), new State(history.start(), Interpretation.NONE));
        return isExplained
                ? Answer.ALLOWED
                : orders.nothingPromised ? Answer.NOTHING_PROMISED : Answer.NOT_ALLOWED;
    }

    private boolean isExplained(Set<Timed> done, State now) {
        List<Timed> left = all.stream().filter(one -> !done.contains(one)).toList();
        if (left.stream().noneMatch(Timed::isAnswered)) {
            return true;
        }
        if (!tried.add(new Tried(done, now))) {
            return false;
        }
        for (World later : model.internal(now.world())) {
            if (isExplained(done, new State(later, now.reading()))) {
                return true;
            }
        }
        int firstEnd = left.stream().mapToInt(Timed::end).min().orElseThrow();
        for (Timed next : left) {
            if (next.begin() <= firstEnd) {
                Set<Timed> more = new HashSet<>(done);
                more.add(next);
                for (State later : after(now, next)) {
                    if (isExplained(more, later)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private List<State> after(State now, Timed next) {
        return switch (next.line()) {
            case Observation.Happened(var event) -> List.copyOf(model.after(now, event));
            case Observation.Called(int process, Call call, Reply reply) ->
                    steps(now, next, Resolver.by(reply)).stream()
                            .filter(step -> step.reply().equals(reply))
                            .map(step -> new State(step.next(), step.reading()))
                            .toList();
            case null -> {
                List<State> later = new ArrayList<>();
                List<Resolver> choices = new ArrayList<>();
                choices.add(Resolver.CANONICAL);
                choices.add(Resolver.by(new Reply.Handle(NOBODYS_HANDLE + next.begin())));
                mayHaveGiven(next)
                        .forEach(handle -> choices.add(Resolver.by(new Reply.Handle(handle))));
                segments.forEach(segment -> choices.add(Resolver.by(new Reply.Published(segment))));
                for (Resolver chosen : choices) {
                    steps(now, next, chosen)
                            .forEach(step -> later.add(new State(step.next(), step.reading())));
                }
                yield later;
            }
        };
    }

    /** Handles that a line names: of a controller any, and of others those that no reply gives. */
    private Set<Long> mayHaveGiven(Timed unanswered) {
        Set<Long> handles = new HashSet<>(named.getOrDefault(unanswered.process(), Set.of()));
        if (!(unanswered.call() instanceof Call.GetController)) {
            handles.removeAll(given.getOrDefault(unanswered.process(), Set.of()));
        }
        return handles;
    }

    private List<Step> steps(State now, Timed next, Resolver chosen) {
        if (!now.world().process(next.process()).alive()) {
            return List.of();
        }
        Allowed allowed =
                model.allowed(now.reading(), now.world(), next.process(), next.call(), chosen);
        nothingPromised |= !allowed.isPromised();
        return allowed.steps();
    }
}
