package org.rsmtck.kit.selftest;

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
import org.rsmtck.kit.selftest.Mutation.Answer;
import org.rsmtck.kit.selftest.Mutation.RightAnswers;
import org.rsmtck.kit.selftest.Mutation.Situation;
import org.rsmtck.model.Allowed;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.State;
import org.rsmtck.model.Step;
import org.rsmtck.model.World;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** An implementation in memory that does what the model says, but for a mutation. */
final class MutantFabric implements Fabric {
    private static final long PAGE_SIZE = 4096;
    private static final Duration SETTLE = Duration.ofMillis(10);

    private final String name;
    private final Model model;
    private final Interpretation reading;
    private final Supplier<Mutation> mutations;
    private final AtomicLong differences = new AtomicLong();

    /**
     * @param mutations a new one for each session
     */
    MutantFabric(String name, Model model, Supplier<Mutation> mutations) {
        this.name = name;
        this.model = model;
        this.reading = model.profile().readings().getFirst();
        this.mutations = mutations;
    }

    /** How often it has done something else than a right implementation. */
    long differences() {
        return differences.get();
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
                EnumSet.allOf(Capability.class), Set.of(), PAGE_SIZE, Limits.NONE, SETTLE);
    }

    @Override
    public Session open(Topology topology) {
        return new MutantSession(World.of(topology, PAGE_SIZE), mutations.get());
    }

    /** Success where that is allowed. */
    static RightAnswers right(Model model) {
        Interpretation reading = model.profile().readings().getFirst();
        return (world, process, call) -> {
            Allowed allowed = model.allowed(reading, world, process, call);
            for (Step step : allowed.steps()) {
                if (step.reply() instanceof Reply.Success) {
                    return step;
                }
            }
            return allowed.steps().getFirst();
        };
    }

    private final class MutantSession implements Session {
        private final Mutation mutation;
        private final RightAnswers right = right(model);
        private World world;

        MutantSession(World world, Mutation mutation) {
            this.world = world;
            this.mutation = mutation;
        }

        @Override
        public synchronized Participant attach(int node, Credentials who) {
            int process = world.processes().size();
            Credentials seen = mutation.seen(who);
            if (!seen.equals(who)) {
                differences.incrementAndGet();
            }
            world = world.attach(node, seen);
            return new Participant() {
                @Override
                public Reply call(Call call) {
                    return answer(process, call);
                }

                @Override
                public void kill() {
                    apply(new Event.Killed(process));
                }

                @Override
                public void close() {
                    kill();
                }
            };
        }

        @Override
        public synchronized void apply(Event event) {
            World next = model.after(new State(world, reading), event).iterator().next().world();
            World after = mutation.after(world, next);
            note(after == next || after.equals(next));
            world = after;
        }

        private synchronized Reply answer(int process, Call call) {
            if (!world.isSettled()) {
                world = world.settled();
            }
            if (!model.isPromised(reading, world, process, call)) {
                return Reply.done();
            }
            Step step = right.to(world, process, call);
            Answer answer = mutation.answer(new Situation(world, process, call, right), step);
            note(
                    answer.reply().equals(step.reply())
                            && (answer.next() == step.next() || answer.next().equals(step.next())));
            world = answer.next();
            return answer.reply();
        }

        private void note(boolean isRight) {
            if (!isRight) {
                differences.incrementAndGet();
            }
        }

        @Override
        public void close() {}
    }
}
