package org.rsmtck.model;

import org.rsmtck.api.Call;
import org.rsmtck.api.Call.Connect;
import org.rsmtck.api.Call.Disconnect;
import org.rsmtck.api.RsmError;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Refusals with a code that the page does not list: tolerated by some readings, where nothing
 * listed applies.
 */
final class UnlistedRules {
    private UnlistedRules() {}

    static final List<Rule> RULES =
            List.of(
                    unlisted(Connect.class, "connect/returns#unlisted", ConnectRules.DOCUMENTED),
                    unlisted(
                            Disconnect.class,
                            "disconnect/returns#unlisted",
                            EnumSet.of(
                                    RsmError.BAD_SEG_HNDL,
                                    RsmError.SEG_STILL_MAPPED,
                                    RsmError.POLLFD_IN_USE)));

    private static <C extends Call> Rule unlisted(Class<C> on, String id, Set<RsmError> listed) {
        return new Rule.Refusal<>(
                id,
                on,
                EnumSet.complementOf(EnumSet.copyOf(listed)),
                Rule.Force.OTHERWISE,
                "a code that the page does not list, where nothing that it lists applies",
                Set.of(),
                s -> s.at(Point.OFF_LIST_CODES) == Option.RECORDED);
    }
}
