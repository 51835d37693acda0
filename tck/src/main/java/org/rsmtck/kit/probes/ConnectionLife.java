package org.rsmtck.kit.probes;

import org.rsmtck.api.Call;
import org.rsmtck.api.Call.OnHandle;
import org.rsmtck.kit.judge.Observation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A connection, and what was called for it. */
final class ConnectionLife {
    final List<Observation.Called> seen = new ArrayList<>();

    /** What was answered as it is to be. */
    final Set<Class<?>> made = new HashSet<>();

    /** 0 while it has none. */
    long handle;

    /** Whether it still has what the call gives back. */
    boolean owes(OnHandle back) {
        return handle != 0
                && !made.contains(back.getClass())
                && switch (back) {
                    case Call.Unmap _ -> made.contains(Call.Map.class);
                    case Call.ReleasePollfd _ -> made.contains(Call.GetPollfd.class);
                    default -> true;
                };
    }
}
