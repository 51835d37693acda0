package org.rsmtck.kit.catalogue;

import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.kit.execute.Script;
import org.rsmtck.model.Import;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** What the importer does in a life: one import matters, others are there besides. */
final class Importing {
    private static final int STALE = 2;
    private static final int FEW = 3;

    private final Scenario scenario;
    private final Script script;
    private final int process;
    private final long page;
    private final List<Long> controllers = new ArrayList<>();
    private final List<Long> imports = new ArrayList<>();
    private final List<Long> gone = new ArrayList<>();
    private final SplittableRandom bytes = new SplittableRandom(1);

    /** Those that something was sent through when they may have been cut off. */
    private final Set<Long> sentThrough = new HashSet<>();

    private long main;

    /** One that is mapped as well as the main one. */
    private long mappedBeside;

    private long last;
    private long lastBarrier;

    Importing(Scenario scenario, Script script, int process, long page) {
        this.scenario = scenario;
        this.script = script;
        this.process = process;
        this.page = page;
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
        if (main == 0) {
            connectForLess(exporting.segment());
        }
    }

    /** What is refused, several times even, may be granted to who asks for less. */
    private void connectForLess(int segment) {
        for (int permission : List.of(Permission.READ, Permission.WRITE)) {
            imports.add(
                    script.issued(
                            process,
                            connection(scenario, controllers.getFirst(), segment, permission)));
        }
    }

    /** Connects to some of these, and keeps nothing. */
    void tryToConnect(List<Integer> segments) {
        Sample.of(segments).forEach(this::connect);
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
        Neighbours.of(segment).forEach(this::connect);
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
            accesses(handle).touch();
        }
    }

    /** Connects, gets through a barrier, and maps the first page. */
    void connectAndMap(int segment) {
        last = connect(segment);
        if (last != 0) {
            lastBarrier = script.issued(process, new Call.InitBarrier(last, 0, Out.VALID));
            script.say(process, new Call.Get(last, 0, 24, Out.VALID));
            mapLast();
        }
    }

    private void mapLast() {
        script.say(process, new Call.Map(last, Permission.READ, 0, page, Out.VALID));
    }

    /**
     * Looks once more at what was mapped last, whether it can be mapped again, and gives it back.
     */
    void giveBackLast() {
        if (last != 0) {
            script.say(process, new Call.Load(last, 0, 24));
            askIfCutOff(last);
            script.say(process, new Call.Get(last, 0, 24, Out.VALID));
            script.say(process, new Call.Unmap(last));
            mapLast();
            script.say(process, new Call.Unmap(last));
            script.say(process, new Call.DestroyBarrier(lastBarrier));
            script.say(process, new Call.Disconnect(last));
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
        Accesses accesses = accesses(main);
        for (int posted = 0; posted < scenario.at(Catalogue.SIGNALS); posted++) {
            script.say(process, new Call.SignalPost(main, 0));
        }
        exporting.post();
        script.say(process, new Call.GetPollfd(main));
        script.say(process, new Call.ReleasePollfd(main));
        accesses.throughBarriers();
        StrayBit stray = new StrayBit(scenario, script, process, page, controllers.getFirst());
        scenario.strayBit()
                .ifPresent(bit -> imports.addAll(stray.say(main, exporting.segment(), bit)));
        accesses.inRounds();
        accesses.transfer();
        exporting.look();
        accesses.map();
        imports.stream()
                .filter(handle -> handle != main && handle != 0)
                .findFirst()
                .ifPresent(handle -> {
                    accesses.mapBeside(handle);
                    mappedBeside = handle;
                });
        for (int held = 0; held < scenario.at(Catalogue.POLLFDS); held++) {
            script.say(process, new Call.GetPollfd(main));
        }
        exporting.look();
    }

    /** Waits for all signals but one that have come to the import that matters. */
    void takeSignals() {
        for (int left = scenario.at(Catalogue.SIGNALS); left > 1; left--) {
            script.say(process, new Call.SignalWait(main, 0));
        }
    }

    /** Waits for what signals are left for some of the imports, and for one that has not come. */
    void takeLastSignals() {
        for (long handle : Sample.of(imports)) {
            int left = handle == main ? 1 : Math.min(scenario.at(Catalogue.SIGNALS), FEW);
            for (int wait = 0; handle != 0 && wait <= left; wait++) {
                script.say(process, new Call.SignalWait(handle, 0));
            }
        }
    }

    /** Gets what is transferred once more. */
    void get() {
        if (main != 0) {
            accesses(main).get();
        }
    }

    private Accesses accesses(long handle) {
        return new Accesses(scenario, script, process, page, handle, bytes);
    }

    /** Looks at some of the imports, and at what is long gone. */
    void look() {
        for (long handle : Sample.of(imports)) {
            if (handle != 0) {
                script.say(process, new Call.GetMode(handle));
                script.say(process, new Call.SetMode(handle, Import.EXPLICIT));
                script.say(process, new Call.Get(handle, 0, 24, Out.VALID));
                askIfCutOff(handle);
            }
        }
        gone.forEach(handle -> script.say(process, new Call.Get(handle, 0, 8, Out.VALID)));
        if (main != 0 && scenario.at(Catalogue.WINDOW) != Window.NONE) {
            accesses(main).touchMapped();
            if (mappedBeside != 0) {
                accesses(mappedBeside).touchMapped();
            }
        }
    }

    private void askIfCutOff(long handle) {
        boolean sends = (handle == main || handle == last) && sentThrough.add(handle);
        script.askIfCutOff(process, handle, sends);
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
        if (handle == mappedBeside) {
            script.say(process, new Call.Unmap(handle));
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
