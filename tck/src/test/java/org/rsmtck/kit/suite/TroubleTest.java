package org.rsmtck.kit.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rsmtck.api.Call;
import org.rsmtck.api.Capabilities;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Event;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.api.Session;
import org.rsmtck.api.Topology;
import org.rsmtck.kit.Suites;
import org.rsmtck.kit.plan.Exercise;
import org.rsmtck.kit.simulated.ModelFabric;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;
import org.rsmtck.reports.Obligation;
import org.rsmtck.reports.Results;
import org.rsmtck.reports.Statement;
import org.rsmtck.reports.Status;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * What an agent, a tool or the kit cannot do is not exercised, with the reason: never a failure of
 * the implementation, never the end of a run, and never passed.
 */
class TroubleTest {
    private static final Fabric RIGHT = ModelFabric.of("right", Pages.model(Profile.STRICT));

    /** A right implementation whose sessions are another's. */
    private record Behind(UnaryOperator<Session> door) implements Fabric {
        @Override
        public String name() {
            return "behind a door";
        }

        @Override
        public String profile() {
            return RIGHT.profile();
        }

        @Override
        public Capabilities capabilities() {
            return RIGHT.capabilities();
        }

        @Override
        public Session open(Topology topology) {
            return door.apply(RIGHT.open(topology));
        }
    }

    /** A session that is not able to make some calls. */
    private record Unable(Session session, Class<? extends Call> of) implements Session {
        @Override
        public Participant attach(int node, Credentials who) {
            Participant able = session.attach(node, who);
            return new Participant() {
                @Override
                public Reply call(Call call) {
                    return of.isInstance(call)
                            ? new Reply.NoReply("the agent cannot do it: there is no memory")
                            : able.call(call);
                }

                @Override
                public void kill() {
                    able.kill();
                }

                @Override
                public void close() {
                    able.close();
                }
            };
        }

        @Override
        public void apply(Event event) {
            if (event instanceof Event.Interruption) {
                throw new UnsupportedOperationException("the tool is gone");
            }
            session.apply(event);
        }

        @Override
        public void close() {
            session.close();
        }
    }

    private static Results results(Fabric fabric, String suite) {
        try (TestRun run = Suites.run(RunRequest.of(fabric, Profile.STRICT, Level.QUICK, 1))) {
            switch (suite) {
                case RulesSuite.NAME ->
                        RulesSuite.of(run.request().model(), run.capabilities().pageSize())
                                .forEach(exercise -> Exercises.run(run, exercise));
                case TransitionsSuite.NAME -> {
                    run.suite(TransitionsSuite.class)
                            .programs()
                            .forEach(run.suite(TransitionsSuite.class)::go);
                    run.suite(TransitionsSuite.class).settle();
                }
                default -> {
                    run.suite(WalksSuite.class).goSome(300, 1);
                    run.suite(WalksSuite.class).settle();
                }
            }
            return run.results();
        }
    }

    private static List<Obligation> of(Results results, String suite) {
        return results.obligations().stream().filter(one -> one.suite().equals(suite)).toList();
    }

    @Test
    void what_an_agent_is_unable_to_do_is_not_exercised() {
        Fabric fabric = new Behind(session -> new Unable(session, Call.InitBarrier.class));
        Results results = results(fabric, RulesSuite.NAME);
        assertThat(results.failures()).isEmpty();
        assertThat(of(results, RulesSuite.NAME))
                .filteredOn(one -> !one.rules().isEmpty())
                .filteredOn(one -> one.rules().stream().allMatch(r -> r.startsWith("init_barrier")))
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.status()).isEqualTo(Status.NOT_EXERCISED));
        assertThat(results.obligations())
                .extracting(Obligation::reason)
                .anyMatch(reason -> reason.contains("there is no memory"));
    }

    @Test
    void an_event_that_cannot_be_brought_about_is_not_exercised() {
        Fabric fabric = new Behind(session -> new Unable(session, Call.GetSegmentIdRange.class));
        Results results = results(fabric, RulesSuite.NAME);
        assertThat(results.failures()).isEmpty();
        assertThat(of(results, RulesSuite.NAME))
                .filteredOn(one -> one.rules().contains("connect/INTERRUPTED"))
                .isNotEmpty()
                .allSatisfy(one -> {
                    assertThat(one.status()).isEqualTo(Status.NOT_EXERCISED);
                    assertThat(one.reason()).contains("the tool is gone");
                });
    }

    @Test
    void a_fabric_that_cannot_be_opened_any_more_passes_nothing() {
        for (String suite : List.of(RulesSuite.NAME, TransitionsSuite.NAME, WalksSuite.NAME)) {
            AtomicInteger left = new AtomicInteger(5);
            Fabric fabric =
                    new Behind(session -> {
                        if (left.getAndDecrement() <= 0) {
                            throw new IllegalStateException("out of order");
                        }
                        return session;
                    });
            Results results = results(fabric, suite);
            assertThat(results.failures()).as(suite).isEmpty();
            assertThat(of(results, suite))
                    .as(suite)
                    .extracting(Obligation::status)
                    .contains(Status.NOT_EXERCISED);
            assertThat(of(results, suite))
                    .extracting(Obligation::reason)
                    .anyMatch(reason -> reason.contains("out of order"));
            assertThat(left.get()).as("it gives up").isGreaterThan(-500);
            assertThat(Statement.of(results).line()).doesNotStartWith("CONFORMANT");
        }
    }

    /** A session in which nobody finds what another process has published. */
    private record Local(Session session) implements Session {
        @Override
        public Participant attach(int node, Credentials who) {
            Participant able = session.attach(node, who);
            return new Participant() {
                @Override
                public Reply call(Call call) {
                    return call instanceof Call.Connect
                            ? new Reply.Refused(RsmError.SEG_NOT_PUBLISHED, 0)
                            : able.call(call);
                }

                @Override
                public void kill() {
                    able.kill();
                }

                @Override
                public void close() {
                    able.close();
                }
            };
        }

        @Override
        public void apply(Event event) {
            session.apply(event);
        }

        @Override
        public void close() {
            session.close();
        }
    }

    @Test
    void where_the_least_does_not_work_one_obligation_fails_and_the_rest_is_not_exercised() {
        try (TestRun run =
                Suites.run(RunRequest.of(new Behind(Local::new), Profile.STRICT, Level.QUICK, 1))) {
            List<Exercise> some = RulesSuite.of(run.request()).stream().limit(100).toList();
            String failure = run.unlessItFailsAtBasics(some.getFirst().owed(), () -> "");
            assertThat(failure).isNotEmpty();
            some.stream().skip(1).forEach(exercise -> Exercises.run(run, exercise));
            Results results = run.results();
            assertThat(results.failures()).hasSize(1);
            assertThat(of(results, RulesSuite.NAME))
                    .filteredOn(one -> one.status() == Status.FAILED)
                    .hasSize(1);
            assertThat(of(results, RulesSuite.NAME))
                    .filteredOn(one -> one.status() == Status.NOT_EXERCISED)
                    .hasSizeGreaterThanOrEqualTo(99)
                    .allMatch(one -> one.reason().startsWith("one process cannot connect to"));
        }
    }

    @Test
    void where_the_least_works_nothing_is_settled_by_it() {
        try (TestRun run = Suites.run(RunRequest.of(RIGHT, Profile.STRICT, Level.QUICK, 1))) {
            Exercise any = RulesSuite.of(run.request()).getFirst();
            assertThat(run.unlessItFailsAtBasics(any.owed(), () -> "")).isEmpty();
            assertThat(run.isOver("rules")).isEmpty();
        }
    }
}
