package org.rsmtck.kit.catalogue;

import org.rsmtck.api.Capability;

import java.util.Set;

/** What happens to a connection in the end. */
enum End {
    DISCONNECT("disconnect"),
    UNPUBLISH("unpublish"),
    DESTROY("destroy of the export"),
    REPUBLISH_TO_NOBODY("republish to nobody"),
    CONTROLLER_RELEASED("release of the importer's controller"),
    EXPORTER_KILLED("death of the exporter"),
    LINK_LOST("loss of the link"),
    NODE_LOST("loss of the importer's node"),
    EXPORTERS_NODE_LOST("loss of the exporter's node"),
    EXPORTERS_CONTROLLER_REMOVED("removal of the exporter's controller"),
    IMPORTERS_CONTROLLER_REMOVED("removal of the importer's controller");

    private final String words;

    End(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    Set<Capability> needs() {
        return switch (this) {
            case DISCONNECT, UNPUBLISH, DESTROY, REPUBLISH_TO_NOBODY, CONTROLLER_RELEASED ->
                    Set.of();
            case EXPORTER_KILLED -> Set.of(Capability.KILL);
            case LINK_LOST -> Set.of(Capability.LINK_FAULTS);
            case NODE_LOST, EXPORTERS_NODE_LOST -> Set.of(Capability.NODE_FAULTS);
            case EXPORTERS_CONTROLLER_REMOVED, IMPORTERS_CONTROLLER_REMOVED ->
                    Set.of(Capability.CONTROLLER_FAULTS);
        };
    }
}
