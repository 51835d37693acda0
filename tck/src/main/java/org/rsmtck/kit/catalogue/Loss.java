package org.rsmtck.kit.catalogue;

import org.rsmtck.api.Capability;
import org.rsmtck.api.Event;
import org.rsmtck.api.Topology.Link;
import org.rsmtck.api.Topology.Port;

import java.util.Set;
import java.util.function.BiFunction;

/** What goes, and comes back, of the path between two nodes. */
enum Loss {
    LINK(
            "the link",
            Set.of(),
            (link, exporter) -> new Event.LinkLost(link),
            (link, exporter) -> new Event.LinkBack(link)),
    EXPORTERS_CONTROLLER(
            "the exporter's controller",
            Set.of(Capability.CONTROLLER_FAULTS),
            (link, exporter) -> new Event.ControllerRemoved(here(link, exporter)),
            (link, exporter) -> new Event.ControllerBack(here(link, exporter))),
    IMPORTERS_CONTROLLER(
            "the importer's controller",
            Set.of(Capability.CONTROLLER_FAULTS),
            (link, exporter) -> new Event.ControllerRemoved(there(link, exporter)),
            (link, exporter) -> new Event.ControllerBack(there(link, exporter))),
    EXPORTERS_NODE(
            "the exporter's node",
            Set.of(Capability.NODE_FAULTS),
            (link, exporter) -> new Event.NodeLost(exporter),
            (link, exporter) -> new Event.NodeBack(exporter)),
    IMPORTERS_NODE(
            "the importer's node",
            Set.of(Capability.NODE_FAULTS),
            (link, exporter) -> new Event.NodeLost(there(link, exporter).node()),
            (link, exporter) -> new Event.NodeBack(there(link, exporter).node()));

    private final String words;
    private final Set<Capability> needs;
    private final BiFunction<Link, Integer, Event> going;
    private final BiFunction<Link, Integer, Event> back;

    Loss(
            String words,
            Set<Capability> needs,
            BiFunction<Link, Integer, Event> going,
            BiFunction<Link, Integer, Event> back) {
        this.words = words;
        this.needs = needs;
        this.going = going;
        this.back = back;
    }

    private static Port here(Link link, int exporter) {
        return link.one().node() == exporter ? link.one() : link.other();
    }

    private static Port there(Link link, int exporter) {
        return link.one().node() == exporter ? link.other() : link.one();
    }

    String words() {
        return words;
    }

    /** Beyond what it takes to lose a path at all. */
    Set<Capability> needs() {
        return needs;
    }

    /** It goes, where the importer reaches the exporter over this link. */
    Event going(Link link, int exporter) {
        return going.apply(link, exporter);
    }

    /** It is back. */
    Event back(Link link, int exporter) {
        return back.apply(link, exporter);
    }
}
