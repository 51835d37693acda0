package org.rsmtck.kit.probes;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.history.HistoryFile;
import org.rsmtck.kit.judge.Narrative;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.model.Import;
import org.rsmtck.reports.Failure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sequences that are judged call by call: controllers, contents, and writes that must not be. */
final class SequenceProbes {
    private static final String GOVERNS = "connect/perm-governs-access";
    private static final Bytes WORD = Bytes.ofWord(0x57_52_49_54_45L);

    private SequenceProbes() {}

    static List<Probe> all() {
        return List.of(
                Probe.of(
                        "controllers released while their segments live",
                        List.of("disconnect/always-possible", "connect/BAD_CTLR_HNDL"),
                        SequenceProbes::released),
                Probe.of(
                        "controllers released more often than got",
                        List.of("connect/BAD_CTLR_HNDL", "release_controller/BAD_CTLR_HNDL"),
                        SequenceProbes::releasedTooOften),
                Probe.of(
                        "every byte of segments of several pages",
                        List.of("connect/logical-connection", "frame/forced-disconnect"),
                        SequenceProbes::contents),
                Probe.of(
                        "waits for signals of several lengths",
                        List.of("signal_wait/TIMEOUT", "signal_wait/counted"),
                        SequenceProbes::waits),
                Probe.of(
                        "puts through a read-only connection",
                        List.of(GOVERNS),
                        SequenceProbes::puts),
                Probe.of(
                        "stores through a read-only mapping",
                        List.of(GOVERNS),
                        context -> stores(context, Beside.NOTHING)),
                Probe.of(
                        "stores through a read-only mapping, where a writable one was made before",
                        List.of(GOVERNS),
                        context -> stores(context, Beside.BEFORE)),
                Probe.of(
                        "stores through a read-only mapping, where a writable one was made since",
                        List.of(GOVERNS),
                        context -> stores(context, Beside.SINCE)));
    }

    private static void released(ProbeContext context) {
        try (ProbeRun trial = context.trial(2)) {
            Fixture fixture = Fixture.apart(trial);
            long import1 = fixture.connection();
            long spare = fixture.connected();
            for (Call call :
                    List.of(
                            new Call.ReleaseController(fixture.importing()),
                            new Call.Get(import1, 0, 64, Out.VALID),
                            new Call.Put(import1, 8, WORD, Out.VALID),
                            new Call.Map(import1, Permission.READ, 0, fixture.page(), Out.VALID),
                            new Call.Load(import1, 0, 64),
                            new Call.Disconnect(spare),
                            Fixture.connect(fixture.importing(), fixture.segment()),
                            new Call.Unmap(import1),
                            new Call.Disconnect(import1))) {
                trial.sayIfPromised(1, call);
            }
            for (Call call :
                    List.of(
                            new Call.ReleaseController(fixture.exporting()),
                            new Call.ExporterRead(fixture.export(), 0, 64),
                            new Call.Republish(fixture.export(), Fixture.EVERYBODY),
                            new Call.Unpublish(fixture.export()),
                            new Call.ExportDestroy(fixture.export()))) {
                trial.sayIfPromised(0, call);
            }
        }
    }

    /** Some end by themselves; others have something to wait for, and would else not end at all. */
    private static void waits(ProbeContext context) {
        try (ProbeRun trial = context.trial(2)) {
            Fixture fixture = Fixture.apart(trial);
            for (int milliseconds : List.of(0, 1, 20)) {
                trial.sayIfPromised(1, new Call.SignalWait(fixture.connection(), milliseconds));
                trial.sayIfPromised(0, new Call.SignalWait(fixture.export(), milliseconds));
            }
            for (int milliseconds : List.of(0, 1, 256, 65_536, Integer.MAX_VALUE)) {
                trial.sayIfPromised(0, new Call.SignalPost(fixture.export(), 0));
                trial.sayIfPromised(1, new Call.SignalWait(fixture.connection(), milliseconds));
                trial.sayIfPromised(1, new Call.SignalPost(fixture.connection(), 0));
                trial.sayIfPromised(0, new Call.SignalWait(fixture.export(), milliseconds));
            }
        }
    }

    private static void releasedTooOften(ProbeContext context) {
        try (ProbeRun trial = context.trial(1)) {
            Fixture fixture = Fixture.alone(trial);
            long again = trial.handle(0, Fixture.controller());
            List<Call> calls = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                calls.add(new Call.ReleaseController(again));
                calls.add(new Call.ReleaseController(fixture.importing()));
            }
            calls.add(Fixture.connect(fixture.importing(), fixture.segment()));
            calls.add(new Call.ReleaseController(0));
            calls.add(new Call.Disconnect(fixture.connection()));
            calls.forEach(call -> trial.sayIfPromised(0, call));
        }
    }

    /** Two exporters, whose bytes a third process reads in every way there is. */
    private static void contents(ProbeContext context) {
        try (ProbeRun trial = context.trial(3)) {
            int reader = 2;
            long length = Fixture.PAGES * trial.pageSize();
            long reading = trial.handle(reader, Fixture.controller());
            List<Long> exports = new ArrayList<>();
            List<Long> imports = new ArrayList<>();
            List<Integer> segments = new ArrayList<>();
            for (int exporter = 0; exporter < 2; exporter++) {
                long controller = trial.handle(exporter, Fixture.controller());
                for (int i = 0; i < 2; i++) {
                    int fill = 0x40 + 2 * exporter + i;
                    long export = trial.handle(exporter, Fixture.create(trial, controller, fill));
                    int segment = ProbeContext.segment();
                    trial.done(exporter, Fixture.publish(export, segment));
                    exports.add(export);
                    segments.add(segment);
                    imports.add(opened(trial, reader, reading, segment));
                }
            }
            imports.forEach(handle -> read(trial, reader, handle, length));
            for (int i = 0; i < exports.size(); i++) {
                int exporter = i / 2;
                long export = exports.get(i);
                trial.sayIfPromised(
                        exporter, new Call.ExporterWrite(export, trial.pageSize() - 4, WORD));
                trial.sayIfPromised(exporter, new Call.Republish(export, Fixture.EVERYBODY));
                read(trial, reader, imports.get(i), length);
                trial.sayIfPromised(
                        exporter, new Call.Rebind(export, Memory.aligned(0x60 + i), 0, length));
                read(trial, reader, imports.get(i), length);
                trial.done(exporter, new Call.Unpublish(export));
                trial.done(exporter, Fixture.publish(export, segments.get(i)));
                trial.sayIfPromised(
                        reader, new Call.Get(imports.get(i), 0, (int) length, Out.VALID));
                read(trial, reader, opened(trial, reader, reading, segments.get(i)), length);
            }
        }
    }

    private static long opened(ProbeRun trial, int reader, long controller, int segment) {
        long handle = trial.handle(reader, Fixture.connect(controller, segment));
        trial.done(reader, new Call.SetMode(handle, Import.EXPLICIT));
        return handle;
    }

    private static void read(ProbeRun trial, int reader, long handle, long length) {
        long page = trial.pageSize();
        trial.sayIfPromised(reader, new Call.Get(handle, 0, length, Out.VALID));
        for (int width : List.of(1, 2, 4, 8)) {
            trial.sayIfPromised(
                    reader, new Call.GetUnits(handle, width, 0, length / width, Out.VALID));
        }
        for (long at = page; at < length; at += page) {
            trial.sayIfPromised(reader, new Call.Get(handle, at - 5, 11, Out.VALID));
            trial.sayIfPromised(reader, new Call.Get(handle, at, 64, Out.VALID));
        }
        trial.sayIfPromised(reader, new Call.Map(handle, Permission.READ, 0, length, Out.VALID));
        trial.sayIfPromised(reader, new Call.Load(handle, 0, (int) length));
        trial.sayIfPromised(reader, new Call.Unmap(handle));
        trial.sayIfPromised(reader, new Call.Map(handle, Permission.READ, page, page, Out.VALID));
        trial.sayIfPromised(reader, new Call.Load(handle, 0, (int) page));
        trial.sayIfPromised(reader, new Call.Unmap(handle));
    }

    private static long readOnly(Fixture fixture) {
        ProbeRun trial = fixture.trial();
        long handle =
                trial.handle(
                        fixture.importer(),
                        Fixture.connect(fixture.importing(), fixture.segment(), Permission.READ));
        trial.done(fixture.importer(), new Call.SetMode(handle, Import.EXPLICIT));
        return handle;
    }

    private static void puts(ProbeContext context) {
        try (ProbeRun trial = context.trial(2)) {
            Fixture fixture = Fixture.apart(trial);
            long handle = readOnly(fixture);
            trial.sayIfPromised(1, new Call.Put(handle, 0, WORD, Out.VALID));
            for (int width : List.of(1, 2, 4, 8)) {
                trial.sayIfPromised(
                        1, new Call.PutUnits(handle, width, fixture.page(), WORD, Out.VALID));
            }
            trial.sayIfPromised(
                    1, new Call.Map(handle, Permission.WRITE, 0, fixture.page(), Out.VALID));
            trial.sayIfPromised(
                    0, new Call.ExporterRead(fixture.export(), 0, (int) fixture.length()));
        }
    }

    /** When the process maps another import of the same segment, for writing. */
    private enum Beside {
        NOTHING,
        BEFORE,
        SINCE
    }

    /** The store is the end of the process, or the exporter must not see it. */
    private static void stores(ProbeContext context, Beside beside) {
        try (ProbeRun trial = context.trial(2)) {
            Fixture fixture = Fixture.apart(trial);
            long handle = readOnly(fixture);
            Call writable =
                    new Call.Map(
                            fixture.connection(),
                            Permission.READ_WRITE,
                            0,
                            fixture.page(),
                            Out.VALID);
            if (beside == Beside.BEFORE) {
                trial.done(1, writable);
            }
            trial.done(1, new Call.Map(handle, Permission.READ, 0, fixture.page(), Out.VALID));
            if (beside == Beside.SINCE) {
                trial.done(1, writable);
            }
            Call read = new Call.ExporterRead(fixture.export(), 0, 64);
            Reply before = trial.say(0, read);
            Call store = new Call.Store(handle, 8, WORD);
            Reply stored = trial.ask(1, store);
            Reply after = trial.ask(0, read);
            if (!after.equals(before)) {
                throw writtenThrough(context, trial, store, stored, read, before, after);
            }
            context.judged();
            context.note("the store was answered: " + Narrative.tell(stored));
        }
    }

    private static ProbeFailedException writtenThrough(
            ProbeContext context,
            ProbeRun trial,
            Call store,
            Reply stored,
            Call read,
            Reply before,
            Reply after) {
        List<Observation> lines = new ArrayList<>(trial.lines());
        lines.add(new Observation.Called(1, store, stored));
        lines.add(new Observation.Called(0, read, after));
        List<Failure.Line> history = new ArrayList<>();
        for (Narrative.Told told : Narrative.of(lines)) {
            history.add(
                    new Failure.Line(
                            history.size() + 1, told.process(), told.call(), told.reply()));
        }
        return new ProbeFailedException(
                new Failure(
                        "connect-perm-governs-access-store-written-through",
                        GOVERNS,
                        List.of(),
                        ProbesSuite.NAME,
                        history.size(),
                        List.of(
                                Narrative.tell(before)
                                        + ", as before the store, which a read-only mapping must"
                                        + " not let through"),
                        Narrative.tell(after),
                        List.of(
                                "call "
                                        + (history.size() - 1)
                                        + " stored through a mapping that was made for reading, and"
                                        + " the exporter sees it"),
                        history,
                        context.replay(),
                        1),
                Optional.<HistoryFile>empty(),
                false);
    }
}
