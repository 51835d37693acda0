package org.rsmtck.kit.races;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.kit.judge.Interpretations;
import org.rsmtck.model.Allowed;
import org.rsmtck.model.Disturbance;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Resolver;
import org.rsmtck.model.State;
import org.rsmtck.model.Step;
import org.rsmtck.model.Variant.OutAfterRefusal;
import org.rsmtck.model.VariationPoint;
import org.rsmtck.model.World;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a race may come to by the model: the outcomes of every order of its calls that keeps the
 * order of each thread, under every reading of the profile, with every choice that an
 * implementation has.
 */
final class RaceModel {
    /** A handle that no implementation and no model has given out yet. */
    private static final long BRAND_NEW = 0x7FED_0000_0000L;

    private final Model model;
    private final Race race;
    private final Set<Way> ready;

    private record Way(State at, Replies replies) {}

    /** Which of the steps that are allowed are worth following. */
    private interface Interest {
        boolean isIn(Step step, RaceCall turn, Way later);
    }

    RaceModel(Model model, Race race, long pageSize) {
        this.model = model;
        this.race = race;
        World start = Race.SETTING.start(pageSize);
        Set<Way> ways = Set.of(new Way(new State(start, Interpretation.NONE), new Replies(race)));
        for (RaceCall turn : race.setup()) {
            ways = setUp(ways, turn);
        }
        ready = ways;
    }

    /**
     * The outcomes, for people: with {@code *} for a reply of which nothing is promised, and
     * without those that a lenient profile has too many of to tell, which are refusals with
     * something left in the out parameter.
     */
    Set<String> outcomes() {
        Set<String> outcomes = new TreeSet<>();
        outcomes((step, turn, later) -> !isOdd(step.reply()))
                .forEach(words -> outcomes.add(String.join(Replies.SEPARATOR, words)));
        return outcomes;
    }

    /** Whether some order, under some reading, leads to the outcome. */
    boolean allows(String outcome) {
        List<String> words = List.of(outcome.split(Pattern.quote(Replies.SEPARATOR)));
        // What a handle is called may hang on a reply that is still to come.
        Interest isSeen =
                (step, turn, later) ->
                        words.contains(later.replies().word(turn))
                                || step.reply() instanceof Reply.Handle
                                        && words.stream().anyMatch(turn::isGivenHandle);
        return outcomes(isSeen).stream().anyMatch(pattern -> matches(pattern, words));
    }

    private static boolean isOdd(Reply reply) {
        return reply instanceof Reply.Refused refused && refused.out() != 0;
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

    private Set<Way> setUp(Set<Way> ways, RaceCall turn) {
        Set<Way> next = new LinkedHashSet<>();
        for (Way way : ways) {
            Call call = way.replies().resolved(turn).orElseThrow();
            for (Step step : allowed(way, turn, call, Resolver.CANONICAL).steps()) {
                if (step.reply() instanceof Reply.Success) {
                    next.add(after(way, turn, step));
                }
            }
        }
        if (next.isEmpty()) {
            throw new IllegalStateException(
                    "race " + race.name() + ": " + turn.name() + " never succeeds");
        }
        return merged(next);
    }

    private Set<List<String>> outcomes(Interest interest) {
        Set<List<String>> outcomes = new LinkedHashSet<>();
        Set<Way> now = interleaved(interest, outcomes);
        for (int i = 0; i < race.after().size(); i++) {
            List<RaceCall> left = race.after().subList(i, race.after().size());
            now = merged(take(now, left, interest, outcomes));
        }
        now.forEach(way -> outcomes.add(way.replies().outcome(race)));
        return outcomes;
    }

    /** Where any order of the calls of both threads leads to. */
    private Set<Way> interleaved(Interest interest, Set<List<String>> outcomes) {
        List<RaceCall> first = race.first();
        List<RaceCall> second = race.second();
        // By how many calls the first thread has made, then the second.
        List<List<Set<Way>>> made = new ArrayList<>();
        for (int i = 0; i <= first.size(); i++) {
            List<Set<Way>> row = new ArrayList<>();
            made.add(row);
            for (int j = 0; j <= second.size(); j++) {
                Set<Way> here = new LinkedHashSet<>(i == 0 && j == 0 ? ready : Set.of());
                if (i > 0) {
                    List<RaceCall> left = left(first, i - 1, second, j);
                    here.addAll(take(made.get(i - 1).get(j), left, interest, outcomes));
                }
                if (j > 0) {
                    List<RaceCall> left = left(second, j - 1, first, i);
                    here.addAll(take(row.get(j - 1), left, interest, outcomes));
                }
                row.add(merged(here));
            }
        }
        return made.getLast().getLast();
    }

    /** What has yet to be called when {@code next}, of one thread, is the next. */
    private List<RaceCall> left(
            List<RaceCall> one, int next, List<RaceCall> other, int madeByOther) {
        List<RaceCall> left = new ArrayList<>(one.subList(next, one.size()));
        left.addAll(other.subList(madeByOther, other.size()));
        left.addAll(race.after());
        return left;
    }

    /** Makes the first of the calls, whatever came about of itself before. */
    private Set<Way> take(
            Set<Way> ways, List<RaceCall> left, Interest interest, Set<List<String>> outcomes) {
        Set<Way> later = new LinkedHashSet<>();
        for (Way way : ways) {
            for (Way settled : settled(way)) {
                later.addAll(take(settled, left, interest, outcomes));
            }
        }
        return later;
    }

    private Set<Way> take(
            Way way, List<RaceCall> left, Interest interest, Set<List<String>> outcomes) {
        RaceCall turn = left.getFirst();
        Optional<Call> call = way.replies().resolved(turn);
        if (call.isEmpty()) {
            return Set.of(way);
        }
        Set<Way> laterWays = new LinkedHashSet<>();
        for (Resolver chosen : choices(way, turn)) {
            Allowed all = allowed(way, turn, call.get(), chosen);
            if (!all.isPromised()) {
                outcomes.add(anything(way, left));
            }
            for (Step step : all.steps()) {
                Way later = after(way, turn, step);
                if (interest.isIn(step, turn, later)) {
                    laterWays.add(later);
                }
            }
        }
        if (mayBeBroken(turn, call.get())) {
            laterWays.add(broken(way, turn, 0));
            if (model.profile()
                    .at(VariationPoint.OUT_AFTER_REFUSAL)
                    .contains(OutAfterRefusal.ANY)) {
                laterWays.add(broken(way, turn, 1));
            }
        }
        return laterWays;
    }

    /** Whether a call of the other thread may break this one while it is under way. */
    private boolean mayBeBroken(RaceCall turn, Call call) {
        List<RaceCall> others =
                race.first().contains(turn)
                        ? race.second()
                        : race.second().contains(turn) ? race.first() : List.of();
        return call instanceof Call.Connect connect
                && others.stream()
                        .anyMatch(other ->
                                Disturbance.mayBreak(model.profile(), connect, other.call()));
    }

    private static Way broken(Way way, RaceCall turn, long out) {
        return new Way(
                way.at(), way.replies().with(turn, new Reply.Refused(RsmError.INTERRUPTED, out)));
    }

    private Allowed allowed(Way way, RaceCall turn, Call call, Resolver chosen) {
        return model.allowed(way.at().reading(), way.at().world(), turn.process(), call, chosen);
    }

    private static Way after(Way way, RaceCall turn, Step step) {
        return new Way(
                new State(step.next(), step.reading()), way.replies().with(turn, step.reply()));
    }

    /** Where nothing is promised of a call, anything may follow from it on. */
    private List<String> anything(Way way, List<RaceCall> left) {
        Replies replies = way.replies();
        for (RaceCall turn : left) {
            replies = replies.with(turn, new Reply.NoReply(Replies.ANY));
        }
        return replies.outcome(race);
    }

    /** The choices that show in an outcome: handles that are known, and one that is not. */
    private static List<Resolver> choices(Way way, RaceCall turn) {
        List<Resolver> choices = new ArrayList<>();
        choices.add(Resolver.CANONICAL);
        choices.add(Resolver.by(new Reply.Refused(RsmError.INTERNAL_ERROR, 1)));
        for (Reply handle : way.replies().handles(turn.process())) {
            choices.add(Resolver.by(handle));
        }
        choices.add(Resolver.by(new Reply.Handle(BRAND_NEW + way.replies().size())));
        return choices;
    }

    /** The way, and those that it becomes when what may come about of itself does. */
    private Set<Way> settled(Way way) {
        Set<Way> all = new LinkedHashSet<>(Set.of(way));
        ArrayDeque<Way> open = new ArrayDeque<>(all);
        while (!open.isEmpty()) {
            Way now = open.remove();
            for (World next : model.internal(now.at().world())) {
                Way later = new Way(new State(next, now.at().reading()), now.replies());
                if (all.add(later)) {
                    open.add(later);
                }
            }
        }
        return all;
    }

    /** The same, with a point left out wherever nothing hangs on it. */
    private Set<Way> merged(Set<Way> ways) {
        record Same(World world, Replies replies) {}
        Map<Same, Set<Interpretation>> readings = new LinkedHashMap<>();
        for (Way way : ways) {
            Same same = new Same(way.at().world(), way.replies());
            readings.computeIfAbsent(same, absent -> new LinkedHashSet<>()).add(way.at().reading());
        }
        Set<Way> merged = new LinkedHashSet<>();
        readings.forEach((same, all) -> {
            for (Interpretation reading : Interpretations.merged(model.profile(), all)) {
                merged.add(new Way(new State(same.world(), reading), same.replies()));
            }
        });
        return merged;
    }
}
