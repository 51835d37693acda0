package org.rsmtck.kit.races;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What came of one race.
 *
 * @param clause what a forbidden outcome breaks
 * @param trials how often it was run
 * @param overlaps trials in which the threads really were in their calls at one moment; empty where
 *     nobody looked
 * @param calls that were made in them
 * @param outcomes how often each outcome was seen that was judged
 * @param allowed what the model allows; {@code *} stands for any reply
 * @param forbidden those of {@code outcomes} that the model does not allow
 * @param troubles what ended a process under way
 * @param unready why it was not run after all, and how often: says nothing of calls at the same
 *     time, and is no trial
 * @param unjudged trials that say nothing, since a call was refused by chance
 * @param inapplicable why it says nothing of this implementation; empty if it does
 */
public record RaceResult(
        String name,
        String clause,
        long trials,
        OptionalLong overlaps,
        long calls,
        Map<String, Long> outcomes,
        Set<String> allowed,
        Map<String, Long> forbidden,
        List<String> troubles,
        Map<String, Long> unready,
        Unjudged unjudged,
        String inapplicable) {

    /**
     * What was refused by a shortage or a signal that nobody brought about: neither right nor
     * wrong.
     *
     * @param trials in which that was so
     * @param refusals how often, in the race and before it: each a call and its answer
     */
    public record Unjudged(long trials, Map<String, Long> refusals) {
        public static final Unjudged NONE = new Unjudged(0, Map.of());
    }

    public RaceResult {
        troubles = List.copyOf(troubles);
    }

    /** Of a race that is not run, since nothing is promised of it. */
    static RaceResult inapplicable(Race race, String why) {
        return new RaceResult(
                race.name(),
                race.clause(),
                0,
                OptionalLong.empty(),
                0,
                Map.of(),
                Set.of(),
                Map.of(),
                List.of(),
                Map.of(),
                Unjudged.NONE,
                why);
    }

    /** Whether there was something to run. */
    public boolean isApplicable() {
        return inapplicable.isEmpty();
    }

    /** Whether its threads were of one process, which looks at the times, and not of several. */
    boolean isOfOneProcess() {
        return overlaps.isPresent();
    }

    /** Whether nothing came out that the model does not allow. */
    public boolean isRight() {
        return forbidden.isEmpty() && troubles.isEmpty();
    }

    /** Whether it was run, every time, was judged, and the calls met at least once. */
    public boolean isExercised() {
        return trials > unjudged.trials() && unready.isEmpty() && overlaps.orElse(trials) > 0;
    }

    /** How many of the outcomes that the model allows were not seen. */
    public long unseen() {
        return allowed.stream()
                .filter(pattern -> outcomes.keySet().stream().noneMatch(isLike(pattern)))
                .count();
    }

    private static Predicate<String> isLike(String pattern) {
        return Pattern.compile(Pattern.quote(pattern).replace("=" + Replies.ANY, "=\\E.*\\Q"))
                .asMatchPredicate();
    }
}
