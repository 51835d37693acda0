package org.rsmtck.model.page;

import static org.rsmtck.model.VariationPoint.OWN_NODE_WITHOUT_CONTROLLER;
import static org.rsmtck.model.VariationPoint.UNLISTED_NODE_WITH_IMPORTERS;

import org.rsmtck.api.Call;
import org.rsmtck.api.Topology;
import org.rsmtck.model.CallContext;
import org.rsmtck.model.Connection;
import org.rsmtck.model.Import;
import org.rsmtck.model.Paths;
import org.rsmtck.model.Variant.OwnNodeWithoutController;
import org.rsmtck.model.Variant.UnlistedNode;
import org.rsmtck.model.World.ExportSite;

import java.util.Optional;

/** What a connect can find out about the node and the segment that it names. */
final class Evidence {
    private Evidence() {}

    static boolean isKnown(CallContext<Call.Connect> s) {
        return s.world().nodes().has(s.call().node());
    }

    private static boolean isOnOwnNode(CallContext<Call.Connect> s) {
        return s.call().node() == s.me().node();
    }

    static boolean isForeign(CallContext<Call.Connect> s) {
        return s.controller().filter(use -> use.name().equals(Topology.LOOPBACK)).isPresent()
                && !isOnOwnNode(s);
    }

    /** Whether it goes over a controller that is there and can, by its kind, reach the node. */
    static boolean isOverWire(CallContext<Call.Connect> s) {
        return s.port().isPresent() && !s.isControllerRemoved() && !isForeign(s);
    }

    static boolean nodeAnswers(CallContext<Call.Connect> s) {
        return isOverWire(s) && s.world().reaches(s.port().orElseThrow(), s.call().node());
    }

    /**
     * Whether evidence about publications can be reached: the node answers over the controller, or
     * is the caller's own, where no controller is needed to look.
     */
    static boolean canLookUp(CallContext<Call.Connect> s) {
        return nodeAnswers(s)
                || s.controller().isEmpty()
                        && isOnOwnNode(s)
                        && s.at(OWN_NODE_WITHOUT_CONTROLLER) == OwnNodeWithoutController.ANY;
    }

    /** The segment that the call names, if it can be asked about. */
    static Optional<ExportSite> named(CallContext<Call.Connect> s) {
        return canLookUp(s)
                ? s.published(s.call().node(), s.call().segment()).site()
                : Optional.empty();
    }

    static boolean isAdmitted(CallContext<Call.Connect> s, ExportSite site) {
        return site.export().publication().orElseThrow().admits(s.me().node());
    }

    static boolean isLeftOut(CallContext<Call.Connect> s) {
        return named(s).filter(site -> !isAdmitted(s, site)).isPresent();
    }

    /** Whether a node that the list leaves out lacks permission, as it still has importers. */
    static boolean isMatterOfPermission(CallContext<Call.Connect> s) {
        ExportSite site = named(s).orElseThrow();
        var connected = new Import.ConnectedTo(new Connection.Live(site.process(), site.handle()));
        return s.world().processes().values().stream()
                        .filter(process -> process.node() == s.me().node())
                        .anyMatch(process -> process.imports().any(connected))
                && s.at(UNLISTED_NODE_WITH_IMPORTERS) == UnlistedNode.PERM_DENIED;
    }

    static boolean hasNoPath(CallContext<Call.Connect> s) {
        return s.port().isPresent()
                && named(s).map(site -> Paths.exporting(s.world(), site))
                        .filter(there -> !s.world().areJoined(s.port().orElseThrow(), there))
                        .isPresent();
    }
}
