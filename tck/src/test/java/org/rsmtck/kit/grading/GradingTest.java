package org.rsmtck.kit.grading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmtck.api.Fabric;
import org.rsmtck.kit.Suites;
import org.rsmtck.kit.execute.Driver;
import org.rsmtck.kit.execute.Outcome;
import org.rsmtck.kit.plan.Exercise;
import org.rsmtck.kit.simulated.ModelFabric;
import org.rsmtck.kit.suite.CombinationsSuite;
import org.rsmtck.kit.suite.Exercises;
import org.rsmtck.kit.suite.Failures;
import org.rsmtck.kit.suite.Level;
import org.rsmtck.kit.suite.PermissionsSuite;
import org.rsmtck.kit.suite.RulesSuite;
import org.rsmtck.kit.suite.RunRequest;
import org.rsmtck.kit.suite.TestRun;
import org.rsmtck.kit.suite.WalksSuite;
import org.rsmtck.model.Clauses;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;
import org.rsmtck.reports.Failure;
import org.rsmtck.reports.Failure.Line;
import org.rsmtck.reports.FailureText;
import org.rsmtck.reports.Statement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The kit rejects what is broken, by the clause that it breaks and with a short history, and lets
 * pass what is odd. What it found goes to {@code target/grading.md}, from which {@code
 * docs/grading.md} is made.
 */
@Execution(ExecutionMode.CONCURRENT)
class GradingTest {
    private static final long SEED = 1;
    private static final int SHORT = 12;
    private static final int WALKS = 6_000;
    private static final int VALUES_AMONG = 45;
    private static final int SOME_COMBINATIONS = 6;
    private static final int SOME_WALKS = 500;
    private static final int SAMPLE = 4;
    private static final int DRAWN = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Path DOCUMENT = Path.of("../docs/grading.md");

    /** By the name of what was graded. */
    private static final Map<String, String> ROWS = new ConcurrentHashMap<>();

    static List<Mutant> broken() {
        return Mutant.all();
    }

    static List<Mutant> nowAndThen() {
        return MutantTimes.nowAndThen();
    }

    static List<Hollow> hollow() {
        return Hollow.all();
    }

    static List<ConformingVariant> odd() {
        return ConformingVariant.all();
    }

    static Stream<Fabric> readings() {
        Model page = Pages.model(Profile.MAN_PAGE);
        Interpretation safest = Profile.MAN_PAGE.readings().getFirst();
        return Stream.concat(
                        Profile.MAN_PAGE.readings().stream(),
                        ConformingVariant.drawn(DRAWN).stream())
                .map(interpretation ->
                        ModelFabric.of(differences(safest, interpretation), page)
                                .reading(interpretation)
                                .late(Duration.ofMillis(1))
                                .settlingWithin(Duration.ofMillis(4)));
    }

    private static String differences(Interpretation safest, Interpretation interpretation) {
        return interpretation.choices().entrySet().stream()
                .filter(choice -> !safest.choices().entrySet().contains(choice))
                .map(choice -> choice.getKey().words() + " " + choice.getValue())
                .collect(Collectors.joining(", ", "reading: ", ""));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void a_broken_implementation_is_rejected_by_the_clause_that_it_breaks(Mutant broken)
            throws IOException {
        try (TestRun run = run(broken.fabric(), Profile.STRICT)) {
            Optional<Failure> found = search(run, broken.clause());

            assertThat(found).as(all(run)).isPresent();
            Failure failure = found.orElseThrow();
            run.suite(WalksSuite.class).settle();
            // A broken neighbour is no broken page: it keeps a statement from being made.
            assertThat(Statement.of(run.results()).verdict())
                    .isEqualTo(
                            touchesThePage(run, failure)
                                    ? Statement.Verdict.NOT_CONFORMANT
                                    : Statement.Verdict.INCOMPLETE);
            assertThat(onceEach(failure.history()))
                    .as(FailureText.of(failure))
                    .hasSizeLessThanOrEqualTo(SHORT);
            assertThat(again(run, failure)).contains(failure.clause());
            String row = "| %s | %s | `%s` |".formatted(broken, broken.wrong(), broken.clause());
            ROWS.put(
                    broken.toString(),
                    "%s `%s` | %d |".formatted(row, failure.id(), failure.history().size()));
            assertThat(Files.readString(DOCUMENT)).contains(row);
        }
    }

    @ParameterizedTest
    @MethodSource("nowAndThen")
    void what_is_broken_now_and_then_is_rejected_too(Mutant broken) {
        try (TestRun run = run(broken.fabric(), Profile.STRICT)) {
            assertThat(search(run, broken.clause())).as(all(run)).isPresent();
            run.suite(WalksSuite.class).settle();
            assertThat(Statement.of(run.results()).verdict())
                    .isEqualTo(Statement.Verdict.NOT_CONFORMANT);
        }
    }

    @ParameterizedTest
    @MethodSource("hollow")
    void a_hollow_implementation_is_rejected_by_every_profile(Hollow hollow) throws IOException {
        try (TestRun run = run(hollow.fabric(), hollow.profile())) {
            Failure failure = search(run, hollow.clause()).orElse(null);

            assertThat(failure).as(all(run)).isNotNull();
            run.suite(WalksSuite.class).settle();
            assertThat(Statement.of(run.results()).verdict())
                    .isEqualTo(Statement.Verdict.NOT_CONFORMANT);
            String row =
                    "| %s | %s | %s | `%s` |"
                            .formatted(
                                    hollow.fabric().name(),
                                    hollow.wrong(),
                                    hollow.profile().name(),
                                    hollow.clause());
            ROWS.put(
                    hollow.toString(),
                    "%s `%s` | %d |".formatted(row, failure.id(), failure.history().size()));
            assertThat(Files.readString(DOCUMENT)).contains(row);
        }
    }

    @ParameterizedTest
    @MethodSource("odd")
    void an_odd_implementation_passes(ConformingVariant odd) throws IOException {
        try (TestRun run = run(odd.fabric(), odd.profile())) {
            List<Exercise> exercises = exercises(run);
            exercises.forEach(exercise -> Exercises.run(run, exercise));
            combine(run);
            run.suite(WalksSuite.class).goSome(SOME_WALKS, 1);

            assertThat(run.failures().all()).as(all(run)).isEmpty();
            String row = "| %s | %s | %s |".formatted(odd, odd.odd(), odd.profile().name());
            ROWS.put(odd.toString(), row);
            assertThat(Files.readString(DOCUMENT)).contains(row);
        }
    }

    @ParameterizedTest
    @MethodSource("readings")
    void every_reading_of_the_page_passes(Fabric fabric) {
        try (TestRun run = run(fabric, Profile.MAN_PAGE)) {
            List<Exercise> exercises = exercises(run);
            for (int i = 0; i < exercises.size(); i += SAMPLE) {
                Exercises.run(run, exercises.get(i));
            }
            combine(run);

            assertThat(run.failures().all()).as(all(run)).isEmpty();
        }
    }

    /** What was asked again while it may have been late counts once. */
    private static List<Line> onceEach(List<Line> history) {
        return history.stream()
                .map(line -> new Line(0, line.process(), line.call(), line.reply()))
                .distinct()
                .toList();
    }

    /** The catalogue is shared out among all that are to pass. */
    private static void combine(TestRun run) {
        int lot = Math.floorMod(run.request().fabric().name().hashCode(), VALUES_AMONG);
        run.suite(CombinationsSuite.class).goSome(VALUES_AMONG, lot, SOME_COMBINATIONS);
    }

    @AfterAll
    static void write() throws IOException {
        Files.write(
                Path.of("target/grading.md"),
                Stream.of(broken().stream(), hollow().stream(), odd().stream())
                        .flatMap(graded -> graded)
                        .flatMap(graded -> Stream.ofNullable(ROWS.get(graded.toString())))
                        .toList());
    }

    private static boolean touchesThePage(TestRun run, Failure failure) {
        return Clauses.of(run.request().model().rules()).stream()
                .anyMatch(clause -> clause.isRequired() && failure.clauses().contains(clause.id()));
    }

    private static TestRun run(Fabric fabric, Profile profile) {
        return Suites.run(RunRequest.of(fabric, profile, Level.QUICK, SEED).waiting(PATIENCE));
    }

    private static List<Exercise> exercises(TestRun run) {
        return RulesSuite.of(run.request().model(), pageSize(run));
    }

    private static long pageSize(TestRun run) {
        return run.request().fabric().capabilities().pageSize();
    }

    /** The clause that the failure's program breaks when it is run once more, if it fails again. */
    private static Optional<String> again(TestRun run, Failure failure) {
        try (Driver driver = new Driver(run.request().fabric(), run.request().model(), PATIENCE)) {
            List<Interpretation> any = List.of(Interpretation.NONE);
            Outcome outcome =
                    driver.run(run.failures().program(failure.id()).orElseThrow(), List.of(), any);
            return outcome.mismatch()
                    .map(found -> Failures.told(driver, "", outcome, any, "").clause());
        }
    }

    /**
     * The first failure that names the clause: rules first, permissions and then walks if they tell
     * nothing.
     */
    private static Optional<Failure> search(TestRun run, String clause) {
        List<Exercise> exercises = new ArrayList<>(exercises(run));
        exercises.addAll(PermissionsSuite.of(run.request().model(), pageSize(run)));
        for (Exercise exercise : exercises) {
            if (!Exercises.run(run, exercise).isEmpty() && naming(run, clause).isPresent()) {
                return naming(run, clause);
            }
        }
        for (int walk = 0; walk < WALKS && naming(run, clause).isEmpty(); walk++) {
            run.suite(WalksSuite.class).goSome(1, walk);
        }
        return naming(run, clause);
    }

    private static Optional<Failure> naming(TestRun run, String clause) {
        return run.failures().all().stream()
                .filter(failure -> failure.clauses().contains(clause))
                .findFirst();
    }

    private static String all(TestRun run) {
        return run.failures().all().stream()
                .map(FailureText::of)
                .collect(Collectors.joining("\n\n"));
    }
}
