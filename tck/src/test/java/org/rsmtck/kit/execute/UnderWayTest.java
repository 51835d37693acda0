package org.rsmtck.kit.execute;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Capabilities;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Event;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.api.Session;
import org.rsmtck.api.Topology;
import org.rsmtck.explore.Alphabet;
import org.rsmtck.explore.Scopes;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.simulated.ModelFabric;
import org.rsmtck.kit.target.Pipelined;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Of calls of two processes that are under way together, any may be made first. */
class UnderWayTest {
    private static final Model STRICT = Pages.model(Profile.STRICT);

    /** Makes a call when it is waited for; only a disconnect at once, and dies of it. */
    private record Hasty(Participant participant) implements Pipelined {
        @Override
        public boolean canBeAsked() {
            return true;
        }

        @Override
        public Asked ask(Call call, Optional<Reply> expected) {
            if (call instanceof Call.Disconnect) {
                participant.kill();
                return asked(() -> new Reply.NoReply("the process died of SIGSEGV"));
            }
            return asked(() -> participant.call(call));
        }

        private static Asked asked(Supplier<Reply> reply) {
            return new Asked() {
                @Override
                public void send() {}

                @Override
                public Reply await() {
                    return reply.get();
                }

                @Override
                public void forget() {}
            };
        }

        @Override
        public Reply call(Call call) {
            return ask(call, Optional.empty()).await();
        }

        @Override
        public void kill() {
            participant.kill();
        }

        @Override
        public void close() {
            participant.close();
        }
    }

    private record HastyFabric(Fabric fabric) implements Fabric {
        @Override
        public String name() {
            return fabric.name();
        }

        @Override
        public Capabilities capabilities() {
            return fabric.capabilities();
        }

        @Override
        public Session open(Topology topology) {
            Session session = fabric.open(topology);
            return new Session() {
                @Override
                public Participant attach(int node, Credentials who) {
                    return new Hasty(session.attach(node, who));
                }

                @Override
                public void apply(Event event) {
                    session.apply(event);
                }

                @Override
                public void close() {
                    session.close();
                }
            };
        }
    }

    /** The exporter dies, and the connect beside it finds nothing: only the first is a failure. */
    @Test
    void what_came_of_a_death_is_not_told_in_its_place() {
        Setting setting =
                new Setting(
                        Topology.oneNode(),
                        List.of(
                                new Setting.Member(1, Credentials.user(1001, 101, 022)),
                                new Setting.Member(1, Credentials.user(1002, 102, 022))));
        Script script = new Script(STRICT, setting, 4096);
        long far = script.issued(0, new Call.GetController(Topology.LOOPBACK, Out.VALID));
        long near = script.issued(1, new Call.GetController(Topology.LOOPBACK, Out.VALID));
        long export =
                script.issued(0, new Call.ExportCreate(far, Memory.aligned(1), 4096, 0, Out.VALID));
        script.say(
                0,
                new Call.Publish(
                        export, Scopes.FIRST, AccessList.of(new AccessEntry(1, 0)), Out.VALID));
        script.say(1, new Call.Connect(near, 1, Scopes.FIRST, Permission.READ, Out.VALID));
        script.say(0, new Call.Disconnect(Alphabet.NEVER_ISSUED));
        Fabric fabric = new HastyFabric(ModelFabric.of("hasty", STRICT));

        try (Driver driver = new Driver(fabric, STRICT, Duration.ofSeconds(5))) {
            Outcome outcome = driver.run(script.program(), List.of(), Set.of(Interpretation.NONE));

            assertThat(outcome.mismatch()).isPresent();
            Observation.Called line = outcome.mismatch().orElseThrow().observed();
            assertThat(line.call()).isInstanceOf(Call.Disconnect.class);
            assertThat(line.reply()).isInstanceOf(Reply.NoReply.class);
        }
    }
}
