package org.rsmtck.kit.target;

import org.rsmtck.api.Capability;

/** What a vendor can do so that more can be asked of his implementation. */
public final class Remedy {
    private Remedy() {}

    /** How the capability is given to a target that lacks it, in words. */
    public static String of(Capability lacking) {
        return switch (lacking) {
            case NODES, CONTROLLERS ->
                    "give [[node]] tables, or a command fabric.start that makes {topology}";
            case CREDENTIALS -> "run the kit as a superuser who has setpriv, or give users.prefix";
            case KILL -> "give faults.kill";
            case LINK_FAULTS -> "give faults.link_lost and faults.link_back";
            case NODE_FAULTS -> "give faults.node_lost and faults.node_back";
            case CONTROLLER_FAULTS -> "give faults.controller_removed and faults.controller_back";
            case MEMORY_SHORTAGE ->
                    "use the agent in C, or give faults.memory_shortage and"
                            + " faults.memory_shortage_over";
            case DESCRIPTOR_SHORTAGE ->
                    "give faults.descriptor_shortage and faults.descriptor_shortage_over";
            case INTERRUPTION -> "use the agent in C, or give faults.interruption";
        };
    }
}
