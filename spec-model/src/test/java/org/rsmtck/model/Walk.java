package org.rsmtck.model;

import org.rsmtck.api.Call;
import org.rsmtck.api.Call.OnHandle;
import org.rsmtck.api.Event;
import org.rsmtck.explore.Alphabet;
import org.rsmtck.explore.Scope;
import org.rsmtck.model.page.Pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A random way through the worlds of a setting. At each world some calls are tried, and one of the
 * steps that lead elsewhere is taken.
 */
final class Walk {
    private static final int LENGTH = 40;
    private static final int TRIED = 12;

    private final Setting setting;
    private final Model model;
    private final Random random;
    private final long seed;
    private final List<String> trail = new ArrayList<>();
    private final List<Consumer<Trial>> laws = new ArrayList<>();
    private final List<Consumer<World>> worldLaws = new ArrayList<>();
    private final List<Passage> passages = new ArrayList<>();
    private World world;

    /** A call tried in a world, and what the model allows. */
    record Trial(Walk walk, World before, int process, Call call, Allowed allowed) {
        ProcessState caller() {
            return before.process(process);
        }

        /** The world before, with the caller's interruption used up. */
        World calm() {
            return before.withProcess(process, me -> me.withInterruption(false));
        }

        @Override
        public String toString() {
            return walk + "\n  " + process + ": " + call + "\n  in " + before;
        }
    }

    /** Says whether the second world may come right after the first, whatever happened. */
    interface Passage {
        void check(World before, World after, String how);
    }

    Walk(Setting setting, long seed) {
        this.setting = setting;
        this.model = Pages.model(setting.profile());
        this.random = new Random(seed);
        this.seed = seed;
        this.world = setting.scope().start(4096);
        for (Scope.Said said : setting.scope().prelude()) {
            world = steps(said.process(), said.call()).getFirst().next();
            trail.add(said.process() + ": " + said.call());
        }
    }

    Setting setting() {
        return setting;
    }

    Model model() {
        return model;
    }

    World world() {
        return world;
    }

    Walk onTrial(Consumer<Trial> law) {
        laws.add(law);
        return this;
    }

    Walk onWorld(Consumer<World> law) {
        worldLaws.add(law);
        return this;
    }

    Walk onPassage(Passage law) {
        passages.add(law);
        return this;
    }

    Walk run() {
        worldLaws.forEach(law -> law.accept(world));
        for (int i = 0; i < LENGTH; i++) {
            World before = world;
            String how = go();
            trail.add(how);
            passages.forEach(law -> law.check(before, world, this.toString()));
            worldLaws.forEach(law -> law.accept(world));
        }
        return this;
    }

    private String go() {
        List<World> internal = model.internal(world);
        if (!internal.isEmpty() && random.nextInt(6) == 0) {
            world = any(internal);
            return "a forced disconnect arrives";
        }
        List<Event> events = setting.scope().events().stream().filter(this::canHappen).toList();
        if (!events.isEmpty() && random.nextInt(6) == 0) {
            Event event = any(events);
            world =
                    any(List.copyOf(model.after(new State(world, setting.reading()), event)))
                            .world();
            return event.toString();
        }
        return call();
    }

    private String call() {
        String how = "nothing";
        World start = world;
        int ways = 0;
        List<List<Call>> callsOf =
                IntStream.range(0, setting.scope().roles().size())
                        .mapToObj(process -> Alphabet.calls(setting.scope(), start, process))
                        .toList();
        for (int i = 0; i < TRIED; i++) {
            int process = random.nextInt(callsOf.size());
            List<Call> calls = callsOf.get(process);
            if (calls.isEmpty()) {
                continue;
            }
            Call call = twisted(start.process(process), any(calls));
            Allowed allowed = model.allowed(setting.reading(), start, process, call);
            laws.forEach(law -> law.accept(new Trial(this, start, process, call, allowed)));
            if (!allowed.isPromised()) {
                continue;
            }
            for (Step step : allowed.steps()) {
                if (!step.next().equals(start) && random.nextInt(++ways) == 0) {
                    world = step.next();
                    how = process + ": " + call + " -> " + step.reply();
                }
            }
        }
        return how;
    }

    /** Now and then the call on another handle that the process has or had. */
    private Call twisted(ProcessState caller, Call call) {
        if (!(call instanceof OnHandle on) || random.nextInt(8) > 0) {
            return call;
        }
        List<Long> handles = new ArrayList<>(List.of(0L));
        handles.addAll(caller.controllers().keys());
        handles.addAll(caller.exports().keys());
        handles.addAll(caller.imports().keys());
        handles.addAll(caller.barriers().keys());
        handles.addAll(caller.retired());
        return on.onHandle(any(handles));
    }

    List<Step> steps(int process, Call call) {
        return model.allowed(setting.reading(), world, process, call).steps();
    }

    private boolean canHappen(Event event) {
        return switch (event) {
            case Event.Shortage(int process, var what) -> world.process(process).alive();
            case Event.ShortageOver(int process, var what) -> world.process(process).alive();
            case Event.Interruption(int process) -> world.process(process).alive();
            case Event.Killed(int process) -> world.process(process).alive();
            case Event.LinkLost e -> true;
            case Event.LinkBack e -> true;
            case Event.NodeLost e -> true;
            case Event.NodeBack e -> true;
            case Event.ControllerRemoved e -> true;
            case Event.ControllerBack e -> true;
            case Event.Settled e -> true;
        };
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    @Override
    public String toString() {
        return setting + ", seed " + seed + "\n  " + String.join("\n  ", trail);
    }
}
