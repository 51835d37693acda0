package org.rsmtck.model;

/** Live imports whose path is lost, where a loss does not cut them off. */
final class PathLost {
    private PathLost() {}

    static boolean isSevered(CallContext<?> s) {
        return s.segment()
                .map(segment ->
                        segment.connection() instanceof Connection.Live live
                                && !Paths.areJoined(s.world(), s.me(), segment, live))
                .orElse(false);
    }
}
