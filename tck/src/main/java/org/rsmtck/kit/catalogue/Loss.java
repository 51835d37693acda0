package org.rsmtck.kit.catalogue;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Capability;
import org.rsmtck.api.Event;
import org.rsmtck.api.Topology.Link;
import org.rsmtck.api.Topology.Port;

import java.util.Set;

/** What goes, and comes back, of the path between two nodes, or beside it. */
enum Loss {
    LINK("the link"),
    EXPORTERS_CONTROLLER("the exporter's controller"),
    IMPORTERS_CONTROLLER("the importer's controller"),
    EXPORTERS_NODE("the exporter's node"),
    IMPORTERS_NODE("the importer's node"),
    ANOTHER_LINK(LINK, "a link beside the path"),
    ANOTHER_CONTROLLER_THERE(EXPORTERS_CONTROLLER, "the exporter's end of a link beside the path"),
    ANOTHER_CONTROLLER(IMPORTERS_CONTROLLER, "the other end of a link beside the path"),
    ANOTHER_NODE(IMPORTERS_NODE, "the other node of a link beside the path");

    private final @Nullable Loss kind;
    private final String words;

    Loss(String words) {
        this(null, words);
    }

    Loss(@Nullable Loss kind, String words) {
        this.kind = kind;
        this.words = words;
    }

    /** Whether it is about links that the path does not go over. */
    boolean isBeside() {
        return kind != null;
    }

    private Loss kind() {
        return kind == null ? this : kind;
    }

    String words() {
        return words;
    }

    /** Beyond what it takes to lose a path at all. */
    Set<Capability> needs() {
        return switch (kind()) {
            case EXPORTERS_CONTROLLER, IMPORTERS_CONTROLLER -> Set.of(Capability.CONTROLLER_FAULTS);
            case EXPORTERS_NODE, IMPORTERS_NODE -> Set.of(Capability.NODE_FAULTS);
            default -> Set.of();
        };
    }

    /** It goes, where the importer reaches the exporter, on this node, over this link. */
    Event going(Link link, int exporter) {
        return switch (kind()) {
            case EXPORTERS_CONTROLLER, IMPORTERS_CONTROLLER ->
                    new Event.ControllerRemoved(port(link, exporter));
            case EXPORTERS_NODE, IMPORTERS_NODE -> new Event.NodeLost(port(link, exporter).node());
            default -> new Event.LinkLost(link);
        };
    }

    /** It is back. */
    Event back(Link link, int exporter) {
        return switch (kind()) {
            case EXPORTERS_CONTROLLER, IMPORTERS_CONTROLLER ->
                    new Event.ControllerBack(port(link, exporter));
            case EXPORTERS_NODE, IMPORTERS_NODE -> new Event.NodeBack(port(link, exporter).node());
            default -> new Event.LinkBack(link);
        };
    }

    /** The end of the link that it is about. */
    private Port port(Link link, int exporter) {
        boolean isHere = kind() == EXPORTERS_CONTROLLER || kind() == EXPORTERS_NODE;
        return (link.one().node() == exporter) == isHere ? link.one() : link.other();
    }
}
