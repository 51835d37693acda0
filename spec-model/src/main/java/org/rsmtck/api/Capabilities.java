package org.rsmtck.api;

import java.util.Set;

/**
 * What a target declares of itself. What it does not support is not applicable to it, and is
 * counted as such.
 *
 * @param supported what it can be asked for
 * @param real those of {@code supported} that are brought about for real; the others are simulated
 * @param pageSize the granularity of export and map in bytes, a power of two
 * @param limits what it has room for
 */
public record Capabilities(
        Set<Capability> supported, Set<Capability> real, long pageSize, Limits limits) {
    public Capabilities {
        supported = Set.copyOf(supported);
        real = Set.copyOf(real);
        if (Long.bitCount(pageSize) != 1) {
            throw new IllegalArgumentException(
                    "page size " + pageSize + " B is not a power of two");
        }
    }

    /** Without limits. */
    public Capabilities(Set<Capability> supported, Set<Capability> real, long pageSize) {
        this(supported, real, pageSize, Limits.NONE);
    }

    public boolean supports(Capability capability) {
        return supported.contains(capability);
    }
}
