package org.rsmtck.kit.catalogue;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.kit.execute.Script;
import org.rsmtck.model.Import;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What the importer does in a life: one import matters, others are there besides. */
final class Importing {
    private static final int STALE = 2;

    private final Scenario scenario;
    private final Script script;
    private final int process;
    private final long page;
    private final long length;
    private final List<Long> controllers = new ArrayList<>();
    private final List<Long> imports = new ArrayList<>();
    private final List<Long> gone = new ArrayList<>();
    private final SplittableRandom bytes = new SplittableRandom(1);
    private long main;

    Importing(Scenario scenario, Script script, int process, long page) {
        this.scenario = scenario;
        this.script = script;
        this.process = process;
        this.page = page;
        this.length = scenario.at(Catalogue.PAGES) * page;
    }

    static Call connection(Scenario scenario, long controller, int segment, int permission) {
        int node = scenario.at(Catalogue.NODE_IDS).first();
        return new Call.Connect(controller, node, segment, permission, Out.VALID);
    }

    void begin(Exporting exporting) {
        for (int time = 0; time <= scenario.at(Catalogue.CONTROLLERS); time++) {
            controllers.add(
                    script.issued(
                            process,
                            new Call.GetController(
                                    scenario.at(Catalogue.PLACE).controller(), Out.VALID)));
        }
        int rounds = scenario.at(Catalogue.ROUNDS);
        for (int round = 1; round <= rounds; round++) {
            long stale = connect(exporting.segment());
            script.say(process, new Call.Disconnect(stale));
            if (stale != 0 && (gone.size() < STALE || round == rounds)) {
                gone.add(stale);
            }
        }
        int count = scenario.at(Catalogue.IMPORTS);
        int before = scenario.at(Catalogue.RANK).before(count);
        for (int i = 0; i <= count; i++) {
            if (i == before) {
                main = connect(exporting.segment());
                imports.add(main);
            }
            if (i < count) {
                imports.add(connect(besides(exporting, i)));
            }
        }
    }

    private int besides(Exporting exporting, int index) {
        List<Integer> others = exporting.others();
        return others.isEmpty() || scenario.at(Catalogue.SPREAD).isSame(index)
                ? exporting.segment()
                : others.get(index % others.size());
    }

    /** Connects as the scenario asks; 0 if that is refused. */
    long connect(int segment) {
        return script.issued(
                process,
                connection(
                        scenario, controllers.getFirst(), segment, scenario.at(Catalogue.ASKED)));
    }

    /** Connects to all that have an id of which one bit is another: to nothing. */
    void connectToNeighbours(int segment) {
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            connect(segment ^ 1 << bit);
        }
    }

    /** The first of its controllers. */
    long controller() {
        return controllers.getFirst();
    }

    /** Connects once more, and keeps it. */
    void again(int segment) {
        long handle = connect(segment);
        if (handle != 0) {
            imports.add(handle);
            touch(handle);
        }
    }

    /** Moves bytes, maps, polls, posts, on the connection that matters. */
    void use(Exporting exporting) {
        if (main == 0) {
            return;
        }
        if (scenario.at(Catalogue.BARRIER_MODE) == Import.EXPLICIT) {
            script.say(process, new Call.SetMode(main, Import.EXPLICIT));
        }
        for (int barrier = 0; barrier < scenario.at(Catalogue.BARRIERS); barrier++) {
            throughBarrier();
        }
        scenario.strayBit().ifPresent(bit -> sayWith(bit, exporting.segment()));
        for (int round = 0; round < scenario.at(Catalogue.ACCESSES); round++) {
            access();
        }
        transfer();
        exporting.look();
        map();
        for (int held = 0; held < scenario.at(Catalogue.POLLFDS); held++) {
            script.say(process, new Call.GetPollfd(main));
        }
        for (int posted = 0; posted < scenario.at(Catalogue.SIGNALS); posted++) {
            script.say(process, new Call.SignalPost(main, 0));
        }
        exporting.takeSignals();
        exporting.look();
    }

    /** Numbers in which one more bit is set, that has no meaning or another one. */
    private void sayWith(int bit, int segment) {
        int node = scenario.at(Catalogue.NODE_IDS).first();
        int asked = scenario.at(Catalogue.ASKED);
        for (Call connect :
                List.of(
                        new Call.Connect(
                                controllers.getFirst(), node ^ bit, segment, asked, Out.VALID),
                        new Call.Connect(
                                controllers.getFirst(), node, segment, asked ^ bit, Out.VALID))) {
            imports.add(script.issued(process, connect));
        }
        long barrier = script.issued(process, new Call.InitBarrier(main, bit, Out.VALID));
        if (barrier != 0) {
            script.say(process, new Call.DestroyBarrier(barrier));
        }
        script.say(process, new Call.SetMode(main, bit));
        script.say(process, new Call.SetMode(main, Import.IMPLICIT | bit));
        script.say(process, new Call.GetMode(main));
        script.say(process, new Call.SetMode(main, scenario.at(Catalogue.BARRIER_MODE)));
        for (int permission : List.of(Permission.READ, Permission.READ_WRITE)) {
            script.say(process, new Call.Map(main, permission | bit, 0, page, Out.VALID));
            script.say(process, new Call.Unmap(main));
        }
        script.say(process, new Call.SignalPost(main, bit));
    }

    private void throughBarrier() {
        long barrier = script.issued(process, new Call.InitBarrier(main, 0, Out.VALID));
        if (barrier != 0) {
            script.say(process, new Call.OpenBarrier(barrier));
            script.say(process, new Call.Put(main, 16, word(), Out.VALID));
            script.say(process, new Call.OrderBarrier(barrier));
            script.say(process, new Call.CloseBarrier(barrier));
            script.say(process, new Call.DestroyBarrier(barrier));
        }
    }

    private void transfer() {
        Span span = scenario.at(Catalogue.SPAN);
        long offset = span.from(length);
        int size = span.bytes(length);
        script.say(process, new Call.Get(main, offset, size, Out.VALID));
        script.say(process, new Call.Put(main, offset, random(size), Out.VALID));
        script.say(process, new Call.Get(main, offset, size, Out.VALID));
        Units units = scenario.at(Catalogue.UNITS);
        long at = Math.max(0, offset / Long.BYTES * Long.BYTES);
        int data = units.width() * units.count();
        script.say(process, new Call.PutUnits(main, units.width(), at, random(data), Out.VALID));
        script.say(process, new Call.GetUnits(main, units.width(), at, units.count(), Out.VALID));
        script.say(process, new Call.Get(main, Math.max(0, at - 8), data + 16L, Out.VALID));
    }

    private void access() {
        script.say(process, new Call.Map(main, Permission.READ, 0, page, Out.VALID));
        script.say(process, new Call.Put(main, 48, word(), Out.VALID));
        script.say(process, new Call.Get(main, 48, 8, Out.VALID));
        script.say(process, new Call.Unmap(main));
    }

    /** Gets what is transferred once more. */
    void get() {
        Span span = scenario.at(Catalogue.SPAN);
        if (main != 0) {
            script.say(
                    process, new Call.Get(main, span.from(length), span.bytes(length), Out.VALID));
        }
    }

    private void map() {
        int pages = scenario.at(Catalogue.PAGES);
        scenario.at(Catalogue.WINDOW)
                .of(pages, page, scenario.at(Catalogue.ASKED))
                .ifPresent(window -> {
                    script.say(
                            process,
                            new Call.Map(
                                    main,
                                    window.permission(),
                                    window.offset(),
                                    window.length(),
                                    Out.VALID));
                    for (long at : List.of(0L, window.length() - 40)) {
                        script.say(process, new Call.Load(main, at, 24));
                        script.say(process, new Call.Store(main, at + 8, word()));
                        script.say(process, new Call.Load(main, at, 24));
                        script.say(
                                process, new Call.Get(main, window.offset() + at, 24, Out.VALID));
                    }
                    accessThrough(window);
                });
    }

    /** Loads and stores what is transferred too, where that is mapped. */
    private void accessThrough(Import.Mapping window) {
        Span span = scenario.at(Catalogue.SPAN);
        int size = span.bytes(length);
        long at = span.from(length) - window.offset();
        if (at >= 0 && at + size <= window.length()) {
            script.say(process, new Call.Load(main, at, size));
            script.say(process, new Call.Store(main, at, random(size)));
            script.say(process, new Call.Load(main, at, size));
        }
    }

    private Bytes word() {
        return Bytes.ofWord(bytes.nextLong());
    }

    private Bytes random(int size) {
        byte[] content = new byte[size];
        bytes.nextBytes(content);
        return Bytes.of(content);
    }

    /** Looks at some of the imports, and at what is long gone. */
    void look() {
        for (long handle : Sample.of(imports)) {
            if (handle != 0) {
                script.say(process, new Call.GetMode(handle));
                script.say(process, new Call.SetMode(handle, Import.EXPLICIT));
                script.say(process, new Call.Get(handle, 0, 24, Out.VALID));
            }
        }
        gone.forEach(handle -> script.say(process, new Call.Get(handle, 0, 8, Out.VALID)));
        if (main != 0 && scenario.at(Catalogue.WINDOW) != Window.NONE) {
            script.say(process, new Call.Load(main, 0, 16));
        }
    }

    private void touch(long handle) {
        script.say(process, new Call.SetMode(handle, Import.EXPLICIT));
        script.say(process, new Call.Get(handle, 0, 24, Out.VALID));
        script.say(process, new Call.Put(handle, 32, word(), Out.VALID));
        script.say(process, new Call.Map(handle, Permission.READ, 0, page, Out.VALID));
        script.say(process, new Call.Load(handle, 24, 24));
        script.say(process, new Call.Unmap(handle));
    }

    /** Disconnects the one that matters, trying first what must be refused. */
    void disconnect() {
        giveBack(main);
    }

    private void giveBack(long handle) {
        if (handle == 0) {
            return;
        }
        if (handle == main && !gone.contains(main)) {
            script.say(process, new Call.Disconnect(handle));
            script.say(process, new Call.Unmap(handle));
            for (int held = scenario.at(Catalogue.POLLFDS); held > 0; held--) {
                if (held < 3) {
                    script.say(process, new Call.Disconnect(handle));
                }
                script.say(process, new Call.ReleasePollfd(handle));
            }
            gone.add(main);
        }
        script.say(process, new Call.Disconnect(handle));
    }

    /** Disconnects what there is, and once more what is gone. */
    void giveBack() {
        scenario.at(Catalogue.ORDER).of(imports).forEach(this::giveBack);
        for (long handle : Sample.of(imports)) {
            if (handle != 0) {
                script.say(process, new Call.Disconnect(handle));
            }
        }
    }

    void releaseControllers() {
        controllers.forEach(
                controller -> script.say(process, new Call.ReleaseController(controller)));
    }

    /** Releases what controllers it has. */
    void leave() {
        releaseControllers();
        script.say(process, new Call.ReleaseController(controllers.getFirst()));
    }
}
