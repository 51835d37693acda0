package org.rsmtck.model;

import static org.rsmtck.api.RsmError.BAD_ADDR;
import static org.rsmtck.api.RsmError.BAD_CTLR_HNDL;
import static org.rsmtck.api.RsmError.BAD_TOPOLOGY_PTR;
import static org.rsmtck.api.RsmError.CTLR_NOT_PRESENT;
import static org.rsmtck.model.Rule.mayRefuse;
import static org.rsmtck.model.Rule.refuse;
import static org.rsmtck.model.Rule.succeed;

import org.rsmtck.api.Call.GetController;
import org.rsmtck.api.Call.GetControllerAttributes;
import org.rsmtck.api.Call.GetSegmentIdRange;
import org.rsmtck.api.Call.GetTopology;
import org.rsmtck.api.Call.ReleaseController;
import org.rsmtck.api.Event.Resource;
import org.rsmtck.api.Out;
import org.rsmtck.api.Reply;
import org.rsmtck.api.Reply.Interconnect;
import org.rsmtck.api.RsmError;
import org.rsmtck.api.Topology;
import org.rsmtck.api.Topology.Port;
import org.rsmtck.model.Rule.Outcome;
import org.rsmtck.model.Variant.ControllerAgain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Controllers and what surrounds them: rsm_get_controller(3RSM),
 * rsm_get_interconnect_topology(3RSM).
 */
final class ControllerRules {
    private ControllerRules() {}

    static final List<Rule> RULES =
            List.of(
                    refuse(
                            GetController.class,
                            "get_controller/BAD_ADDR",
                            java.util.Set.of(BAD_ADDR, BAD_CTLR_HNDL),
                            "the out parameter is null",
                            s -> s.call().out() == Out.NULL),
                    refuse(
                            GetController.class,
                            "get_controller/CTLR_NOT_PRESENT",
                            CTLR_NOT_PRESENT,
                            "the node has no such controller, or it was removed",
                            s -> !s.world().isPresent(new Port(s.me().node(), s.call().name()))),
                    mayRefuse(
                            GetController.class,
                            "get_controller/INSUFFICIENT_MEM",
                            RsmError.INSUFFICIENT_MEM,
                            "the process is short of memory",
                            s -> s.isShortOf(Resource.MEMORY)),
                    succeed(
                            GetController.class,
                            "get_controller/handle",
                            "a handle of the controller is given out, a fresh one or the one it has"
                                    + " already",
                            ControllerRules::get),
                    refuse(
                            ReleaseController.class,
                            "release_controller/BAD_CTLR_HNDL",
                            BAD_CTLR_HNDL,
                            "the handle is null or not that of a controller held",
                            s -> s.controller().isEmpty()),
                    succeed(
                            ReleaseController.class,
                            "release_controller/released",
                            "the handle is good for as many uses as it was got more often than"
                                    + " released",
                            ControllerRules::release),
                    refuse(
                            GetControllerAttributes.class,
                            "get_controller_attr/BAD_CTLR_HNDL",
                            BAD_CTLR_HNDL,
                            "the handle is null or not that of a controller held",
                            s -> s.controller().isEmpty()),
                    refuse(
                            GetControllerAttributes.class,
                            "get_controller_attr/BAD_ADDR",
                            BAD_ADDR,
                            "the out parameter is null",
                            s -> s.call().out() == Out.NULL),
                    mayRefuse(
                            GetControllerAttributes.class,
                            "get_controller_attr/CTLR_NOT_PRESENT",
                            CTLR_NOT_PRESENT,
                            "the controller was removed",
                            s -> s.port().filter(port -> !s.world().isPresent(port)).isPresent()),
                    succeed(
                            GetControllerAttributes.class,
                            "get_controller_attr/attributes",
                            "the attributes of the controller, the page size among them",
                            s ->
                                    List.of(
                                            new Outcome(
                                                    s.choose(
                                                            new Reply.Attributes(
                                                                    0, 0, s.world().pageSize()),
                                                            reply ->
                                                                    reply.pageSize() > 0
                                                                            && reply.pageSize()
                                                                                    <= s.world()
                                                                                            .pageSize()),
                                                    s.world()))),
                    refuse(
                            GetTopology.class,
                            "get_topology/BAD_TOPOLOGY_PTR",
                            java.util.Set.of(BAD_TOPOLOGY_PTR, BAD_ADDR),
                            "the out parameter is null",
                            s -> s.call().out() == Out.NULL),
                    mayRefuse(
                            GetTopology.class,
                            "get_topology/INSUFFICIENT_MEM",
                            RsmError.INSUFFICIENT_MEM,
                            "the process is short of memory",
                            s -> s.isShortOf(Resource.MEMORY)),
                    succeed(
                            GetTopology.class,
                            "get_topology/connections",
                            "the paths from this node's controllers to those of other nodes, and"
                                    + " which are active",
                            s -> List.of(new Outcome(interconnect(s), s.world()))),
                    refuse(
                            GetSegmentIdRange.class,
                            "get_segmentid_range/BAD_ADDR",
                            BAD_ADDR,
                            "the out parameter is null",
                            s -> s.call().out() == Out.NULL),
                    mayRefuse(
                            GetSegmentIdRange.class,
                            "get_segmentid_range/BAD_APPID",
                            RsmError.BAD_APPID,
                            "no range is set aside for the application: the model does not know the"
                                    + " configuration",
                            s -> true),
                    mayRefuse(
                            GetSegmentIdRange.class,
                            "get_segmentid_range/BAD_CONF",
                            RsmError.BAD_CONF,
                            "the configuration cannot be read: the model does not know it",
                            s -> true),
                    succeed(
                            GetSegmentIdRange.class,
                            "get_segmentid_range/range",
                            "the range set aside for the application",
                            s ->
                                    List.of(
                                            new Outcome(
                                                    s.choose(
                                                            new Reply.SegmentIds(0x400000, 1),
                                                            reply -> reply.length() != 0),
                                                    s.world()))));

    private static List<Outcome> get(CallContext<GetController> s) {
        String name = s.call().name();
        List<Outcome> outcomes = new ArrayList<>();
        List<Map.Entry<Long, ControllerUse>> held =
                s.me().controllers().entries().stream()
                        .filter(use -> use.getValue().name().equals(name))
                        .toList();
        boolean again = !held.isEmpty();
        if (again && s.at(VariationPoint.CONTROLLER_AGAIN) == ControllerAgain.SAME) {
            Map.Entry<Long, ControllerUse> use = held.getFirst();
            outcomes.add(outcome(s, use.getKey(), use.getValue().count() + 1));
        } else {
            outcomes.add(outcome(s, s.freshController().value(), 1));
        }
        return outcomes;
    }

    private static Outcome outcome(CallContext<GetController> s, long handle, int count) {
        return new Outcome(
                new Reply.Handle(handle),
                s.world()
                        .withProcess(
                                s.process(),
                                me ->
                                        me.withController(
                                                handle,
                                                new ControllerUse(s.call().name(), count))));
    }

    private static List<Outcome> release(CallContext<ReleaseController> s) {
        ControllerUse use = s.controller().orElseThrow();
        World next =
                s.world()
                        .withProcess(
                                s.process(),
                                me ->
                                        use.count() == 1
                                                ? me.withoutController(s.handle())
                                                : me.withController(
                                                        s.handle(),
                                                        new ControllerUse(
                                                                use.name(), use.count() - 1)));
        return List.of(new Outcome(new Reply.Done(), next));
    }

    private static Interconnect interconnect(CallContext<GetTopology> s) {
        int here = s.me().node();
        List<Interconnect.Connection> connections = new ArrayList<>();
        for (Topology.Link link : s.world().links().keys()) {
            addPath(s.world(), here, link.one(), link.other(), connections);
            addPath(s.world(), here, link.other(), link.one(), connections);
        }
        Interconnect exact = new Interconnect(here, connections);
        return s.choose(
                exact,
                reply ->
                        reply.node() == here
                                && reply.connections().size() == connections.size()
                                && reply.connections().containsAll(connections));
    }

    private static void addPath(
            World world, int here, Port from, Port to, List<Interconnect.Connection> connections) {
        if (from.node() == here && to.node() != here) {
            connections.add(
                    new Interconnect.Connection(
                            from.controller(),
                            to.node(),
                            to.controller(),
                            world.areJoined(from, to)));
        }
    }
}
