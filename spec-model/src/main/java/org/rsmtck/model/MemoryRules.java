package org.rsmtck.model;

import static org.rsmtck.model.Rule.outside;
import static org.rsmtck.model.Rule.succeed;

import org.rsmtck.api.Call.ExporterRead;
import org.rsmtck.api.Call.ExporterWrite;
import org.rsmtck.api.Reply;
import org.rsmtck.model.Rule.Outcome;

import java.util.List;

/**
 * The exporter's own use of the memory it exports. No function of the interface: it is its memory.
 */
final class MemoryRules {
    private MemoryRules() {}

    static final List<Rule> RULES =
            List.of(
                    outside(
                            ExporterRead.class,
                            "exporter_read/range",
                            "there is no such export, or the range is not within it",
                            s ->
                                    s.export()
                                            .filter(export ->
                                                    Ranges.isWithin(
                                                            s.call().offset(),
                                                            s.call().length(),
                                                            export.length()))
                                            .isEmpty()),
                    succeed(
                                    ExporterRead.class,
                                    "exporter_read/bytes",
                                    "what was last written there, by the exporter or by an"
                                            + " importer",
                                    s ->
                                            List.of(
                                                    new Outcome(
                                                            new Reply.Data(
                                                                    s.export()
                                                                            .orElseThrow()
                                                                            .contents()
                                                                            .read(
                                                                                    s.call()
                                                                                            .offset(),
                                                                                    s.call()
                                                                                            .length())),
                                                            s.world())))
                            .carrying("connect/logical-connection", "frame/exporter-independent"),
                    outside(
                            ExporterWrite.class,
                            "exporter_write/range",
                            "there is no such export, or the range is not within it",
                            s ->
                                    s.export()
                                            .filter(export ->
                                                    Ranges.isWithin(
                                                            s.call().offset(),
                                                            s.call().data().length(),
                                                            export.length()))
                                            .isEmpty()),
                    succeed(
                            ExporterWrite.class,
                            "exporter_write/written",
                            "the segment holds the bytes, for every importer too",
                            s ->
                                    List.of(
                                            new Outcome(
                                                    new Reply.Done(),
                                                    s.world()
                                                            .withExport(
                                                                    s.process(),
                                                                    s.handle(),
                                                                    export ->
                                                                            export.with(
                                                                                    export.contents()
                                                                                            .with(
                                                                                                    s.call()
                                                                                                            .offset(),
                                                                                                    s.call()
                                                                                                            .data())))))));
}
