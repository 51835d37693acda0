package org.rsmtck.kit.catalogue;

import org.rsmtck.api.Capability;
import org.rsmtck.api.Event;
import org.rsmtck.api.Topology.Link;
import org.rsmtck.api.Topology.Port;

import java.util.List;
import java.util.Set;

/** What goes, and comes back, of the path between two nodes, or beside it. */
enum Loss {
    LINK(What.LINK, false, false, "the link"),
    EXPORTERS_CONTROLLER(What.CONTROLLER, true, false, "the exporter's controller"),
    IMPORTERS_CONTROLLER(What.CONTROLLER, false, false, "the importer's controller"),
    EXPORTERS_NODE(What.NODE, true, false, "the exporter's node"),
    IMPORTERS_NODE(What.NODE, false, false, "the importer's node"),
    LINK_AND_EXPORTERS_NODE(
            What.LINK_AND_NODE,
            true,
            false,
            "the link, and then the exporter's node, which comes back before it"),
    LINK_AND_IMPORTERS_NODE(
            What.LINK_AND_NODE,
            false,
            false,
            "the link, and then the importer's node, which comes back before it"),
    ANOTHER_LINK(What.LINK, false, true, "a link beside the path"),
    ANOTHER_CONTROLLER_THERE(
            What.CONTROLLER, true, true, "the exporter's end of a link beside the path"),
    ANOTHER_CONTROLLER(What.CONTROLLER, false, true, "the other end of a link beside the path"),
    ANOTHER_NODE(What.NODE, false, true, "the other node of a link beside the path");

    private enum What {
        LINK,
        CONTROLLER,
        NODE,
        LINK_AND_NODE
    }

    private final What what;
    private final boolean isTheExporters;
    private final boolean isBeside;
    private final String words;

    /**
     * @param isTheExporters whether it is about the end of the link on the exporter's node
     */
    Loss(What what, boolean isTheExporters, boolean isBeside, String words) {
        this.what = what;
        this.isTheExporters = isTheExporters;
        this.isBeside = isBeside;
        this.words = words;
    }

    /** Whether it is about links that the path does not go over. */
    boolean isBeside() {
        return isBeside;
    }

    String words() {
        return words;
    }

    /** Beyond what it takes to lose a path at all. */
    Set<Capability> needs() {
        return switch (what) {
            case LINK -> Set.of();
            case CONTROLLER -> Set.of(Capability.CONTROLLER_FAULTS);
            case NODE, LINK_AND_NODE -> Set.of(Capability.NODE_FAULTS);
        };
    }

    /** It goes, where the importer reaches the exporter, on this node, over this link. */
    List<Event> going(Link link, int exporter) {
        Port port = port(link, exporter);
        return switch (what) {
            case LINK -> List.of(new Event.LinkLost(link));
            case CONTROLLER -> List.of(new Event.ControllerRemoved(port));
            case NODE -> List.of(new Event.NodeLost(port.node()));
            case LINK_AND_NODE ->
                    List.of(
                            new Event.LinkLost(link),
                            new Event.NodeLost(port.node()),
                            new Event.NodeBack(port.node()));
        };
    }

    /** It is back. */
    Event back(Link link, int exporter) {
        return switch (what) {
            case LINK, LINK_AND_NODE -> new Event.LinkBack(link);
            case CONTROLLER -> new Event.ControllerBack(port(link, exporter));
            case NODE -> new Event.NodeBack(port(link, exporter).node());
        };
    }

    /** The end of the link that it is about. */
    private Port port(Link link, int exporter) {
        return (link.one().node() == exporter) == isTheExporters ? link.one() : link.other();
    }
}
