package org.rsmtck.model;

import static org.rsmtck.api.RsmError.BAD_ADDR;
import static org.rsmtck.api.RsmError.BAD_CTLR_HNDL;
import static org.rsmtck.api.RsmError.BAD_SEG_HNDL;
import static org.rsmtck.api.RsmError.CTLR_NOT_PRESENT;
import static org.rsmtck.api.RsmError.INSUFFICIENT_MEM;
import static org.rsmtck.api.RsmError.INSUFFICIENT_RESOURCES;
import static org.rsmtck.api.RsmError.INTERRUPTED;
import static org.rsmtck.api.RsmError.PERM_DENIED;
import static org.rsmtck.api.RsmError.REMOTE_NODE_UNREACHABLE;
import static org.rsmtck.api.RsmError.SEG_NOT_PUBLISHED;
import static org.rsmtck.api.RsmError.SEG_NOT_PUBLISHED_TO_NODE;
import static org.rsmtck.model.Rule.mayRefuse;
import static org.rsmtck.model.Rule.refuse;
import static org.rsmtck.model.Rule.succeed;

import org.rsmtck.api.Call.Connect;
import org.rsmtck.api.Event.Resource;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.api.Topology;
import org.rsmtck.model.Rule.Outcome;
import org.rsmtck.model.Variant.NoPath;
import org.rsmtck.model.Variant.NullOut;
import org.rsmtck.model.Variant.OtherNode;
import org.rsmtck.model.Variant.OwnNodeWithoutController;
import org.rsmtck.model.Variant.PermissionZero;
import org.rsmtck.model.Variant.UnlistedNode;
import org.rsmtck.model.Variant.UnmappedOut;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * rsm_memseg_import_connect(3RSM), in the order of the page. A guard counts only where its evidence
 * can be reached: those about publication need a node that answers, those about lists and
 * permissions a published segment.
 */
final class ConnectRules {
    private ConnectRules() {}

    /** Every code that the page lists for connect. */
    static final Set<RsmError> DOCUMENTED =
            EnumSet.of(
                    BAD_SEG_HNDL,
                    BAD_CTLR_HNDL,
                    CTLR_NOT_PRESENT,
                    PERM_DENIED,
                    INSUFFICIENT_MEM,
                    INSUFFICIENT_RESOURCES,
                    SEG_NOT_PUBLISHED_TO_NODE,
                    SEG_NOT_PUBLISHED,
                    BAD_ADDR,
                    REMOTE_NODE_UNREACHABLE,
                    INTERRUPTED);

    static final List<Rule> RULES =
            List.of(
                    succeed(
                                    Connect.class,
                                    "connect/creates-import",
                                    "a fresh import handle, connected to the segment that was"
                                            + " named, with the mode asked for",
                                    ConnectRules::connect)
                            .carrying(
                                    "connect/logical-connection",
                                    "connect/physical-connection",
                                    "connect/perm-checked",
                                    "connect/returns"),
                    refuse(
                            Connect.class,
                            "connect/BAD_SEG_HNDL",
                            BAD_SEG_HNDL,
                            "the out parameter is null, where that counts as a bad segment handle",
                            s ->
                                    s.call().out() == Out.NULL
                                            && s.at(VariationPoint.NULL_OUT)
                                                    == NullOut.BAD_SEG_HNDL),
                    refuse(
                            Connect.class,
                            "connect/BAD_CTLR_HNDL",
                            BAD_CTLR_HNDL,
                            "the controller handle is null, was never issued, or was released",
                            s -> s.controller().isEmpty()),
                    refuse(
                            Connect.class,
                            "connect/CTLR_NOT_PRESENT#removed",
                            CTLR_NOT_PRESENT,
                            "the controller was removed after the handle was got",
                            s -> s.port().filter(port -> !s.world().isPresent(port)).isPresent()),
                    foreignNode(
                            "connect/CTLR_NOT_PRESENT#loopback",
                            CTLR_NOT_PRESENT,
                            OtherNode.CTLR_NOT_PRESENT),
                    unknownNode(
                            "connect/CTLR_NOT_PRESENT#loopback-unknown",
                            CTLR_NOT_PRESENT,
                            OtherNode.CTLR_NOT_PRESENT),
                    refuse(
                                    Connect.class,
                                    "connect/PERM_DENIED#domain",
                                    PERM_DENIED,
                                    "the mode asked for is none of 0400, 0200 and 0600",
                                    s ->
                                            !Permission.isLegal(s.call().permission())
                                                    && !asksForNothing(s))
                            .carrying("connect/perm-domain", "connect/perm-denied-if-invalid"),
                    refuse(
                                    Connect.class,
                                    "connect/PERM_DENIED#comparison",
                                    PERM_DENIED,
                                    "what the exporter grants the importer's class does not cover"
                                            + " the mode asked for",
                                    s ->
                                            named(s).filter(site -> isAdmitted(s, site))
                                                    .filter(site ->
                                                            Permission.isLegal(
                                                                    s.call().permission()))
                                                    .filter(site ->
                                                            !Access.isGranted(
                                                                    s, site, s.call().permission()))
                                                    .isPresent())
                            .carrying("connect/perm-checked", "connect/perm-denied-if-invalid"),
                    refuse(
                            Connect.class,
                            "connect/PERM_DENIED#cached",
                            PERM_DENIED,
                            "the list leaves out this node, which still has live importers, where"
                                    + " that is a matter of permission",
                            s ->
                                    isLeftOut(s)
                                            && leftOutCode(s) == PERM_DENIED
                                            && !asksForNothing(s)),
                    // Who asks without a controller has no access that could be compared.
                    mayRefuse(
                            Connect.class,
                            "connect/PERM_DENIED#without-controller",
                            PERM_DENIED,
                            "the controller is null or was released, and the segment is published"
                                    + " on the caller's own node, where that is looked at first",
                            s -> s.controller().isEmpty() && named(s).isPresent()),
                    mayRefuse(
                            Connect.class,
                            "connect/INSUFFICIENT_MEM",
                            INSUFFICIENT_MEM,
                            "memory for the handle cannot be had",
                            s -> s.isShortOf(Resource.MEMORY)),
                    mayRefuse(
                            Connect.class,
                            "connect/INSUFFICIENT_RESOURCES",
                            INSUFFICIENT_RESOURCES,
                            "descriptors, slots or windows are used up",
                            s -> s.isShortOf(Resource.DESCRIPTORS)),
                    refuse(
                            Connect.class,
                            "connect/SEG_NOT_PUBLISHED_TO_NODE",
                            SEG_NOT_PUBLISHED_TO_NODE,
                            "the segment is published, and its access list leaves out the"
                                    + " importer's node",
                            s -> isLeftOut(s) && leftOutCode(s) == SEG_NOT_PUBLISHED_TO_NODE),
                    refuse(
                            Connect.class,
                            "connect/SEG_NOT_PUBLISHED#nowhere",
                            SEG_NOT_PUBLISHED,
                            "no segment is published under the id on the node, which answers",
                            s -> canLookUp(s) && named(s).isEmpty()),
                    foreignNode(
                            "connect/SEG_NOT_PUBLISHED#loopback",
                            SEG_NOT_PUBLISHED,
                            OtherNode.SEG_NOT_PUBLISHED),
                    unknownNode(
                            "connect/SEG_NOT_PUBLISHED#loopback-unknown",
                            SEG_NOT_PUBLISHED,
                            OtherNode.SEG_NOT_PUBLISHED),
                    refuse(
                            Connect.class,
                            "connect/BAD_ADDR",
                            BAD_ADDR,
                            "the out parameter is null or not mapped, where that counts as a bad"
                                    + " address",
                            s ->
                                    switch (s.call().out()) {
                                        case VALID -> false;
                                        case NULL ->
                                                s.at(VariationPoint.NULL_OUT) == NullOut.BAD_ADDR;
                                        case UNMAPPED ->
                                                s.at(VariationPoint.UNMAPPED_OUT)
                                                        == UnmappedOut.BAD_ADDR;
                                    }),
                    refuse(
                            Connect.class,
                            "connect/REMOTE_NODE_UNREACHABLE#silent",
                            REMOTE_NODE_UNREACHABLE,
                            "the node is down, or has no active path to the controller",
                            s -> isKnown(s) && isOverWire(s) && !nodeAnswers(s)),
                    refuse(
                            Connect.class,
                            "connect/REMOTE_NODE_UNREACHABLE#unknown",
                            REMOTE_NODE_UNREACHABLE,
                            "no topology names the node, whatever the controller",
                            s -> !isKnown(s)),
                    refuse(
                                    Connect.class,
                                    "connect/REMOTE_NODE_UNREACHABLE#no-path",
                                    REMOTE_NODE_UNREACHABLE,
                                    "the segment was exported on a controller that this one has no"
                                            + " path to",
                                    s ->
                                            hasNoPath(s)
                                                    && s.at(VariationPoint.NO_PATH)
                                                            == NoPath.REMOTE_NODE_UNREACHABLE)
                            .carrying("connect/physical-connection"),
                    refuse(
                            Connect.class,
                            "connect/physical-connection#refused",
                            DOCUMENTED,
                            "the segment was exported on a controller that this one has no path to",
                            s ->
                                    hasNoPath(s)
                                            && s.at(VariationPoint.NO_PATH)
                                                    == NoPath.ANY_DOCUMENTED),
                    foreignNode(
                            "connect/REMOTE_NODE_UNREACHABLE#loopback",
                            REMOTE_NODE_UNREACHABLE,
                            OtherNode.REMOTE_NODE_UNREACHABLE),
                    unknownNode(
                            "connect/REMOTE_NODE_UNREACHABLE#loopback-unknown",
                            REMOTE_NODE_UNREACHABLE,
                            OtherNode.REMOTE_NODE_UNREACHABLE),
                    mayRefuse(
                            Connect.class,
                            "connect/INTERRUPTED",
                            INTERRUPTED,
                            "a signal broke the attempt",
                            CallContext::isInterrupted));

    private static Rule foreignNode(String id, RsmError code, OtherNode option) {
        return refuse(
                Connect.class,
                id,
                code,
                "the controller is loopback and the node is another one that is known",
                s ->
                        isForeignOverLoopback(s)
                                && isKnown(s)
                                && s.at(VariationPoint.FOREIGN_NODE_ON_LOOPBACK) == option);
    }

    private static Rule unknownNode(String id, RsmError code, OtherNode option) {
        return refuse(
                Connect.class,
                id,
                code,
                "the controller is loopback and the node is one that no topology names",
                s ->
                        isForeignOverLoopback(s)
                                && !isKnown(s)
                                && s.at(VariationPoint.UNKNOWN_NODE_ON_LOOPBACK) == option);
    }

    private static boolean isKnown(CallContext<Connect> s) {
        return s.world().nodes().has(s.call().node());
    }

    /** Whether the call asks for no access, where that is a mode like others. */
    private static boolean asksForNothing(CallContext<Connect> s) {
        return s.call().permission() == Permission.NONE
                && s.at(VariationPoint.PERMISSION_ZERO) == PermissionZero.ACCEPTED;
    }

    private static boolean isForeignOverLoopback(CallContext<Connect> s) {
        return s.controller().filter(use -> use.name().equals(Topology.LOOPBACK)).isPresent()
                && s.call().node() != s.me().node();
    }

    /**
     * Whether the call goes over a controller that is there and can, by its kind, reach the node.
     */
    private static boolean isOverWire(CallContext<Connect> s) {
        return s.port().filter(port -> s.world().isPresent(port)).isPresent()
                && !isForeignOverLoopback(s);
    }

    private static boolean nodeAnswers(CallContext<Connect> s) {
        return isOverWire(s) && s.world().reaches(s.port().orElseThrow(), s.call().node());
    }

    /**
     * Whether evidence about publications can be reached: the node answers over the controller, or
     * is the caller's own, where no controller is needed to look.
     */
    private static boolean canLookUp(CallContext<Connect> s) {
        return nodeAnswers(s)
                || s.controller().isEmpty()
                        && s.call().node() == s.me().node()
                        && s.at(VariationPoint.OWN_NODE_WITHOUT_CONTROLLER)
                                == OwnNodeWithoutController.ANY;
    }

    /** The segment that the call names, if it can be asked about. */
    private static Optional<World.ExportSite> named(CallContext<Connect> s) {
        return canLookUp(s)
                ? s.published(s.call().node(), s.call().segment()).site()
                : Optional.empty();
    }

    private static boolean isAdmitted(CallContext<Connect> s, World.ExportSite site) {
        return site.export().publication().orElseThrow().admits(s.me().node());
    }

    private static boolean isLeftOut(CallContext<Connect> s) {
        return named(s).filter(site -> !isAdmitted(s, site)).isPresent();
    }

    private static RsmError leftOutCode(CallContext<Connect> s) {
        World.ExportSite site = named(s).orElseThrow();
        boolean hasImporters =
                s.world().processes().values().stream()
                        .filter(process -> process.node() == s.me().node())
                        .anyMatch(process ->
                                process.imports()
                                        .any(
                                                new Import.ConnectedTo(
                                                        new Connection.Live(
                                                                site.process(), site.handle()))));
        return hasImporters
                        && s.at(VariationPoint.UNLISTED_NODE_WITH_IMPORTERS)
                                == UnlistedNode.PERM_DENIED
                ? PERM_DENIED
                : SEG_NOT_PUBLISHED_TO_NODE;
    }

    private static boolean hasNoPath(CallContext<Connect> s) {
        return s.port().isPresent()
                && named(s).filter(site ->
                                !s.world()
                                        .areJoined(
                                                s.port().orElseThrow(),
                                                Paths.exporting(s.world(), site)))
                        .isPresent();
    }

    private static List<Outcome> connect(CallContext<Connect> s) {
        World.ExportSite site = named(s).orElseThrow();
        Reply.Handle handle = s.freshSegment();
        Import segment =
                new Import(
                        s.controller().orElseThrow().name(),
                        s.call().node(),
                        site.export().length(),
                        s.call().permission(),
                        Access.mappable(s, site, s.call().permission()),
                        connection(s, site),
                        Optional.empty(),
                        false,
                        0,
                        Import.IMPLICIT,
                        OptionalLong.empty(),
                        0);
        return List.of(
                new Outcome(
                        handle,
                        s.world()
                                .withProcess(
                                        s.process(),
                                        me -> me.withImport(handle.value(), segment))));
    }

    /** A connection to a publication that is over, as its end was seen late, is cut off at once. */
    private static Connection connection(CallContext<Connect> s, World.ExportSite site) {
        return s.published(s.call().node(), s.call().segment()).isOver()
                ? new Connection.DisconnectPending(site.export().contents())
                : new Connection.Live(site.process(), site.handle());
    }
}
