package org.rsmtck.kit.execute;

import static org.rsmtck.kit.execute.Observer.SAMPLE;

import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.model.Export;
import org.rsmtck.model.Import;

/** Reads both ends of everything that can be read. */
final class Reader {
    private Reader() {}

    static void observe(Invoker voice) {
        Visits.processes(
                voice,
                (process, me) -> {
                    me.imports()
                            .entries()
                            .forEach(one -> read(voice, process, one.getKey(), one.getValue()));
                    me.exports()
                            .entries()
                            .forEach(one -> read(voice, process, one.getKey(), one.getValue()));
                });
    }

    static void read(Invoker voice, int process, long handle, Export export) {
        voice.say(process, new Call.ExporterRead(handle, 0, SAMPLE));
        voice.say(process, new Call.ExporterRead(handle, export.length() - SAMPLE, SAMPLE));
    }

    private static void read(Invoker voice, int process, long handle, Import segment) {
        voice.say(process, new Call.GetMode(handle));
        // Without a barrier, a transfer in implicit mode is refused before it shows anything.
        boolean lacksBarrier = segment.mode() == Import.IMPLICIT && segment.barrier().isEmpty();
        if (lacksBarrier) {
            voice.say(process, new Call.SetMode(handle, Import.EXPLICIT));
        }
        voice.say(process, new Call.Get(handle, 0, SAMPLE, Out.VALID));
        voice.say(process, new Call.Get(handle, segment.length() - SAMPLE, SAMPLE, Out.VALID));
        if (lacksBarrier) {
            voice.say(process, new Call.SetMode(handle, Import.IMPLICIT));
        }
        segment.mapping()
                .ifPresent(mapping -> {
                    voice.say(process, new Call.Load(handle, 0, SAMPLE));
                    voice.say(process, new Call.Load(handle, mapping.length() - SAMPLE, SAMPLE));
                });
    }
}
