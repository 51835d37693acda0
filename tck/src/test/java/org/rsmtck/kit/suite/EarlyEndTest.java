package org.rsmtck.kit.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rsmtck.api.Capabilities;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Session;
import org.rsmtck.api.Topology;
import org.rsmtck.kit.Suites;
import org.rsmtck.kit.plan.Exercise;
import org.rsmtck.kit.probes.ProbesSuite;
import org.rsmtck.kit.simulated.ModelFabric;
import org.rsmtck.kit.target.NativeExample;
import org.rsmtck.kit.target.Refusing;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;
import org.rsmtck.reports.Book;
import org.rsmtck.reports.Entry;
import org.rsmtck.reports.Obligation;
import org.rsmtck.reports.Results;
import org.rsmtck.reports.Statement;
import org.rsmtck.reports.Statement.Verdict;
import org.rsmtck.reports.Status;
import org.rsmtck.reports.Terms;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A suite that ends early, for whatever reason, has not exercised what it did not come to. */
@Timeout(120)
class EarlyEndTest {
    private static final int OPENS = 40;

    private static final String WHY = "no more fabrics today";

    /** Refuses to open after so many times. */
    private record Tiring(Fabric fabric, AtomicInteger left) implements Fabric {
        static Tiring after(int opens) {
            return new Tiring(
                    ModelFabric.of("tiring", Pages.model(Profile.STRICT)),
                    new AtomicInteger(opens));
        }

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
            if (left.getAndDecrement() <= 0) {
                throw new IllegalStateException(WHY);
            }
            return fabric.open(topology);
        }
    }

    private static Results ran(Fabric fabric, String suite, Consumer<TestRun> running) {
        RunRequest request =
                RunRequest.of(fabric, Profile.STRICT, Level.QUICK, 1)
                        .of(owed -> owed.suite().equals(suite));
        try (TestRun run = Suites.run(request)) {
            running.accept(run);
            return run.results();
        }
    }

    private static void runAll(TestRun run, List<Exercise> exercises) {
        exercises.stream()
                .filter(exercise -> run.request().selection().test(exercise.owed()))
                .forEach(exercise -> Exercises.run(run, exercise));
    }

    private static void walk(TestRun run) {
        run.suite(WalksSuite.class).goSome(Level.QUICK.walks(), 1);
        run.suite(WalksSuite.class).settle();
    }

    private static void tour(TestRun run) {
        run.suite(TransitionsSuite.class).programs().forEach(run.suite(TransitionsSuite.class)::go);
        run.suite(TransitionsSuite.class).settle();
    }

    private static void assertEndedEarly(Results results) {
        assertThat(results.troubles())
                .anySatisfy(trouble -> assertThat(trouble.words()).contains(WHY));
        assertThat(results.failures()).isEmpty();
        assertThat(results.obligations()).isNotEmpty();
        List<Obligation> left = with(results, Status.NOT_EXERCISED);
        assertThat(left).isNotEmpty();
        assertThat(left)
                .filteredOn(one -> !one.suite().equals(WalksSuite.NAME))
                .allSatisfy(one -> assertThat(one.reason()).contains(WHY));
        assertThat(Statement.of(results).verdict()).isEqualTo(Verdict.INCOMPLETE);
        // What went well before is told all the same.
        Results alone = results.troubledBy(List.of());
        assertThat(Statement.of(alone).verdict()).isEqualTo(Verdict.INCOMPLETE);
    }

    private static List<Obligation> with(Results results, Status status) {
        return results.obligations().stream().filter(one -> one.status() == status).toList();
    }

    @Test
    void permissions() {
        Results results =
                ran(
                        Tiring.after(OPENS),
                        PermissionsSuite.NAME,
                        run -> runAll(run, PermissionsSuite.of(run.request().model(), 4096)));
        assertEndedEarly(results);
        assertThat(with(results, Status.PASSED)).hasSizeBetween(1, OPENS);
    }

    @Test
    void rules() {
        Results results =
                ran(
                        Tiring.after(OPENS),
                        RulesSuite.NAME,
                        run -> runAll(run, RulesSuite.of(run.request().model(), 4096)));
        assertEndedEarly(results);
        assertThat(with(results, Status.PASSED)).hasSizeBetween(1, OPENS);
    }

    @Test
    void transitions() {
        Results results = ran(Tiring.after(3), TransitionsSuite.NAME, EarlyEndTest::tour);
        assertEndedEarly(results);
        assertThat(with(results, Status.PASSED)).isNotEmpty();
    }

    @Test
    void walks_without_their_full_measure_count_for_no_scope() {
        Results results = ran(Tiring.after(911), WalksSuite.NAME, EarlyEndTest::walk);
        assertEndedEarly(results);
        assertThat(results.obligations())
                .filteredOn(one -> one.rules().isEmpty())
                .isNotEmpty()
                .allSatisfy(one -> {
                    assertThat(one.status()).as(one.id()).isEqualTo(Status.NOT_EXERCISED);
                    assertThat(one.reason())
                            // Some fabrics are for sequences that run again, see ProgramRunner.
                            .containsPattern("\\b(88|89|90|91)\\d of 6,000 sequences were judged")
                            .contains(WHY);
                });
    }

    @Test
    void a_fabric_that_fails_twice_in_a_row_costs_one_obligation() {
        Fabric model = ModelFabric.of("stumbling", Pages.model(Profile.STRICT));
        AtomicInteger opens = new AtomicInteger();
        Fabric stumbling =
                new Fabric() {
                    @Override
                    public String name() {
                        return model.name();
                    }

                    @Override
                    public Capabilities capabilities() {
                        return model.capabilities();
                    }

                    @Override
                    public Session open(Topology topology) {
                        int open = opens.incrementAndGet();
                        // What fails once is tried again.
                        if (open == 5 || open == OPENS || open == OPENS + 1) {
                            throw new IllegalStateException(WHY);
                        }
                        return model.open(topology);
                    }
                };
        Results results =
                ran(
                        stumbling,
                        PermissionsSuite.NAME,
                        run ->
                                runAll(
                                        run,
                                        PermissionsSuite.of(run.request().model(), 4096)
                                                .subList(0, 200)));
        assertThat(with(results, Status.PASSED)).hasSize(199);
        assertThat(results.troubles()).hasSize(1);
        assertThat(Statement.of(results).verdict()).isEqualTo(Verdict.INCOMPLETE);
    }

    @Test
    void a_fabric_that_never_opens_ends_the_run_with_its_reason() {
        try (TestRun run =
                Suites.run(RunRequest.of(Tiring.after(0), Profile.STRICT, Level.QUICK, 1))) {
            runAll(run, PermissionsSuite.of(run.request().model(), 4096).subList(0, 9));
            assertThat(run.whyNothingRan())
                    .hasValueSatisfying(why -> assertThat(why).contains(WHY));
            assertThat(run.isOver(WalksSuite.NAME)).isPresent();
            Results results = run.results();
            assertThat(Statement.of(results).verdict()).isEqualTo(Verdict.NONE);
        }
    }

    @Test
    void probes(@TempDir Path folder) throws IOException {
        assumeThat(NativeExample.missingTools()).isEmpty();
        NativeExample example = NativeExample.in(folder);
        List<Results> all = new ArrayList<>();
        Refusing.after(
                5,
                WHY,
                example.compiled(),
                fabric ->
                        all.add(
                                ran(
                                        fabric,
                                        ProbesSuite.NAME,
                                        run ->
                                                run.suite(ProbesSuite.class)
                                                        .all()
                                                        .forEach(
                                                                run.suite(ProbesSuite.class)
                                                                        ::run))));
        Results results = all.getFirst();
        assertThat(with(results, Status.NOT_EXERCISED))
                .isNotEmpty()
                .anySatisfy(one -> assertThat(one.reason()).contains(WHY));
        assertThat(results.failures()).isEmpty();
        assertThat(Statement.of(results).verdict()).isEqualTo(Verdict.INCOMPLETE);
    }

    @Test
    void the_journal_says_what_the_run_says() {
        List<Entry> entries = new ArrayList<>();
        RunRequest request =
                RunRequest.of(Tiring.after(OPENS), Profile.STRICT, Level.QUICK, 1)
                        .of(owed -> owed.suite().equals(PermissionsSuite.NAME))
                        .in(new Manner("a part", Set.of(), false, Terms.USUAL, entries::add));
        try (TestRun run = Suites.run(request)) {
            runAll(run, PermissionsSuite.of(run.request().model(), 4096));
            Results results = run.results();
            var book = new Book();
            entries.forEach(book::add);
            assertThat(book.results()).isEqualTo(results);
            assertThat(Optional.of(results.unstated())).contains("a part");
        }
    }
}
