package org.rsmtck.kit.histories;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.explore.Alphabet;
import org.rsmtck.explore.Events;
import org.rsmtck.explore.Scope;
import org.rsmtck.kit.execute.Action;
import org.rsmtck.kit.execute.ProgramWriter;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.kit.histories.Aim.Thing;
import org.rsmtck.kit.histories.ConcurrentProgram.Mishap;
import org.rsmtck.model.Allowed;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Step;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** Makes a concurrent program of a plan: the model says what there is to be called. */
final class Composer {
    /** Acts of different lanes have ids of their own: so many are a lane's. */
    private static final int IDS = 1_000;

    /** How much later than others a lane begins, at most, in nanoseconds: mostly not at all. */
    private static final int[] DELAYS = {1, 1, 1, 1, 500, 4_000, 30_000};

    private static final int MISHAP_WITHIN = 100_000;

    /** What lanes call beside what is aimed at: some of it more often. */
    private static final List<String> ANY =
            List.of(
                    "connect",
                    "connect",
                    "connect",
                    "disconnect",
                    "disconnect",
                    "disconnect",
                    "map",
                    "map",
                    "unmap",
                    "get",
                    "get",
                    "put",
                    "get_units",
                    "put_units",
                    "set_mode",
                    "init_barrier",
                    "get_pollfd",
                    "release_pollfd",
                    "signal_post",
                    "publish",
                    "publish",
                    "unpublish",
                    "unpublish",
                    "republish",
                    "rebind",
                    "destroy",
                    "create",
                    "get_controller",
                    "release_controller");

    private final Model model;
    private final Interpretation reading;
    private final Aim aim;
    private final HistoryPlan plan;
    private final Scope scope;
    private final SplittableRandom random;
    private final Ground ground;
    private final int exporter;
    private final int importer;
    private final int[] threads;

    /** What the first call of the first lane is about. */
    private Set<String> first = Set.of();

    private Composer(Model model, Aim aim, HistoryPlan plan, Scope scope, long pageSize) {
        this.model = model;
        this.reading = model.profile().readings().getFirst();
        this.aim = aim;
        this.plan = plan;
        this.scope = scope;
        this.random = new SplittableRandom(plan.dice());
        this.ground = new Ground(model, reading, scope, pageSize, random);
        int processes = scope.roles().size();
        this.threads = new int[processes];
        this.exporter = random.nextInt(processes);
        // In two processes where there are two, mostly.
        this.importer = random.nextInt(4) == 0 ? exporter : (exporter + 1) % processes;
    }

    static ConcurrentProgram of(
            Model model, Aim aim, HistoryPlan plan, Scope scope, long pageSize) {
        return new Composer(model, aim, plan, scope, pageSize).program();
    }

    private ConcurrentProgram program() {
        lay();
        List<Lane> lanes = new ArrayList<>();
        for (int i = 0; i < plan.lanes(); i++) {
            lane(i).ifPresent(lanes::add);
        }
        Optional<Mishap> mishap = plan.hasMishap() ? mishap(lanes) : Optional.empty();
        Aftermath[] all = Aftermath.values();
        return new ConcurrentProgram(
                Setting.of(scope),
                ground.writer().program().acts(),
                lanes,
                mishap,
                all[random.nextInt(all.length)]);
    }

    private void lay() {
        ground.export(exporter, true);
        int imports = aim.words().contains("connect") ? random.nextInt(2) : 1 + random.nextInt(2);
        for (int i = 0; i < imports; i++) {
            ground.connect(importer);
        }
        if (aim.words().isEmpty() && random.nextInt(2) == 0) {
            ground.export(random.nextInt(scope.roles().size()), random.nextBoolean());
        }
        aim.words().forEach(word -> ground.prepare(word, exporter, importer));
        for (int more = random.nextInt(3); more > 0; more--) {
            ground.sayAnything();
        }
    }

    private Optional<Mishap> mishap(List<Lane> lanes) {
        List<Event> possible =
                scope.events().stream()
                        .filter(event -> Events.canHappen(ground.world(), event))
                        .filter(event -> lanes.stream().noneMatch(lane -> isHit(lane, event)))
                        .toList();
        return possible.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Mishap(
                                possible.get(random.nextInt(possible.size())),
                                1 + random.nextInt(MISHAP_WITHIN)));
    }

    private static boolean isHit(Lane lane, Event event) {
        return event instanceof Event.Killed killed && killed.process() == lane.process();
    }

    private Optional<Lane> lane(int index) {
        boolean isAimed = index < aim.words().size();
        String word = isAimed ? aim.words().get(index) : oneOf(ANY);
        int process = caller(word, isAimed);
        int length = 1 + random.nextInt(plan.longest());
        // What is aimed at comes first, mostly: then it meets what it is to meet.
        int at = length > 1 && random.nextInt(5) == 0 ? 1 : 0;
        LaneWriter lane = new LaneWriter(index, process);
        for (int i = 0; i < length; i++) {
            lane.say(i == at ? word : oneOf(ANY), i == at);
        }
        if (lane.turns.isEmpty()) {
            return Optional.empty();
        }
        int delay = random.nextInt(DELAYS[random.nextInt(DELAYS.length)]);
        return Optional.of(new Lane(process, ++threads[process], delay, lane.turns));
    }

    /** The process that is to make the call: one that has what it is about. */
    private int caller(String word, boolean isAimed) {
        if (word.equals("publish")) {
            return ground.ownerOfUnpublished(exporter);
        }
        if (Aims.ON_EXPORT.contains(word)) {
            return exporter;
        }
        boolean isAnywhere =
                word.equals("connect") && aim.thing() != Thing.CONTROLLER
                        || !isAimed && !Aims.ON_IMPORT.contains(word);
        return isAnywhere && random.nextInt(3) == 0
                ? random.nextInt(scope.roles().size())
                : importer;
    }

    private String oneOf(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }

    /** Writes a lane, in a world in which nobody else does anything meanwhile. */
    private final class LaneWriter {
        private final String name;
        private final int process;
        private final ProgramWriter writer;
        private final List<Lane.Turn> turns = new ArrayList<>();
        private World world = ground.world();

        LaneWriter(int index, int process) {
            this.name = " of lane " + index;
            this.process = process;
            this.writer = ground.writer().branch((1 + index) * IDS);
        }

        private Set<String> things(Call call) {
            return Things.of(ground.world(), name, world, process, call);
        }

        /**
         * Adds a call of this word, if there is one: mostly one that succeeds when nobody else
         * calls anything.
         *
         * @param isWanted whether one that is refused is better than none
         */
        void say(String word, boolean isWanted) {
            List<Call> calls =
                    Ground.shuffled(Alphabet.usualCalls(scope, world, process, word), random);
            calls.sort(Comparator.comparing(call -> !isAboutTheSame(call)));
            boolean mayFail = random.nextInt(8) == 0;
            Optional<Call> chosen =
                    mayFail ? Optional.empty() : calls.stream().filter(this::succeeds).findFirst();
            if (chosen.isEmpty() && (mayFail || isWanted)) {
                chosen = calls.stream().filter(call -> allowed(call).isPromised()).findFirst();
            }
            chosen.ifPresent(this::add);
        }

        /** Whether it is about what the first lane begins with. */
        private boolean isAboutTheSame(Call call) {
            return things(call).stream()
                    .anyMatch(name -> aim.thing().isNamed(name) && first.contains(name));
        }

        private Allowed allowed(Call call) {
            return model.allowed(reading, world, process, call);
        }

        private boolean succeeds(Call call) {
            return Ground.success(allowed(call)).isPresent();
        }

        private void add(Call call) {
            Allowed allowed = allowed(call);
            Step step = Ground.success(allowed).orElseGet(() -> allowed.steps().getFirst());
            Set<String> things = things(call);
            if (first.isEmpty()) {
                first = things;
            }
            writer.add(process, call, step.reply());
            Action.Calling act = (Action.Calling) writer.program().acts().getLast();
            turns.add(new Lane.Turn(act, things));
            world = step.next();
        }
    }
}
