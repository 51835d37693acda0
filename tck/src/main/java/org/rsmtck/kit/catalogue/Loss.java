package org.rsmtck.kit.catalogue;

import org.rsmtck.api.Capability;
import org.rsmtck.api.Event;
import org.rsmtck.api.Topology.Link;
import org.rsmtck.api.Topology.Port;

import java.util.Set;

/** What goes, and comes back, of the path between two nodes. */
enum Loss {
    LINK("the link"),
    EXPORTERS_CONTROLLER("the exporter's controller"),
    IMPORTERS_CONTROLLER("the importer's controller"),
    EXPORTERS_NODE("the exporter's node"),
    IMPORTERS_NODE("the importer's node");

    private final String words;

    Loss(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** Beyond what it takes to lose a path at all. */
    Set<Capability> needs() {
        return switch (this) {
            case LINK -> Set.of();
            case EXPORTERS_CONTROLLER, IMPORTERS_CONTROLLER -> Set.of(Capability.CONTROLLER_FAULTS);
            case EXPORTERS_NODE, IMPORTERS_NODE -> Set.of(Capability.NODE_FAULTS);
        };
    }

    /** It goes, where the importer reaches the exporter, on this node, over this link. */
    Event going(Link link, int exporter) {
        return switch (this) {
            case LINK -> new Event.LinkLost(link);
            case EXPORTERS_CONTROLLER, IMPORTERS_CONTROLLER ->
                    new Event.ControllerRemoved(port(link, exporter));
            case EXPORTERS_NODE, IMPORTERS_NODE -> new Event.NodeLost(port(link, exporter).node());
        };
    }

    /** It is back. */
    Event back(Link link, int exporter) {
        return switch (this) {
            case LINK -> new Event.LinkBack(link);
            case EXPORTERS_CONTROLLER, IMPORTERS_CONTROLLER ->
                    new Event.ControllerBack(port(link, exporter));
            case EXPORTERS_NODE, IMPORTERS_NODE -> new Event.NodeBack(port(link, exporter).node());
        };
    }

    /** The end of the link that it is about. */
    private Port port(Link link, int exporter) {
        boolean isHere = this == EXPORTERS_CONTROLLER || this == EXPORTERS_NODE;
        return (link.one().node() == exporter) == isHere ? link.one() : link.other();
    }
}
