package org.rsmtck.kit.execute;

import static org.rsmtck.kit.execute.Observer.SAMPLE;

import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.model.Export;
import org.rsmtck.model.Import;

import java.util.Set;

/**
 * Takes everything down, trying first what must still be refused, and once more what is gone; then
 * nothing may be left for a newcomer to find.
 */
final class Teardown {
    private final Invoker voice;
    private final Set<Integer> segments;

    private Teardown(Invoker voice, Set<Integer> segments) {
        this.voice = voice;
        this.segments = segments;
    }

    static void observe(Invoker voice, Set<Integer> segments) {
        Teardown teardown = new Teardown(voice, segments);
        Visits.imports(voice, teardown::bury);
        teardown.endExports();
        teardown.releaseControllers();
        teardown.lookForRemains();
    }

    private void bury(int process, long handle, Import segment) {
        voice.say(process, new Call.Disconnect(voice.neverIssued(process)));
        if (segment.isExplicitlyMapped() || segment.pollfds() > 0) {
            voice.say(process, new Call.Disconnect(handle));
        }
        if (segment.isExplicitlyMapped()) {
            voice.say(process, new Call.Unmap(handle));
        }
        voice.say(process, new Call.Unmap(handle));
        for (int held = 0; held < segment.pollfds(); held++) {
            voice.say(process, new Call.Disconnect(handle));
            voice.say(process, new Call.ReleasePollfd(handle));
        }
        voice.say(process, new Call.Disconnect(handle));
        voice.say(process, new Call.Disconnect(handle));
        voice.say(process, new Call.Get(handle, 0, SAMPLE, Out.VALID));
    }

    private void endExports() {
        Visits.processes(
                voice,
                (process, me) -> {
                    me.exports()
                            .entries()
                            .forEach(one -> bury(process, one.getKey(), one.getValue()));
                    me.barriers()
                            .keys()
                            .forEach(barrier ->
                                    voice.say(process, new Call.DestroyBarrier(barrier)));
                });
    }

    private void bury(int process, long handle, Export export) {
        for (int held = 0; held < export.pollfds(); held++) {
            voice.say(process, new Call.ExportDestroy(handle));
            voice.say(process, new Call.ReleasePollfd(handle));
        }
        voice.say(process, new Call.Unpublish(handle));
        voice.say(process, new Call.Unpublish(handle));
        voice.say(process, new Call.ExportDestroy(handle));
        voice.say(process, new Call.ExportDestroy(handle));
    }

    /** Once more often than they are held. */
    private void releaseControllers() {
        Visits.processes(
                voice,
                (process, me) ->
                        me.controllers()
                                .entries()
                                .forEach(use -> {
                                    long controller = use.getKey();
                                    for (int i = 0; i <= use.getValue().count(); i++) {
                                        voice.say(process, new Call.ReleaseController(controller));
                                    }
                                    connectToAll(process, controller, me.node());
                                }));
    }

    private void lookForRemains() {
        Visits.processes(
                voice,
                (process, me) -> {
                    long controller = voice.issued(process, Observer.LOOPBACK).orElse(0);
                    connectToAll(process, controller, me.node());
                    voice.say(process, new Call.ReleaseController(controller));
                });
    }

    private void connectToAll(int process, long controller, int node) {
        for (int segment : segments) {
            voice.say(
                    process,
                    new Call.Connect(controller, node, segment, Permission.READ_WRITE, Out.VALID));
        }
    }
}
