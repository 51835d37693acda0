package org.rsmtck.model.page;

import org.rsmtck.api.Call;
import org.rsmtck.model.Ranges;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Rule.Outcome;

/** The exporter writes the memory it exports. No function of the interface: it is its memory. */
final class ExporterWrite {
    private ExporterWrite() {}

    static final Page<Call.ExporterWrite> PAGE = Page.of(Call.ExporterWrite.class);

    static final Rule WRITTEN =
            PAGE.succeed(
                            "exporter_write/written",
                            "the segment holds the bytes, for every importer too")
                    .doing(s ->
                            Outcome.done(
                                    s.withExport(export ->
                                            export.with(
                                                    export.contents()
                                                            .with(
                                                                    s.call().offset(),
                                                                    s.call().data())))));

    static final Rule RANGE =
            PAGE.outside(
                            "exporter_write/range",
                            "there is no such export, or the range is not within it")
                    .when(s ->
                            !s.hasExport(export ->
                                    Ranges.isWithin(
                                            s.call().offset(),
                                            s.call().data().length(),
                                            export.length())));

    static final Rule WRONG_HANDLE =
            Handles.wrongExport(PAGE, "frame/no-crash-no-hang#exporter_write-wrong-handle");
}
