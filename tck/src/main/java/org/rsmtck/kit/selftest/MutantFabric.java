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
import java.util.function.Function;

/** An implementation in memory that does what the model says, but for a mutation. */
final class MutantFabric implements Fabric {
    private static final long PAGE_SIZE = 4096;
    private static final Duration SETTLE = Duration.ofMillis(10);

    private final String name;
    private final Model model;
    private final Interpretation reading;
    private final Function<Topology, Mutation> mutations;

    /**
     * @param mutations a new one for each session, by where that is
     */
    MutantFabric(String name, Model model, Function<Topology, Mutation> mutations) {
        this.name = name;
        this.model = model;
        this.reading = model.profile().readings().getFirst();
        this.mutations = mutations;
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
        return new MutantSession(World.of(topology, PAGE_SIZE), mutations.apply(topology));
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
            world = world.attach(node, mutation.seen(who));
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
            world = mutation.after(world, event, next);
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
            world = answer.next();
            return answer.reply();
        }

        @Override
        public synchronized void close() {
            mutation.ended();
        }
    }
}
