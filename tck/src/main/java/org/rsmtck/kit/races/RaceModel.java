package org.rsmtck.kit.races;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.model.Allowed;
import org.rsmtck.model.Chosen;
import org.rsmtck.model.Model;
import org.rsmtck.model.Possibility;
import org.rsmtck.model.Reading;
import org.rsmtck.model.Step;
import org.rsmtck.model.World;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a race may come to by the model: the outcomes of both orders of its two calls, under every
 * reading of the profile, with every choice that an implementation has.
 */
final class RaceModel {
    /** A handle that no implementation and no model has given out yet. */
    private static final long BRAND_NEW = 0x7FED_0000_0000L;

    private final Model model;
    private final Race race;
    private final Set<List<String>> allowed = new LinkedHashSet<>();

    private record Way(Possibility at, Replies replies) {}

    private RaceModel(Model model, Race race) {
        this.model = model;
        this.race = race;
    }

    static RaceModel of(Model model, Race race, long pageSize) {
        RaceModel one = new RaceModel(model, race);
        World start = Race.SETTING.start(pageSize);
        Set<Way> ways = Set.of(new Way(new Possibility(start, Reading.NONE), new Replies(race)));
        for (Turn turn : race.setup()) {
            ways = one.setUp(ways, turn);
        }
        one.follow(ways, List.of(race.first(), race.second()));
        one.follow(ways, List.of(race.second(), race.first()));
        return one;
    }

    /** The outcomes, for people. */
    Set<String> outcomes() {
        Set<String> outcomes = new TreeSet<>();
        allowed.forEach(words -> outcomes.add(String.join(Replies.SEPARATOR, words)));
        return outcomes;
    }

    boolean allows(String outcome) {
        List<String> words =
                List.of(outcome.split(java.util.regex.Pattern.quote(Replies.SEPARATOR)));
        return allowed.contains(words)
                || allowed.stream().anyMatch(pattern -> matches(pattern, words));
    }

    private static boolean matches(List<String> pattern, List<String> words) {
        if (pattern.size() != words.size()) {
            return false;
        }
        for (int i = 0; i < words.size(); i++) {
            if (!pattern.get(i).endsWith("=" + Replies.ANY)
                    && !pattern.get(i).equals(words.get(i))) {
                return false;
            }
        }
        return true;
    }

    private Set<Way> setUp(Set<Way> ways, Turn turn) {
        Set<Way> next = new LinkedHashSet<>();
        for (Way way : ways) {
            Call call = way.replies().resolved(turn).orElseThrow();
            for (Step step : allowed(way, turn, call, Chosen.CANONICAL).steps()) {
                if (step.reply() instanceof Reply.Success) {
                    next.add(after(way, turn, step));
                }
            }
        }
        if (next.isEmpty()) {
            throw new IllegalStateException(
                    "race " + race.name() + ": " + turn.name() + " never succeeds");
        }
        return next;
    }

    private void follow(Set<Way> ways, List<Turn> actors) {
        List<Turn> turns = new ArrayList<>(actors);
        turns.addAll(race.after());
        ways.forEach(way -> follow(way, turns, 0));
    }

    private void follow(Way way, List<Turn> turns, int next) {
        if (next == turns.size()) {
            allowed.add(way.replies().outcome(race));
            return;
        }
        Turn turn = turns.get(next);
        for (Way now : settled(way)) {
            Optional<Call> call = now.replies().resolved(turn);
            if (call.isEmpty()) {
                follow(now, turns, next + 1);
            } else {
                call(now, turns, next, call.get());
            }
        }
    }

    private void call(Way way, List<Turn> turns, int next, Call call) {
        Turn turn = turns.get(next);
        Set<Way> later = new LinkedHashSet<>();
        for (Chosen chosen : choices(way, turn)) {
            Allowed all = allowed(way, turn, call, chosen);
            if (!all.isPromised()) {
                allowAnything(way, turns.subList(next, turns.size()));
            }
            all.steps().forEach(step -> later.add(after(way, turn, step)));
        }
        later.forEach(one -> follow(one, turns, next + 1));
    }

    private Allowed allowed(Way way, Turn turn, Call call, Chosen chosen) {
        return model.allowed(way.at().reading(), way.at().world(), turn.process(), call, chosen);
    }

    private static Way after(Way way, Turn turn, Step step) {
        return new Way(
                new Possibility(step.next(), step.reading()),
                way.replies().with(turn, step.reply()));
    }

    /** Where nothing is promised of a call, anything may follow from it on. */
    private void allowAnything(Way way, List<Turn> turns) {
        Replies replies = way.replies();
        for (Turn turn : turns) {
            replies = replies.with(turn, new Reply.NoReply(Replies.ANY));
        }
        allowed.add(replies.outcome(race));
    }

    /**
     * The choices between which an outcome can tell: handles that are known, and one that is not.
     */
    private static List<Chosen> choices(Way way, Turn turn) {
        List<Chosen> choices = new ArrayList<>();
        choices.add(Chosen.CANONICAL);
        choices.add(Chosen.by(new Reply.Refused(RsmError.INTERNAL_ERROR, 1)));
        for (Reply handle : way.replies().handles(turn.process())) {
            choices.add(Chosen.by(handle));
        }
        choices.add(Chosen.by(new Reply.Handle(BRAND_NEW + way.replies().size())));
        return choices;
    }

    /** The way, and those that it becomes when what may come about of itself does. */
    private Set<Way> settled(Way way) {
        Set<Way> all = new LinkedHashSet<>(Set.of(way));
        ArrayDeque<Way> open = new ArrayDeque<>(all);
        while (!open.isEmpty()) {
            Way now = open.remove();
            for (World next : model.internal(now.at().world())) {
                Way later = new Way(new Possibility(next, now.at().reading()), now.replies());
                if (all.add(later)) {
                    open.add(later);
                }
            }
        }
        return all;
    }
}
