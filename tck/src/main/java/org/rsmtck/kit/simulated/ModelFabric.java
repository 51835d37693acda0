package org.rsmtck.kit.simulated;

import org.rsmtck.api.Call;
import org.rsmtck.api.Capabilities;
import org.rsmtck.api.Capability;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Event;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Limits;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;
import org.rsmtck.api.Session;
import org.rsmtck.api.Topology;
import org.rsmtck.model.Allowed;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.State;
import org.rsmtck.model.Step;
import org.rsmtck.model.World;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * An implementation that does what the model says, in memory. With the model as it is, it is right
 * by construction; with a rule left out or changed, it is wrong by exactly that rule; with another
 * choice among the steps allowed, it is odd.
 */
public final class ModelFabric implements Fabric {
    private static final long PAGE_SIZE = 4096;

    /** Nothing is late in memory, unless it is asked to be. */
    private static final Duration SETTLE = Duration.ofMillis(10);

    private final String name;
    private final Model model;
    private final Interpretation interpretation;
    private final Function<List<Step>, Step> taste;
    private final BooleanSupplier arrivals;
    private final Duration lateness;
    private final Duration settle;
    private final Limits limits;

    private ModelFabric(
            String name,
            Model model,
            Interpretation interpretation,
            Function<List<Step>, Step> taste,
            BooleanSupplier arrivals,
            Duration lateness,
            Duration settle,
            Limits limits) {
        this.name = name;
        this.model = model;
        this.interpretation = interpretation;
        this.taste = taste;
        this.arrivals = arrivals;
        this.lateness = lateness;
        this.settle = settle;
        this.limits = limits;
    }

    /**
     * Does what {@code model} says, with the safest choice wherever there is one, and succeeds
     * wherever it may.
     */
    public static ModelFabric of(String name, Model model) {
        return new ModelFabric(
                name,
                model,
                model.profile().readings().getFirst(),
                ModelFabric::successFirst,
                () -> false,
                Duration.ZERO,
                SETTLE,
                Limits.NONE);
    }

    /** The same with other choices at the points that the profile leaves open. */
    public ModelFabric reading(Interpretation other) {
        return new ModelFabric(name, model, other, taste, arrivals, lateness, settle, limits);
    }

    /** The same with another choice among the steps that are allowed. */
    public ModelFabric choosing(Function<List<Step>, Step> other) {
        return new ModelFabric(
                name, model, interpretation, other, arrivals, lateness, settle, limits);
    }

    /**
     * The same, where what reaches another node late has reached it after that time. Without this,
     * it has before the next call.
     */
    public ModelFabric late(Duration other) {
        return new ModelFabric(name, model, interpretation, taste, arrivals, other, settle, limits);
    }

    /** The same, which declares this bound for what reaches another node late. */
    public ModelFabric settlingWithin(Duration other) {
        return new ModelFabric(
                name, model, interpretation, taste, arrivals, lateness, other, limits);
    }

    /**
     * The same, where a forced disconnect arrives earlier before a call if {@code other} says so.
     */
    public ModelFabric arriving(BooleanSupplier other) {
        return new ModelFabric(name, model, interpretation, taste, other, lateness, settle, limits);
    }

    /** The same, which declares these limits, though it needs none. */
    public ModelFabric declaring(Limits other) {
        return new ModelFabric(
                name, model, interpretation, taste, arrivals, lateness, settle, other);
    }

    private static Step successFirst(List<Step> steps) {
        return steps.stream()
                .filter(step -> step.reply() instanceof Reply.Success)
                .findFirst()
                .orElse(steps.getFirst());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String profile() {
        return model.profile().name();
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                EnumSet.allOf(Capability.class), Set.of(), PAGE_SIZE, limits, settle);
    }

    @Override
    public Session open(Topology topology) {
        return new ModelSession(World.of(topology, PAGE_SIZE));
    }

    private final class ModelSession implements Session {
        private final List<Participant> participants = new ArrayList<>();
        private World world;

        /** When nothing was late, last. */
        private long onTime = System.nanoTime();

        ModelSession(World world) {
            this.world = world;
        }

        @Override
        public synchronized Participant attach(int node, Credentials who) {
            world = world.attach(node, who);
            int process = participants.size();
            Participant participant = new ModelParticipant(this, process);
            participants.add(participant);
            return participant;
        }

        @Override
        public synchronized void apply(Event event) {
            world = model.after(new State(world, interpretation), event).iterator().next().world();
        }

        synchronized Reply call(int process, Call call) {
            arrive();
            Allowed allowed = model.allowed(interpretation, world, process, call);
            if (!allowed.isPromised()) {
                return Reply.done();
            }
            Step step = taste.apply(allowed.steps());
            world = step.next();
            return step.reply();
        }

        private void arrive() {
            if (world.isSettled()) {
                onTime = System.nanoTime();
            } else if (System.nanoTime() - onTime >= lateness.toNanos()) {
                world = world.settled();
            } else {
                List<World> later = model.internal(world);
                if (!later.isEmpty() && arrivals.getAsBoolean()) {
                    world = later.getFirst();
                }
            }
        }

        @Override
        public void close() {}
    }

    private static final class ModelParticipant implements Participant {
        private final ModelSession session;
        private final int process;

        ModelParticipant(ModelSession session, int process) {
            this.session = session;
            this.process = process;
        }

        @Override
        public Reply call(Call call) {
            return session.call(process, call);
        }

        @Override
        public void kill() {
            session.apply(new Event.Killed(process));
        }

        @Override
        public void close() {
            kill();
        }
    }
}
