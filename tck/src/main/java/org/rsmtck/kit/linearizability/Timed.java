package org.rsmtck.kit.linearizability;

/**
 * An operation, with the time in which it took effect.
 *
 * @param begin when it began: in any unit, from 0
 * @param end when it had taken effect, not before {@code begin}; {@link #NEVER} if it was not
 *     answered, so that it may have taken effect at any time since, or not at all
 */
public record Timed<O>(O operation, long begin, long end) {
    public static final long NEVER = Long.MAX_VALUE;

    public Timed {
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException(
                    "an operation from " + begin + " to " + end + " ends before it begins");
        }
    }

    boolean isAnswered() {
        return end != NEVER;
    }
}
