package org.rsmtck.model.page;

import static org.rsmtck.model.VariationPoint.FOREIGN_NODE_ON_LOOPBACK;
import static org.rsmtck.model.VariationPoint.NO_PATH;
import static org.rsmtck.model.VariationPoint.NULL_OUT;
import static org.rsmtck.model.VariationPoint.PERMISSION_ZERO;
import static org.rsmtck.model.VariationPoint.UNKNOWN_NODE_ON_LOOPBACK;
import static org.rsmtck.model.VariationPoint.UNMAPPED_OUT;
import static org.rsmtck.model.page.Evidence.canLookUp;
import static org.rsmtck.model.page.Evidence.hasNoPath;
import static org.rsmtck.model.page.Evidence.isAdmitted;
import static org.rsmtck.model.page.Evidence.isForeign;
import static org.rsmtck.model.page.Evidence.isKnown;
import static org.rsmtck.model.page.Evidence.isLeftOut;
import static org.rsmtck.model.page.Evidence.isMatterOfPermission;
import static org.rsmtck.model.page.Evidence.isOverWire;
import static org.rsmtck.model.page.Evidence.named;
import static org.rsmtck.model.page.Evidence.nodeAnswers;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event.Resource;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.model.CallContext;
import org.rsmtck.model.Connection;
import org.rsmtck.model.Import;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Rule.Outcome;
import org.rsmtck.model.Variant.NoPath;
import org.rsmtck.model.Variant.NullOut;
import org.rsmtck.model.Variant.OtherNode;
import org.rsmtck.model.Variant.PermissionZero;
import org.rsmtck.model.Variant.UnmappedOut;
import org.rsmtck.model.World.ExportSite;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * rsm_memseg_import_connect(3RSM). A guard counts only where its evidence can be reached: those
 * about publication need a node that answers, those about lists and permissions a published
 * segment.
 */
final class Connect {
    private Connect() {}

    static final Page<Call.Connect> PAGE = Page.of(Call.Connect.class);

    /** Every code that the page lists. */
    private static final Set<RsmError> DOCUMENTED =
            EnumSet.of(
                    RsmError.BAD_SEG_HNDL,
                    RsmError.BAD_CTLR_HNDL,
                    RsmError.CTLR_NOT_PRESENT,
                    RsmError.PERM_DENIED,
                    RsmError.INSUFFICIENT_MEM,
                    RsmError.INSUFFICIENT_RESOURCES,
                    RsmError.SEG_NOT_PUBLISHED_TO_NODE,
                    RsmError.SEG_NOT_PUBLISHED,
                    RsmError.BAD_ADDR,
                    RsmError.REMOTE_NODE_UNREACHABLE,
                    RsmError.INTERRUPTED);

    // DESCRIPTION

    static final Rule CREATES_IMPORT =
            PAGE.succeed(
                            "connect/creates-import",
                            "a fresh import handle, connected to the segment that was named, with"
                                    + " the mode asked for")
                    .also(
                            "connect/logical-connection",
                            "connect/physical-connection",
                            "connect/perm-checked",
                            "connect/returns")
                    .doing(Connect::connect);

    // ERRORS

    static final Rule BAD_SEG_HNDL =
            PAGE.refuse(
                            "connect/BAD_SEG_HNDL",
                            "the out parameter is null, where that counts as a bad segment handle")
                    .when(s -> isOut(s, Out.NULL) && s.at(NULL_OUT) == NullOut.BAD_SEG_HNDL);

    static final Rule BAD_CTLR_HNDL =
            PAGE.refuse(
                            "connect/BAD_CTLR_HNDL",
                            "the controller handle is null, was never issued, or was released")
                    .when(s -> s.controller().isEmpty());

    static final Rule CTLR_REMOVED =
            PAGE.refuse(
                            "connect/CTLR_NOT_PRESENT#removed",
                            "the controller was removed after the handle was got")
                    .when(CallContext::isControllerRemoved);

    static final Rule CTLR_CANNOT_REACH =
            foreignNode("connect/CTLR_NOT_PRESENT#loopback", OtherNode.CTLR_NOT_PRESENT);

    static final Rule CTLR_CANNOT_REACH_UNKNOWN =
            unknownNode("connect/CTLR_NOT_PRESENT#loopback-unknown", OtherNode.CTLR_NOT_PRESENT);

    static final Rule PERM_OUT_OF_DOMAIN =
            PAGE.refuse(
                            "connect/PERM_DENIED#domain",
                            "the mode asked for is none of 0400, 0200 and 0600")
                    .also("connect/perm-domain", "connect/perm-denied-if-invalid")
                    .when(s -> !isLegalMode(s) && !asksForNothing(s));

    static final Rule PERM_NOT_GRANTED =
            PAGE.refuse(
                            "connect/PERM_DENIED#comparison",
                            "what the exporter grants the importer's class does not cover the mode"
                                    + " asked for")
                    .also("connect/perm-checked", "connect/perm-denied-if-invalid")
                    .when(s ->
                            named(s).filter(site -> isAdmitted(s, site)).isPresent()
                                    && isLegalMode(s)
                                    && !isGranted(s));

    static final Rule PERM_OF_UNLISTED_NODE =
            PAGE.refuse(
                            "connect/PERM_DENIED#cached",
                            "the list leaves out this node, which still has live importers, where"
                                    + " that is a matter of permission")
                    .when(s -> isLeftOut(s) && isMatterOfPermission(s) && !asksForNothing(s));

    /** Who asks without a controller has no access that could be compared. */
    static final Rule PERM_WITHOUT_CONTROLLER =
            PAGE.mayRefuse(
                            "connect/PERM_DENIED#without-controller",
                            "the controller is null or was released, and the segment is published"
                                    + " on the caller's own node, where that is looked at first")
                    .when(s -> s.controller().isEmpty() && named(s).isPresent());

    static final Rule INSUFFICIENT_MEM =
            PAGE.mayRefuse("connect/INSUFFICIENT_MEM", "memory for the handle cannot be had")
                    .when(s -> s.isShortOf(Resource.MEMORY));

    static final Rule INSUFFICIENT_RESOURCES =
            PAGE.mayRefuse(
                            "connect/INSUFFICIENT_RESOURCES",
                            "descriptors, slots or windows are used up")
                    .when(s -> s.isShortOf(Resource.DESCRIPTORS));

    static final Rule SEG_NOT_PUBLISHED_TO_NODE =
            PAGE.refuse(
                            "connect/SEG_NOT_PUBLISHED_TO_NODE",
                            "the segment is published, and its access list leaves out the"
                                    + " importer's node")
                    .when(s -> isLeftOut(s) && !isMatterOfPermission(s));

    static final Rule SEG_NOT_PUBLISHED =
            PAGE.refuse(
                            "connect/SEG_NOT_PUBLISHED#nowhere",
                            "no segment is published under the id on the node, which answers")
                    .when(s -> canLookUp(s) && named(s).isEmpty());

    static final Rule NOT_PUBLISHED_ELSEWHERE =
            foreignNode("connect/SEG_NOT_PUBLISHED#loopback", OtherNode.SEG_NOT_PUBLISHED);

    static final Rule NOT_PUBLISHED_ON_UNKNOWN =
            unknownNode("connect/SEG_NOT_PUBLISHED#loopback-unknown", OtherNode.SEG_NOT_PUBLISHED);

    static final Rule BAD_ADDR =
            PAGE.refuse(
                            "connect/BAD_ADDR",
                            "the out parameter is null or not mapped, where that counts as a bad"
                                    + " address")
                    .when(s ->
                            isOut(s, Out.NULL) && s.at(NULL_OUT) == NullOut.BAD_ADDR
                                    || isOut(s, Out.UNMAPPED)
                                            && s.at(UNMAPPED_OUT) == UnmappedOut.BAD_ADDR);

    static final Rule NODE_SILENT =
            PAGE.refuse(
                            "connect/REMOTE_NODE_UNREACHABLE#silent",
                            "the node is down, or has no active path to the controller")
                    .when(s -> isKnown(s) && isOverWire(s) && !nodeAnswers(s));

    static final Rule NODE_UNKNOWN =
            PAGE.refuse(
                            "connect/REMOTE_NODE_UNREACHABLE#unknown",
                            "no topology names the node, whatever the controller")
                    .when(s -> !isKnown(s));

    static final Rule NO_PATH_TO_EXPORTER =
            PAGE.refuse(
                            "connect/REMOTE_NODE_UNREACHABLE#no-path",
                            "the segment was exported on a controller that this one has no path to")
                    .also("connect/physical-connection")
                    .when(s -> hasNoPath(s) && s.at(NO_PATH) == NoPath.REMOTE_NODE_UNREACHABLE);

    static final Rule NO_PATH_ANY_CODE =
            PAGE.refuse(
                            "connect/physical-connection#refused",
                            "the segment was exported on a controller that this one has no path to")
                    .with(DOCUMENTED)
                    .when(s -> hasNoPath(s) && s.at(NO_PATH) == NoPath.ANY_DOCUMENTED);

    static final Rule NODE_ELSEWHERE =
            foreignNode(
                    "connect/REMOTE_NODE_UNREACHABLE#loopback", OtherNode.REMOTE_NODE_UNREACHABLE);

    static final Rule NODE_UNKNOWN_ELSEWHERE =
            unknownNode(
                    "connect/REMOTE_NODE_UNREACHABLE#loopback-unknown",
                    OtherNode.REMOTE_NODE_UNREACHABLE);

    static final Rule INTERRUPTED =
            PAGE.mayRefuse("connect/INTERRUPTED", "a signal broke the attempt")
                    .when(CallContext::isInterrupted);

    // What the page does not say. What is due beyond declared limits: LimitRules.

    static final Rule WRONG_HANDLE =
            Handles.wrongController(PAGE, "frame/no-crash-no-hang#connect-wrong-handle");

    static final Rule NULL_POINTER =
            PAGE.outside(
                            "frame/no-crash-no-hang#null-pointer",
                            "the out parameter is null and the controller is good, where nothing is"
                                    + " promised of that")
                    .when(s ->
                            isOut(s, Out.NULL)
                                    && s.controller().isPresent()
                                    && s.at(NULL_OUT) == NullOut.OUTSIDE);

    static final Rule UNMAPPED_POINTER =
            PAGE.outside(
                            "frame/no-crash-no-hang#connect-unmapped-pointer",
                            "the out parameter is not mapped, where nothing is promised of that")
                    .when(s -> isOut(s, Out.UNMAPPED) && s.at(UNMAPPED_OUT) == UnmappedOut.OUTSIDE);

    private static Rule foreignNode(String id, OtherNode option) {
        return PAGE.refuse(
                        id, "the controller is loopback and the node is another one that is known")
                .when(s -> isForeign(s) && isKnown(s) && s.at(FOREIGN_NODE_ON_LOOPBACK) == option);
    }

    private static Rule unknownNode(String id, OtherNode option) {
        return PAGE.refuse(
                        id, "the controller is loopback and the node is one that no topology names")
                .when(s -> isForeign(s) && !isKnown(s) && s.at(UNKNOWN_NODE_ON_LOOPBACK) == option);
    }

    private static boolean isOut(CallContext<Call.Connect> s, Out out) {
        return s.call().out() == out;
    }

    private static boolean isLegalMode(CallContext<Call.Connect> s) {
        return Permission.isLegal(s.call().permission());
    }

    /** Whether the call asks for no access, where that is a mode like others. */
    private static boolean asksForNothing(CallContext<Call.Connect> s) {
        return s.call().permission() == Permission.NONE
                && s.at(PERMISSION_ZERO) == PermissionZero.ACCEPTED;
    }

    private static boolean isGranted(CallContext<Call.Connect> s) {
        return Access.isGranted(s, named(s).orElseThrow(), s.call().permission());
    }

    private static List<Outcome> connect(CallContext<Call.Connect> s) {
        ExportSite site = named(s).orElseThrow();
        Reply.Handle handle = s.freshSegment();
        Import.Terms terms =
                new Import.Terms(
                        s.controller().orElseThrow().name(),
                        s.call().node(),
                        site.export().length(),
                        s.call().permission(),
                        Access.mappable(s, site, s.call().permission()));
        Import segment = Import.connected(terms, connection(s, site));
        return Outcome.of(handle, s.withMe(me -> me.withImport(handle.value(), segment)));
    }

    /** A connection to a publication that is over, as its end was seen late, is cut off at once. */
    private static Connection connection(CallContext<Call.Connect> s, ExportSite site) {
        return s.published(s.call().node(), s.call().segment()).isOver()
                ? new Connection.DisconnectPending(site.export().contents())
                : new Connection.Live(site.process(), site.handle());
    }
}
