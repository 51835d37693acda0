package org.rsmtck.kit.execute;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.api.Topology.Port;
import org.rsmtck.model.Export;
import org.rsmtck.model.Import;
import org.rsmtck.model.ProcessState;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks at what a sequence has left, so that a refusal with an effect and a success without one are
 * seen. What it does are calls like others, judged like others.
 */
public enum Observer {
    /** Reads everything that can be read through what there is, and leaves it as it was. */
    READER {
        @Override
        public void observe(Invoker voice, Set<Integer> segments) {
            forEachProcess(
                    voice,
                    (process, me) -> {
                        for (Map.Entry<Long, Import> segment : me.imports().entries()) {
                            readImport(voice, process, segment.getKey(), segment.getValue());
                        }
                        for (Map.Entry<Long, Export> export : me.exports().entries()) {
                            readExport(voice, process, export.getKey(), export.getValue());
                        }
                    });
        }
    },
    /**
     * Connects anew to whatever is, or is not, published; writes and reads through the new
     * connection.
     */
    NEW_IMPORTER {
        @Override
        public void observe(Invoker voice, Set<Integer> segments) {
            Set<Integer> nodes = new TreeSet<>();
            voice.world().processes().values().forEach(member -> nodes.add(member.node()));
            forEachProcess(
                    voice,
                    (process, me) -> {
                        long controller =
                                me.controllers().isEmpty()
                                        ? got(voice, process)
                                        : me.controllers().keys().iterator().next();
                        for (int node : nodes) {
                            for (int segment : segments) {
                                for (int permission :
                                        List.of(Permission.READ_WRITE, Permission.READ)) {
                                    visit(
                                            voice,
                                            process,
                                            new Call.Connect(
                                                    controller,
                                                    node,
                                                    segment,
                                                    permission,
                                                    Out.VALID));
                                }
                            }
                        }
                        if (me.controllers().isEmpty()) {
                            voice.say(process, new Call.ReleaseController(controller));
                        }
                    });
        }
    },
    /** Tries every kind of access through every import, granted or not. */
    GRANTEE {
        @Override
        public void observe(Invoker voice, Set<Integer> segments) {
            forEachProcess(
                    voice,
                    (process, me) ->
                            me.imports().keys().forEach(handle -> useAll(voice, process, handle)));
        }
    },
    /**
     * Uses mappings of imports that were cut off, while exporters go on writing: neither may see
     * what the other does.
     */
    STALE_MAPPING {
        @Override
        public void observe(Invoker voice, Set<Integer> segments) {
            if (voice.world().processes().values().stream()
                    .filter(ProcessState::alive)
                    .anyMatch(me -> me.imports().any(Observer::isCutWhileMapped))) {
                forEachExport(voice, Observer::renew);
                forEachProcess(
                        voice,
                        (process, me) ->
                                me.imports()
                                        .entries()
                                        .forEach(segment ->
                                                useIfCut(
                                                        voice,
                                                        process,
                                                        segment.getKey(),
                                                        segment.getValue())));
                forEachExport(voice, Observer::readExport);
            }
        }
    },
    /** Brings back what was lost, and looks again at what there is. */
    RECOVERY {
        @Override
        public void observe(Invoker voice, Set<Integer> segments) {
            List<Event> cures = cures(voice.world());
            cures.forEach(voice::cause);
            if (!cures.isEmpty()) {
                READER.observe(voice, segments);
                STALE_MAPPING.observe(voice, segments);
            }
        }
    },
    /**
     * Takes everything down, trying first what must still be refused, and once more what is gone.
     */
    TEARDOWN {
        @Override
        public void observe(Invoker voice, Set<Integer> segments) {
            forEachProcess(
                    voice,
                    (process, me) -> {
                        me.imports()
                                .entries()
                                .forEach(segment ->
                                        bury(voice, process, segment.getKey(), segment.getValue()));
                    });
            forEachProcess(
                    voice,
                    (process, me) -> {
                        me.exports()
                                .entries()
                                .forEach(export ->
                                        bury(voice, process, export.getKey(), export.getValue()));
                        me.barriers()
                                .keys()
                                .forEach(barrier ->
                                        voice.say(process, new Call.DestroyBarrier(barrier)));
                    });
            forEachProcess(
                    voice,
                    (process, me) ->
                            me.controllers()
                                    .entries()
                                    .forEach(use -> {
                                        for (int count = 0;
                                                count <= use.getValue().count();
                                                count++) {
                                            voice.say(
                                                    process,
                                                    new Call.ReleaseController(use.getKey()));
                                        }
                                        segments.forEach(segment ->
                                                voice.say(
                                                        process,
                                                        new Call.Connect(
                                                                use.getKey(),
                                                                me.node(),
                                                                segment,
                                                                Permission.READ_WRITE,
                                                                Out.VALID)));
                                    }));
            forEachProcess(voice, (process, me) -> verifyEmpty(voice, process, me, segments));
        }
    };

    private static final int SAMPLE = 64;
    private static final Bytes MARK = Bytes.ofWord(0x4D41_524B_4D41_524BL);

    /**
     * Makes this observer's calls. {@code segments}: the ids that the sequence may have published
     * under.
     */
    public abstract void observe(Invoker voice, Set<Integer> segments);

    private interface Visit {
        void at(int process, ProcessState me);
    }

    private static void forEachProcess(Invoker voice, Visit visit) {
        for (int process : voice.world().processes().keys()) {
            ProcessState me = voice.world().process(process);
            if (me.alive()) {
                visit.at(process, me);
            }
        }
    }

    private interface ExportVisit {
        void at(Invoker voice, int process, long handle, Export export);
    }

    private static void forEachExport(Invoker voice, ExportVisit visit) {
        forEachProcess(
                voice,
                (process, me) ->
                        me.exports()
                                .entries()
                                .forEach(export ->
                                        visit.at(
                                                voice,
                                                process,
                                                export.getKey(),
                                                export.getValue())));
    }

    private static void readExport(Invoker voice, int process, long handle, Export export) {
        voice.say(process, new Call.ExporterRead(handle, 0, SAMPLE));
        voice.say(process, new Call.ExporterRead(handle, export.length() - SAMPLE, SAMPLE));
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

    private static boolean isCutWhileMapped(Import segment) {
        return segment.isOff() && segment.isExplicitlyMapped();
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

    /** Another word of the import's own, for what it writes while it is alive, or may be. */
    private static Bytes mark(int process, long handle) {
        return Bytes.ofWord(0x4D41_0000_0000_0000L ^ (long) process << 40 ^ handle);
    }

    private static void readImport(Invoker voice, int process, long handle, Import segment) {
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

    private static void useAll(Invoker voice, int process, long handle) {
        Bytes mark = mark(process, handle);
        voice.say(process, new Call.SetMode(handle, Import.EXPLICIT));
        voice.say(process, new Call.Put(handle, 0, mark, Out.VALID));
        voice.say(process, new Call.Get(handle, 0, SAMPLE, Out.VALID));
        long length = length(voice, process, handle);
        useAcrossPages(voice, process, handle, length);
        signal(voice, process, handle);
        for (int permission : List.of(Permission.READ, Permission.WRITE, Permission.READ_WRITE)) {
            voice.say(process, new Call.Map(handle, permission, 0, length, Out.VALID));
            for (long offset : List.of((long) SAMPLE, length - SAMPLE)) {
                voice.say(process, new Call.Store(handle, offset, mark));
                voice.say(process, new Call.Load(handle, offset, SAMPLE));
            }
            voice.say(process, new Call.Get(handle, length - SAMPLE, SAMPLE, Out.VALID));
            voice.say(process, new Call.Unmap(handle));
        }
    }

    /** Posts twice, so that who does not count is found out, and waits for what has come. */
    private static void signal(Invoker voice, int process, long handle) {
        for (int times = 0; times < 2; times++) {
            voice.say(process, new Call.SignalPost(handle, 0));
        }
        forEachProcess(
                voice,
                (owner, them) ->
                        them.exports()
                                .entries()
                                .forEach(export -> {
                                    for (int left = export.getValue().signals(); left > 0; left--) {
                                        voice.say(owner, new Call.SignalWait(export.getKey(), 0));
                                    }
                                }));
    }

    /** What brings back all that is lost: controllers, nodes, links. */
    private static List<Event> cures(World world) {
        List<Event> cures = new ArrayList<>();
        world.nodes()
                .entries()
                .forEach(node -> {
                    node.getValue()
                            .controllers()
                            .entries()
                            .forEach(controller -> {
                                if (!controller.getValue()) {
                                    cures.add(
                                            new Event.ControllerBack(
                                                    new Port(node.getKey(), controller.getKey())));
                                }
                            });
                    if (!node.getValue().answers()) {
                        cures.add(new Event.NodeBack(node.getKey()));
                    }
                });
        world.links()
                .entries()
                .forEach(link -> {
                    if (!link.getValue()) {
                        cures.add(new Event.LinkBack(link.getKey()));
                    }
                });
        return cures;
    }

    /** Where offsets are cut to pages, and lengths to what is left of one. */
    private static void useAcrossPages(Invoker voice, int process, long handle, long length) {
        long page = voice.world().pageSize();
        if (length > page) {
            voice.say(process, new Call.Put(handle, page - 4, mark(process, handle), Out.VALID));
            voice.say(process, new Call.Get(handle, page - SAMPLE / 2, SAMPLE, Out.VALID));
            voice.say(process, new Call.GetUnits(handle, 8, page - 8, 2, Out.VALID));
        }
        voice.say(process, new Call.Put(handle, length - 8, mark(process, handle), Out.VALID));
        voice.say(
                process,
                new Call.PutUnits(handle, 4, length - 16, mark(process, handle), Out.VALID));
        voice.say(process, new Call.Get(handle, length - SAMPLE, SAMPLE, Out.VALID));
        voice.say(process, new Call.Get(handle, 0, SAMPLE, Out.VALID));
    }

    private static long length(Invoker voice, int process, long handle) {
        return voice.world()
                .process(process)
                .imports()
                .get(handle)
                .map(Import::length)
                .orElse(voice.world().pageSize());
    }

    private static long got(Invoker voice, int process) {
        return voice.say(
                        process,
                        new Call.GetController(org.rsmtck.api.Topology.LOOPBACK, Out.VALID))
                .filter(Reply.Handle.class::isInstance)
                .map(reply -> ((Reply.Handle) reply).value())
                .orElse(0L);
    }

    /** Goes through the whole life of one new import, as far as it gets. */
    private static void visit(Invoker voice, int process, Call.Connect connect) {
        voice.say(process, connect)
                .filter(Reply.Handle.class::isInstance)
                .ifPresent(reply -> {
                    long handle = ((Reply.Handle) reply).value();
                    voice.say(process, new Call.SetMode(handle, Import.EXPLICIT));
                    voice.say(process, new Call.Get(handle, 0, SAMPLE, Out.VALID));
                    voice.say(process, new Call.Put(handle, 8, MARK, Out.VALID));
                    voice.say(process, new Call.Get(handle, 0, SAMPLE, Out.VALID));
                    forEachProcess(
                            voice,
                            (owner, them) ->
                                    them.exports()
                                            .keys()
                                            .forEach(export ->
                                                    voice.say(
                                                            owner,
                                                            new Call.ExporterRead(
                                                                    export, 0, SAMPLE))));
                    voice.say(process, new Call.Disconnect(handle));
                    voice.say(process, new Call.Disconnect(handle));
                });
    }

    private static void bury(Invoker voice, int process, long handle, Import segment) {
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

    private static void bury(Invoker voice, int process, long handle, Export export) {
        for (int held = 0; held < export.pollfds(); held++) {
            voice.say(process, new Call.ExportDestroy(handle));
            voice.say(process, new Call.ReleasePollfd(handle));
        }
        voice.say(process, new Call.Unpublish(handle));
        voice.say(process, new Call.Unpublish(handle));
        voice.say(process, new Call.ExportDestroy(handle));
        voice.say(process, new Call.ExportDestroy(handle));
    }

    /** After everything was taken down, nothing may be left for a newcomer to find. */
    private static void verifyEmpty(
            Invoker voice, int process, ProcessState me, Set<Integer> segments) {
        long controller = got(voice, process);
        for (int segment : segments) {
            voice.say(
                    process,
                    new Call.Connect(
                            controller, me.node(), segment, Permission.READ_WRITE, Out.VALID));
        }
        voice.say(process, new Call.ReleaseController(controller));
    }

    /**
     * The orders in which observers follow a sequence: each comes first once, for one may hide what
     * another would see.
     */
    public static final List<List<Observer>> ORDERS =
            List.of(
                    List.of(READER, STALE_MAPPING, RECOVERY, NEW_IMPORTER, TEARDOWN),
                    List.of(TEARDOWN),
                    List.of(GRANTEE, TEARDOWN),
                    List.of(NEW_IMPORTER, TEARDOWN));
}
