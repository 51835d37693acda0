package org.rsmtck.model.page;

import org.rsmtck.model.CallContext;
import org.rsmtck.model.Connection;
import org.rsmtck.model.Paths;

/** Live imports whose path is lost, where a loss does not cut them off. */
final class PathLost {
    private PathLost() {}

    static boolean isSevered(CallContext<?> s) {
        return s.importSegment()
                .map(segment ->
                        segment.connection() instanceof Connection.Live live
                                && !Paths.areJoined(s.world(), s.me(), segment, live))
                .orElse(false);
    }
}
