package org.rsmtck.kit.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmtck.api.Call;
import org.rsmtck.api.Capabilities;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Event;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Faults;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;
import org.rsmtck.api.Session;
import org.rsmtck.api.Topology;
import org.rsmtck.kit.Suites;
import org.rsmtck.kit.Tools;
import org.rsmtck.kit.plan.Exercise;
import org.rsmtck.kit.suite.Exercises;
import org.rsmtck.kit.suite.Level;
import org.rsmtck.kit.suite.RulesSuite;
import org.rsmtck.kit.suite.RunRequest;
import org.rsmtck.kit.suite.TestRun;
import org.rsmtck.kit.suite.WalksSuite;
import org.rsmtck.model.Profile;
import org.rsmtck.reports.Failure;
import org.rsmtck.reports.Obligation;
import org.rsmtck.reports.Results;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Agents that are asked ahead, two sequences at a time, come to what agents come to that are asked
 * for one call after the other.
 */
class AgentsAheadTest {
    private static final int EACH = 120;
    private static final int WALKS = 30;

    private static NativeExample example;

    /** The same, one call and one sequence after the other. */
    private record OneAfterTheOther(Fabric fabric) implements Fabric {
        @Override
        public String name() {
            return fabric.name();
        }

        @Override
        public Capabilities capabilities() {
            return fabric.capabilities();
        }

        @Override
        public boolean hasProcesses() {
            return true;
        }

        @Override
        public Faults faults() {
            return fabric.faults();
        }

        @Override
        public Optional<String> lacking(Call call) {
            return fabric.lacking(call);
        }

        @Override
        public Session open(Topology topology) {
            Session session = fabric.open(topology);
            return new Session() {
                @Override
                public Participant attach(int node, Credentials who) {
                    return plain(session.attach(node, who));
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

        private static Participant plain(Participant participant) {
            return new Participant() {
                @Override
                public Reply call(Call call) {
                    return participant.call(call);
                }

                @Override
                public void kill() {
                    participant.kill();
                }

                @Override
                public void close() {
                    participant.close();
                }
            };
        }
    }

    @BeforeAll
    static void build(@TempDir Path folder) throws IOException {
        List<String> missing = NativeExample.missingTools();
        Tools.demand(
                missing.isEmpty(), () -> "the example in C cannot be built without " + missing);
        example = NativeExample.in(folder);
    }

    private static Results results(Fabric fabric, Profile profile) {
        try (TestRun run = Suites.run(RunRequest.of(fabric, profile, Level.QUICK, 1))) {
            List<Exercise> exercises =
                    RulesSuite.of(
                            run.request().model(),
                            run.request().fabric().capabilities().pageSize());
            for (int i = 0; i < exercises.size(); i += EACH) {
                Exercises.run(run, exercises.get(i));
            }
            run.suite(WalksSuite.class).goSome(WALKS, 1);
            return run.results();
        }
    }

    private static void assertSame(Path vendorFile, Profile profile) {
        Results ahead;
        Results one;
        try (AgentFabric fabric = new AgentFabric(VendorFile.read(vendorFile))) {
            ahead = results(fabric, profile);
        }
        try (AgentFabric fabric = new AgentFabric(VendorFile.read(vendorFile))) {
            one = results(new OneAfterTheOther(fabric), profile);
        }

        assertThat(exercised(ahead))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("milliseconds")
                .isEqualTo(exercised(one))
                .isNotEmpty();
        assertThat(told(ahead)).isEqualTo(told(one));
        assertThat(ahead.run().progress().readings()).isEqualTo(one.run().progress().readings());
    }

    private static List<Obligation> exercised(Results results) {
        return results.obligations().stream().filter(one -> one.suite().equals("rules")).toList();
    }

    private static List<String> told(Results results) {
        return results.failures().stream().map(AgentsAheadTest::told).toList();
    }

    /** A busy machine may leave no time to find which other clauses a hang breaks. */
    private static String told(Failure failure) {
        List<String> clauses =
                failure.clause().equals("frame/no-crash-no-hang")
                        ? List.of(failure.clause())
                        : failure.clauses();
        return failure.id() + " " + clauses + " " + failure.history().size();
    }

    @Test
    void what_conforms_does_so_either_way() throws IOException {
        assertSame(example.compiled(), Profile.STRICT);
        assertSame(example.compiled(), Profile.MAN_PAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unlisted-code",
                "stale-crashes",
                "cut-disconnect-hangs",
                "refused-unmaps",
                "same-handle"
            })
    void what_is_wrong_fails_in_the_same_way(String defect) throws IOException {
        assertSame(example.broken(defect, "2 s"), Profile.STRICT);
    }
}
