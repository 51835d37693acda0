package org.rsmtck.kit.plug;

import java.time.Duration;

/**
 * How long the kit waits.
 *
 * @param start for an agent to greet
 * @param answer for the answer to a request: a call that takes longer counts as hanging
 */
public record Bounds(Duration start, Duration answer) {
    /** What holds where nobody says otherwise. */
    public static final Bounds USUAL = new Bounds(Duration.ofSeconds(20), Duration.ofSeconds(10));
}
