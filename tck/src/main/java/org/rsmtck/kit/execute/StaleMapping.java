package org.rsmtck.kit.execute;

import static org.rsmtck.kit.execute.Observer.SAMPLE;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.model.Export;
import org.rsmtck.model.Import;
import org.rsmtck.model.ProcessState;

import java.util.List;

/** Uses mappings of imports that were cut off, right after exporters have written anew. */
final class StaleMapping {
    private StaleMapping() {}

    static void observe(Invoker voice) {
        if (voice.world().processes().values().stream()
                .filter(ProcessState::alive)
                .anyMatch(me -> me.imports().any(StaleMapping::isCutWhileMapped))) {
            Visits.exports(
                    voice, (process, handle, export) -> renew(voice, process, handle, export));
            Visits.imports(voice, (process, handle, it) -> useIfCut(voice, process, handle, it));
            Visits.exports(
                    voice,
                    (process, handle, export) -> Reader.read(voice, process, handle, export));
        }
    }

    private static boolean isCutWhileMapped(Import segment) {
        return segment.isOff() && segment.isExplicitlyMapped();
    }

    /** Has the exporter write, at both ends, other bytes than any that stood there lately. */
    private static void renew(Invoker voice, int process, long handle, Export export) {
        for (long offset : List.of(0L, export.length() - SAMPLE)) {
            Bytes former = export.contents().read(offset, SAMPLE);
            voice.say(process, new Call.ExporterWrite(handle, offset, eachOneMore(former)));
        }
    }

    private static Bytes eachOneMore(Bytes bytes) {
        byte[] more = bytes.toArray();
        for (int i = 0; i < more.length; i++) {
            more[i]++;
        }
        return Bytes.of(more);
    }

    private static void useIfCut(Invoker voice, int process, long handle, Import segment) {
        if (isCutWhileMapped(segment)) {
            long end = segment.mapping().orElseThrow().length();
            for (long offset : List.of(0L, end - SAMPLE)) {
                voice.say(process, new Call.Load(handle, offset, SAMPLE));
                voice.say(process, new Call.Store(handle, offset, stray(process, handle)));
            }
        }
    }

    /** A word of the import's own: what it sees of its own doing is not taken for another's. */
    private static Bytes stray(int process, long handle) {
        return Bytes.ofWord(0x5354_0000_0000_0000L ^ (long) process << 40 ^ handle);
    }
}
