package org.rsmtck.kit.races;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What came of one race.
 *
 * @param clause what a forbidden outcome breaks
 * @param trials how often it was run
 * @param calls that were made in them
 * @param outcomes how often each outcome was seen
 * @param allowed what the model allows; {@code *} stands for any reply
 * @param forbidden those of {@code outcomes} that the model does not allow
 * @param troubles what ended a process under way
 * @param unready why it was not run after all, and how often: says nothing of calls at the same
 *     time, and is no trial
 */
public record RaceResult(
        String name,
        String clause,
        long trials,
        long calls,
        Map<String, Long> outcomes,
        Set<String> allowed,
        Map<String, Long> forbidden,
        List<String> troubles,
        Map<String, Long> unready) {

    public RaceResult {
        troubles = List.copyOf(troubles);
    }

    /** Whether nothing came out that the model does not allow. */
    public boolean isRight() {
        return forbidden.isEmpty() && troubles.isEmpty();
    }

    /** Whether it was run, every time. */
    public boolean isExercised() {
        return trials > 0 && unready.isEmpty();
    }
}
