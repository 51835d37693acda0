package org.rsmtck.kit.races;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What came of one race.
 *
 * @param clause what a forbidden outcome breaks
 * @param trials how often the two calls were made
 * @param outcomes how often each outcome was seen
 * @param allowed what the model allows; {@code *} stands for any reply
 * @param forbidden those of {@code outcomes} that the model does not allow
 * @param troubles what ended a process under way, or kept a trial from counting
 */
public record RaceResult(
        String name,
        String clause,
        long trials,
        Map<String, Long> outcomes,
        Set<String> allowed,
        Map<String, Long> forbidden,
        List<String> troubles) {

    public RaceResult {
        troubles = List.copyOf(troubles);
    }

    public boolean isRight() {
        return forbidden.isEmpty() && troubles.isEmpty();
    }
}
