package org.rsmtck.kit.races;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.model.Disturbance;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Oracle;
import org.rsmtck.model.Profile;
import org.rsmtck.model.Resolver;
import org.rsmtck.model.StateSet;
import org.rsmtck.model.Variant.OutAfterRefusal;
import org.rsmtck.model.VariationPoint;

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

    /** An id that no implementation and no model has chosen yet. */
    private static final int NEW_ID = 0x8F00_0000;

    private final Profile profile;
    private final Oracle oracle;
    private final Race race;

    private final Set<RaceCall> unpromised = new LinkedHashSet<>();

    /** Where the race begins: what explains each way that its setup may be answered. */
    private final Map<Replies, StateSet> ready;

    /** Which replies are worth following. */
    private interface Interest {
        boolean isIn(Reply reply, RaceCall turn, Replies later);
    }

    RaceModel(Model model, Race race, long pageSize) {
        this.profile = model.profile();
        this.oracle = new Oracle(model);
        this.race = race;
        StateSet start = oracle.start(race.setting().start(pageSize), Set.of(Interpretation.NONE));
        Map<Replies, StateSet> ways = Map.of(new Replies(race), start);
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
        outcomes((reply, turn, later) -> !isOdd(reply))
                .forEach(words -> outcomes.add(String.join(Replies.SEPARATOR, words)));
        return outcomes;
    }

    /** The calls of which nothing is promised by some order, in their order. */
    List<RaceCall> unpromised() {
        unpromised.clear();
        outcomes((reply, turn, later) -> !isOdd(reply));
        return race.turns().stream().filter(unpromised::contains).toList();
    }

    /** Whether some order, under some reading, leads to the outcome. */
    boolean allows(String outcome) {
        List<String> words = List.of(outcome.split(Pattern.quote(Replies.SEPARATOR)));
        // What a handle or an id is called may hang on a reply that is still to come.
        Interest isSeen =
                (reply, turn, later) ->
                        words.contains(later.word(turn))
                                || isNamed(reply, turn) && words.stream().anyMatch(turn::isGiven);
        return outcomes(isSeen).stream().anyMatch(pattern -> matches(pattern, words));
    }

    private static boolean isNamed(Reply reply, RaceCall turn) {
        return reply instanceof Reply.Handle
                || reply instanceof Reply.Published && turn.isToChoose();
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

    private Map<Replies, StateSet> setUp(Map<Replies, StateSet> ways, RaceCall turn) {
        Map<Replies, StateSet> next = new LinkedHashMap<>();
        ways.forEach((replies, states) -> {
            Call call = replies.resolved(turn).orElseThrow();
            oracle.replies(states, turn.process(), call, List.of(Resolver.CANONICAL))
                    .states()
                    .forEach((reply, after) -> {
                        if (reply instanceof Reply.Success) {
                            add(next, replies.with(turn, reply), after);
                        }
                    });
        });
        if (next.isEmpty()) {
            throw new IllegalStateException(
                    "race " + race.name() + ": " + turn.name() + " never succeeds");
        }
        return next;
    }

    private Set<List<String>> outcomes(Interest interest) {
        Set<List<String>> outcomes = new LinkedHashSet<>();
        Map<Replies, StateSet> now = interleaved(interest, outcomes);
        for (int i = 0; i < race.after().size(); i++) {
            List<RaceCall> left = race.after().subList(i, race.after().size());
            now = take(now, left, interest, outcomes);
        }
        now.keySet().forEach(replies -> outcomes.add(replies.outcome(race)));
        return outcomes;
    }

    /** Where any order of the calls of both threads leads to. */
    private Map<Replies, StateSet> interleaved(Interest interest, Set<List<String>> outcomes) {
        List<RaceCall> first = race.first();
        List<RaceCall> second = race.second();
        // By how many calls the first thread has made, then the second.
        List<List<Map<Replies, StateSet>>> made = new ArrayList<>();
        for (int i = 0; i <= first.size(); i++) {
            List<Map<Replies, StateSet>> row = new ArrayList<>();
            made.add(row);
            for (int j = 0; j <= second.size(); j++) {
                Map<Replies, StateSet> here =
                        new LinkedHashMap<>(i == 0 && j == 0 ? ready : Map.of());
                if (i > 0) {
                    List<RaceCall> left = left(first, i - 1, second, j);
                    take(made.get(i - 1).get(j), left, interest, outcomes)
                            .forEach((replies, states) -> add(here, replies, states));
                }
                if (j > 0) {
                    List<RaceCall> left = left(second, j - 1, first, i);
                    take(row.get(j - 1), left, interest, outcomes)
                            .forEach((replies, states) -> add(here, replies, states));
                }
                row.add(here);
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
    private Map<Replies, StateSet> take(
            Map<Replies, StateSet> ways,
            List<RaceCall> left,
            Interest interest,
            Set<List<String>> outcomes) {
        RaceCall turn = left.getFirst();
        Map<Replies, StateSet> later = new LinkedHashMap<>();
        ways.forEach((replies, states) -> {
            Optional<Call> call = replies.resolved(turn);
            if (call.isEmpty()) {
                add(later, replies, states);
                return;
            }
            Oracle.Replied replied =
                    oracle.replies(states, turn.process(), call.get(), choices(replies, turn));
            if (!replied.outside().isEmpty()) {
                unpromised.add(turn);
                outcomes.add(anything(replies, left));
            }
            replied.states()
                    .forEach((reply, after) -> {
                        Replies more = replies.with(turn, reply);
                        if (interest.isIn(reply, turn, more)) {
                            add(later, more, after);
                        }
                    });
            for (Reply broken : broken(turn, call.get())) {
                add(later, replies.with(turn, broken), states);
            }
        });
        return later;
    }

    private static void add(Map<Replies, StateSet> ways, Replies replies, StateSet states) {
        ways.merge(replies, states, StateSet::or);
    }

    /** What the call may be answered because one of the other thread has broken it. */
    private List<Reply> broken(RaceCall turn, Call call) {
        if (!mayBeBroken(turn, call)) {
            return List.of();
        }
        Reply broken = new Reply.Refused(RsmError.INTERRUPTED, 0);
        return profile.at(VariationPoint.OUT_AFTER_REFUSAL).contains(OutAfterRefusal.ANY)
                ? List.of(broken, new Reply.Refused(RsmError.INTERRUPTED, 1))
                : List.of(broken);
    }

    /** Whether a call of the other thread may break this one while it is under way. */
    private boolean mayBeBroken(RaceCall turn, Call call) {
        List<RaceCall> others =
                race.first().contains(turn)
                        ? race.second()
                        : race.second().contains(turn) ? race.first() : List.of();
        return call instanceof Call.Connect connect
                && others.stream()
                        .anyMatch(other -> Disturbance.mayBreak(profile, connect, other.call()));
    }

    /** Where nothing is promised of a call, anything may follow from it on. */
    private List<String> anything(Replies before, List<RaceCall> left) {
        Replies replies = before;
        for (RaceCall turn : left) {
            replies = replies.with(turn, new Reply.NoReply(Replies.ANY));
        }
        return replies.outcome(race);
    }

    /** The choices that show in an outcome: handles and ids that are known, and one that is not. */
    private static List<Resolver> choices(Replies replies, RaceCall turn) {
        List<Resolver> choices = new ArrayList<>();
        choices.add(Resolver.CANONICAL);
        choices.add(Resolver.by(new Reply.Refused(RsmError.INTERNAL_ERROR, 1)));
        for (Reply handle : replies.handles(turn.process())) {
            choices.add(Resolver.by(handle));
        }
        choices.add(Resolver.by(new Reply.Handle(BRAND_NEW + replies.size())));
        if (turn.isToChoose()) {
            replies.ids().forEach(id -> choices.add(Resolver.by(id)));
            choices.add(Resolver.by(new Reply.Published(NEW_ID + replies.size())));
        }
        return choices;
    }
}
