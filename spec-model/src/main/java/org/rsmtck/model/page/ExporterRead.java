package org.rsmtck.model.page;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.model.Ranges;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Rule.Outcome;

/** The exporter reads the memory it exports. No function of the interface: it is its memory. */
final class ExporterRead {
    private ExporterRead() {}

    static final Page<Call.ExporterRead> PAGE = Page.of(Call.ExporterRead.class);

    static final Rule BYTES =
            PAGE.succeed(
                            "exporter_read/bytes",
                            "what was last written there, by the exporter or by an importer")
                    .also("connect/logical-connection", "frame/exporter-independent")
                    .doing(s ->
                            Outcome.of(
                                    new Reply.Data(
                                            s.export()
                                                    .orElseThrow()
                                                    .contents()
                                                    .read(s.call().offset(), s.call().length())),
                                    s.world()));

    static final Rule RANGE =
            PAGE.outside(
                            "exporter_read/range",
                            "there is no such export, or the range is not within it")
                    .when(s ->
                            !s.hasExport(export ->
                                    Ranges.isWithin(
                                            s.call().offset(),
                                            s.call().length(),
                                            export.length())));

    static final Rule WRONG_HANDLE =
            Handles.wrongExport(PAGE, "frame/no-crash-no-hang#exporter_read-wrong-handle");
}
