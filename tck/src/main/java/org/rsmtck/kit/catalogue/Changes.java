package org.rsmtck.kit.catalogue;

import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.kit.execute.Script;
import org.rsmtck.model.Export;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Changes of who may connect, after which somebody tries to: two at a time of the export that
 * matters, as another node may see either late, and one at a time of others.
 */
final class Changes {
    private final Scenario scenario;
    private final Script script;
    private final int exporter;
    private final int importer;

    Changes(Scenario scenario, Script script, int exporter, int importer) {
        this.scenario = scenario;
        this.script = script;
        this.exporter = exporter;
        this.importer = importer;
    }

    /**
     * Makes them.
     *
     * @param main the export that matters
     * @param controller of the importer
     * @param mostEntries that a list may have
     */
    void makeAll(long main, long controller, long mostEntries) {
        int segment = scenario.at(Catalogue.SEGMENT);
        for (List<Change> pair : Change.pairs(mostEntries)) {
            for (Change change : pair) {
                make(change, main);
                segment = segment(main).orElse(segment);
            }
            tryToConnect(controller, segment);
        }
        for (long other : Sample.of(List.copyOf(exports()))) {
            Optional<Integer> published = segment(other);
            if (other != main && published.isPresent()) {
                for (Change change : List.of(Change.FOR_NOBODY, Change.FOR_EVERYONE)) {
                    make(change, other);
                    tryToConnect(controller, published.get());
                }
            }
        }
    }

    private Set<Long> exports() {
        return script.world().process(exporter).exports().keys();
    }

    /** The id under which the export is published. */
    private Optional<Integer> segment(long export) {
        return script.world()
                .process(exporter)
                .exports()
                .get(export)
                .flatMap(Export::publication)
                .map(publication -> publication.segment());
    }

    private void make(Change change, long export) {
        int node = scenario.at(Catalogue.PLACE).node(scenario.at(Catalogue.NODE_IDS));
        script.say(
                exporter,
                change.list(node)
                        .map(list -> publication(export, list))
                        .orElseGet(() -> new Call.Unpublish(export)));
    }

    private Call publication(long export, AccessList list) {
        return segment(export).isPresent()
                ? new Call.Republish(export, list)
                : new Call.Publish(export, scenario.at(Catalogue.SEGMENT), list, Out.VALID);
    }

    /** In both ways that may be granted. */
    private void tryToConnect(long controller, int segment) {
        int node = scenario.at(Catalogue.NODE_IDS).first();
        for (int permission : List.of(Permission.READ_WRITE, Permission.READ)) {
            long handle =
                    script.issued(
                            importer,
                            new Call.Connect(controller, node, segment, permission, Out.VALID));
            if (handle != 0) {
                script.say(importer, new Call.Disconnect(handle));
            }
        }
    }
}
