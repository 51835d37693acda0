package org.rsmtck.kit.races;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.explore.Abstraction;
import org.rsmtck.model.Oracle;
import org.rsmtck.model.ProcessState;
import org.rsmtck.model.Resolver;
import org.rsmtck.model.StateSet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Where a sequence of calls has led, by the model, with every choice made in the usual way.
 *
 * @param path the calls
 * @param words what each of them may have been answered with, by its name
 * @param issued the handles that they were given
 */
record RaceScene(
        Oracle oracle,
        StateSet states,
        List<RaceCall> path,
        Map<String, String> words,
        Map<String, Long> issued) {

    private static final String NOT_MADE = "-";

    static RaceScene start(Oracle oracle, StateSet states) {
        return new RaceScene(oracle, states, List.of(), Map.of(), Map.of());
    }

    /** Whether the call can be made: the handle that it is on was given. */
    boolean has(RaceCall turn) {
        return turn.on().map(issued::containsKey).orElse(true);
    }

    /** What there is once the call was made; the same if there is no handle to make it on. */
    RaceScene with(RaceCall turn) {
        Optional<Call> call = turn.resolved(this::handle);
        List<RaceCall> longer = new ArrayList<>(path);
        longer.add(turn);
        if (call.isEmpty()) {
            return new RaceScene(oracle, states, longer, told(turn, NOT_MADE), issued);
        }
        Map<Reply, StateSet> replies =
                oracle.replies(states, turn.process(), call.get(), List.of(Resolver.CANONICAL))
                        .states();
        String word =
                replies.keySet().stream()
                        .map(reply -> word(reply))
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining("/"));
        Map<String, Long> more = new LinkedHashMap<>(issued);
        Optional<Map.Entry<Reply, StateSet>> first = replies.entrySet().stream().findFirst();
        if (first.isPresent() && first.get().getKey() instanceof Reply.Handle(long handle)) {
            more.put(turn.name(), handle);
        }
        return new RaceScene(
                oracle,
                first.map(Map.Entry::getValue).orElse(states),
                longer,
                told(turn, word),
                more);
    }

    RaceScene with(List<RaceCall> turns) {
        RaceScene scene = this;
        for (RaceCall turn : turns) {
            scene = scene.with(turn);
        }
        return scene;
    }

    /** Whether the call that was made last can only have succeeded. */
    boolean hasSucceeded() {
        return isSuccess(words.getOrDefault(path.getLast().name(), ""));
    }

    /** Whether a call of this name succeeded. */
    boolean hasSucceeded(String name) {
        return isSuccess(words.getOrDefault(name, ""));
    }

    /** No success has a letter in upper case, and every error has. */
    private static boolean isSuccess(String word) {
        return !word.isEmpty()
                && !word.equals(NOT_MADE)
                && word.chars().noneMatch(Character::isUpperCase);
    }

    /** What is left of it when handles and order are forgotten. */
    String abstraction() {
        return issued.entrySet().stream()
                .map(one -> one.getKey() + ": " + described(one.getKey(), one.getValue()))
                .sorted()
                .collect(Collectors.joining("; "));
    }

    private String described(String name, long handle) {
        ProcessState owner = states.worlds().findFirst().orElseThrow().process(processOf(name));
        return Abstraction.handle(owner, handle)
                + owner.imports().get(handle).map(one -> " " + one.pollfds()).orElse("")
                + owner.exports().get(handle).map(one -> " " + one.signals()).orElse("");
    }

    private int processOf(String name) {
        return path.stream()
                .filter(turn -> turn.name().equals(name))
                .mapToInt(RaceCall::process)
                .findFirst()
                .orElseThrow();
    }

    private OptionalLong handle(String name) {
        return issued.containsKey(name) ? OptionalLong.of(issued.get(name)) : OptionalLong.empty();
    }

    private Map<String, String> told(RaceCall turn, String word) {
        Map<String, String> more = new LinkedHashMap<>(words);
        more.put(turn.name(), word);
        return more;
    }

    private static String word(Reply reply) {
        return switch (reply) {
            case Reply.Handle _ -> "handle";
            case Reply.Refused(var error, long _) -> error.name();
            case Reply.Success success -> success.toString().toLowerCase(java.util.Locale.ROOT);
            case Reply.Unknown _, Reply.NoReply _ -> reply.toString();
        };
    }
}
