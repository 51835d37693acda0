package org.rsmtck.model.page;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply.Interconnect;
import org.rsmtck.api.RsmError;
import org.rsmtck.api.Topology;
import org.rsmtck.api.Topology.Port;
import org.rsmtck.model.CallContext;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Rule.Outcome;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.List;

/** rsm_get_interconnect_topology(3RSM). */
final class GetTopology {
    private GetTopology() {}

    static final Page<Call.GetTopology> PAGE = Page.of(Call.GetTopology.class);

    // DESCRIPTION

    static final Rule CONNECTIONS =
            PAGE.succeed(
                            "get_topology/connections",
                            "the paths from this node's controllers to those of other nodes, and"
                                    + " which are active")
                    .doing(s -> Outcome.of(interconnect(s), s.world()));

    // ERRORS

    static final Rule BAD_TOPOLOGY_PTR =
            Pointers.nullOut(
                    PAGE,
                    "get_topology/BAD_TOPOLOGY_PTR",
                    Call.GetTopology::out,
                    RsmError.BAD_TOPOLOGY_PTR,
                    RsmError.BAD_ADDR);

    static final Rule INSUFFICIENT_MEM =
            Hindrances.shortOfMemory(PAGE, "get_topology/INSUFFICIENT_MEM");

    // What the page does not say.

    static final Rule UNMAPPED_POINTER =
            Pointers.unmapped(
                    PAGE,
                    "frame/no-crash-no-hang#get_topology-unmapped-pointer",
                    Call.GetTopology::out);

    private static Interconnect interconnect(CallContext<Call.GetTopology> s) {
        int here = s.me().node();
        List<Interconnect.Connection> connections = new ArrayList<>();
        for (Topology.Link link : s.world().links().keys()) {
            addPath(s.world(), here, link.one(), link.other(), connections);
            addPath(s.world(), here, link.other(), link.one(), connections);
        }
        return s.choose(
                new Interconnect(here, connections),
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
