package org.rsmtck.kit.library;

import org.rsmtck.api.Call;

import java.util.List;

/** What C functions a call is made by. */
public final class Functions {
    private Functions() {}

    /** The functions, by their C names; none for an access to memory, which is no function. */
    public static List<String> of(Call call) {
        String function = call.facts().function();
        return switch (call) {
            case Call.GetTopology _ -> List.of(function, "rsm_free_interconnect_topology");
            case Call.GetUnits units -> List.of(ofWidth(function, units.width()));
            case Call.PutUnits units -> List.of(ofWidth(function, units.width()));
            default -> call.facts().isFunction() ? List.of(function) : List.of();
        };
    }

    private static String ofWidth(String function, int width) {
        return function.replace("#", Integer.toString(Byte.SIZE * width));
    }
}
