package org.rsmtck.kit.evidence;

import org.rsmtck.api.Limits;
import org.rsmtck.kit.wire.Line;

/** The lines of a file of sequences that are no lines of a history. */
final class SequenceLines {
    private static final String LINE = "line";
    private static final String SEQUENCE = "sequence";
    private static final String OF = "of";

    private SequenceLines() {}

    /** The first line: what the target declares to have room for. */
    static Line of(Limits limits) {
        return start("limits")
                .with("imports", limits.imports())
                .with("exports", limits.exports())
                .with("segment_length", limits.segmentLength())
                .with("access_entries", limits.accessEntries());
    }

    static Limits limits(Line line) {
        return new Limits(
                line.integer("imports"),
                line.integer("exports"),
                line.integer("segment_length"),
                line.integer("access_entries"));
    }

    /** Before a sequence: what it was for. */
    static Line of(String obligation) {
        return start(SEQUENCE).with(OF, obligation);
    }

    static boolean isStart(String line) {
        return line.startsWith(start(SEQUENCE).toString().replaceFirst("}$", ""));
    }

    static String obligation(Line line) {
        return line.text(OF);
    }

    private static Line start(String kind) {
        return Line.EMPTY.with("v", 1).with(LINE, kind);
    }
}
