package org.rsmtck.api;

import java.time.Duration;
import java.util.Set;

/**
 * What a target declares of itself. What it does not support is not applicable to it, and is
 * counted as such.
 *
 * @param supported what it can be asked for
 * @param real those of {@code supported} that are brought about for real; the others are simulated
 * @param pageSize the granularity of export and map in bytes, a power of two
 * @param limits what it has room for
 * @param settle within what time after a call has returned, or something has happened, the effect
 *     has reached every other node
 */
public record Capabilities(
        Set<Capability> supported,
        Set<Capability> real,
        long pageSize,
        Limits limits,
        Duration settle) {
    /** Within what time effects reach other nodes where nobody says otherwise. */
    public static final Duration USUAL_SETTLE = Duration.ofSeconds(1);

    public Capabilities {
        supported = Set.copyOf(supported);
        real = Set.copyOf(real);
        if (Long.bitCount(pageSize) != 1) {
            throw new IllegalArgumentException(
                    "page size " + pageSize + " B is not a power of two");
        }
    }

    /** Without limits, and with the usual bound for effects on other nodes. */
    public Capabilities(Set<Capability> supported, Set<Capability> real, long pageSize) {
        this(supported, real, pageSize, Limits.NONE, USUAL_SETTLE);
    }

    public boolean supports(Capability capability) {
        return supported.contains(capability);
    }
}
