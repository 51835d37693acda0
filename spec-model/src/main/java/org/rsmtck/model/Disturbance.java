package org.rsmtck.model;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.model.Variant.InterruptedByPublication;

import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * What breaks a connect that is under way at the same time, so that it may answer INTERRUPTED.
 * Source: {@code connect/INTERRUPTED}.
 */
public final class Disturbance {
    private Disturbance() {}

    /** Whether a call of the exporter's node may break a connect to a segment of that node. */
    public static boolean mayBreak(Profile profile, Call.Connect connect, Call other) {
        return profile.at(VariationPoint.INTERRUPTED_BY_PUBLICATION)
                        .contains(InterruptedByPublication.ANY)
                && (other instanceof Call.Unpublish
                        || other instanceof Call.Republish
                        || other instanceof Call.ExportDestroy);
    }

    /**
     * Whether an event may break a connect: one of the paths of either node does, and the end of a
     * process of the exporter's node where a publication does.
     *
     * @param importer the node of the caller
     * @param nodeOf the node of a process, by its number
     */
    public static boolean mayBreak(
            Profile profile,
            int importer,
            Call.Connect connect,
            Event event,
            IntUnaryOperator nodeOf) {
        Set<Integer> ends =
                importer == connect.node() ? Set.of(importer) : Set.of(importer, connect.node());
        return switch (event) {
            case Event.LinkLost(var link) ->
                    ends.contains(link.one().node()) || ends.contains(link.other().node());
            case Event.LinkBack(var link) ->
                    ends.contains(link.one().node()) || ends.contains(link.other().node());
            case Event.NodeLost(int node) -> ends.contains(node);
            case Event.NodeBack(int node) -> ends.contains(node);
            case Event.ControllerRemoved(var port) -> ends.contains(port.node());
            case Event.ControllerBack(var port) -> ends.contains(port.node());
            case Event.Killed(int process) ->
                    nodeOf.applyAsInt(process) == connect.node()
                            && profile.at(VariationPoint.INTERRUPTED_BY_PUBLICATION)
                                    .contains(InterruptedByPublication.ANY);
            case Event.Shortage shortage -> false;
            case Event.ShortageOver over -> false;
            case Event.Interruption interruption -> false;
            case Event.Settled settled -> false;
        };
    }
}
