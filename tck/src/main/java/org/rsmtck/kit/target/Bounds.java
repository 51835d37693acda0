package org.rsmtck.kit.target;

import org.rsmtck.api.Capabilities;

import java.time.Duration;

/**
 * How long the kit waits.
 *
 * @param start for an agent to greet
 * @param answer for the answer to a request: a call that takes longer counts as hanging
 * @param settle for an effect to reach other nodes
 */
public record Bounds(Duration start, Duration answer, Duration settle) {
    /** What holds where nobody says otherwise. */
    public static final Bounds USUAL =
            new Bounds(Duration.ofSeconds(20), Duration.ofSeconds(10), Capabilities.USUAL_SETTLE);
}
