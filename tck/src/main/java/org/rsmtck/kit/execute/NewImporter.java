package org.rsmtck.kit.execute;

import static org.rsmtck.kit.execute.Observer.SAMPLE;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.model.Import;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Takes a new import of every segment that there may be through its whole life. */
final class NewImporter {
    private static final Bytes MARK = Bytes.ofWord(0x4D41_524B_4D41_524BL);

    private NewImporter() {}

    static void observe(Invoker voice, Set<Integer> segments) {
        Set<Integer> nodes = new TreeSet<>();
        voice.world().processes().values().forEach(member -> nodes.add(member.node()));
        Visits.processes(
                voice,
                (process, me) -> {
                    boolean hasNone = me.controllers().isEmpty();
                    long controller =
                            hasNone
                                    ? voice.issued(process, Observer.LOOPBACK).orElse(0)
                                    : me.controllers().keys().iterator().next();
                    for (int node : nodes) {
                        for (int segment : segments) {
                            for (int permission : List.of(Permission.READ_WRITE, Permission.READ)) {
                                live(
                                        voice,
                                        process,
                                        new Call.Connect(
                                                controller, node, segment, permission, Out.VALID));
                            }
                        }
                    }
                    if (hasNone) {
                        voice.say(process, new Call.ReleaseController(controller));
                    }
                });
    }

    /** As far as it gets. */
    private static void live(Invoker voice, int process, Call.Connect connect) {
        voice.issued(process, connect)
                .ifPresent(handle -> {
                    voice.say(process, new Call.SetMode(handle, Import.EXPLICIT));
                    voice.say(process, new Call.Get(handle, 0, SAMPLE, Out.VALID));
                    voice.say(process, new Call.Put(handle, 8, MARK, Out.VALID));
                    voice.say(process, new Call.Get(handle, 0, SAMPLE, Out.VALID));
                    Visits.exports(
                            voice,
                            (owner, export, it) ->
                                    voice.say(owner, new Call.ExporterRead(export, 0, SAMPLE)));
                    voice.say(process, new Call.Disconnect(handle));
                    voice.say(process, new Call.Disconnect(handle));
                });
    }
}
