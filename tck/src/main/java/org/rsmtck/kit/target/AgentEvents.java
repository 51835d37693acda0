package org.rsmtck.kit.target;

import org.rsmtck.api.Event;

/** The words by which an agent says what it can bring about on itself. */
final class AgentEvents {
    static final String MEMORY = "memory";
    static final String DESCRIPTORS = "descriptors";
    static final String INTERRUPTION = "interruption";

    /** Wants to be told when something of the whole fabric has failed. */
    static final String LOSSES = "losses";

    private AgentEvents() {}

    static String word(Event event) {
        return switch (event) {
            case Event.Shortage(int _, Event.Resource resource) -> word(resource);
            case Event.ShortageOver(int _, Event.Resource resource) -> word(resource);
            case Event.Interruption _ -> INTERRUPTION;
            case Event.Killed _ -> "kill";
            case Event.LinkLost _, Event.NodeLost _, Event.ControllerRemoved _ -> LOSSES;
            case Event.LinkBack _, Event.NodeBack _, Event.ControllerBack _, Event.Settled _ -> "";
        };
    }

    private static String word(Event.Resource resource) {
        return switch (resource) {
            case MEMORY -> MEMORY;
            case DESCRIPTORS -> DESCRIPTORS;
        };
    }
}
