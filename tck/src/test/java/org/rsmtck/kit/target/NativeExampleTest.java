package org.rsmtck.kit.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmtck.kit.Suites;
import org.rsmtck.kit.Tools;
import org.rsmtck.kit.plan.Exercise;
import org.rsmtck.kit.suite.Exercises;
import org.rsmtck.kit.suite.Level;
import org.rsmtck.kit.suite.PermissionsSuite;
import org.rsmtck.kit.suite.RulesSuite;
import org.rsmtck.kit.suite.RunRequest;
import org.rsmtck.kit.suite.TestRun;
import org.rsmtck.kit.suite.TransitionsSuite;
import org.rsmtck.kit.suite.WalksSuite;
import org.rsmtck.kit.target.NativeExample.Defect;
import org.rsmtck.model.Clauses;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;
import org.rsmtck.reports.Failure;
import org.rsmtck.reports.FailureText;
import org.rsmtck.reports.Obligation;
import org.rsmtck.reports.Status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The example in C conforms, whichever agent it is reached by, and each of its defects is found, by
 * the clause that it breaks. The rows of {@code docs/grading.md} are checked; they are made anew in
 * {@code target/native-grading.md}.
 */
@Execution(ExecutionMode.CONCURRENT)
class NativeExampleTest {
    private static final long SEED = 1;
    private static final int SAMPLE = 20;
    private static final int SOME_WALKS = 50;
    private static final int WALKS = 1_000;
    private static final Path DOCUMENT = Path.of("../docs/grading.md");

    /**
     * Looks for all defects with all that there is, also for those that it is known not to find.
     */
    private static final boolean IS_FULL = Boolean.getBoolean("rsmtck.full");

    /** What only a kit finds that can be anybody. */
    private static final Set<String> NEEDING_USERS =
            Set.of(
                    "group-ignored",
                    "others-as-group",
                    "root-passes",
                    "real-ids",
                    "supplementary-ignored",
                    "umask-ignored");

    private static final Map<String, String> ROWS = new ConcurrentHashMap<>();
    private static final Map<String, String> COSTS = new ConcurrentHashMap<>();

    private static NativeExample example;

    @BeforeAll
    static void build(@TempDir Path folder) throws IOException {
        List<String> missing = NativeExample.missingTools();
        Tools.demand(
                missing.isEmpty(), () -> "the example in C cannot be built without " + missing);
        example = NativeExample.in(folder);
    }

    static List<Defect> defects() throws IOException {
        return example.defects();
    }

    static List<Defect> found() throws IOException {
        return defects().stream()
                .filter(defect -> !NativeExample.LEFT_TO_PROBES.contains(defect.name()))
                .filter(defect -> !NativeExample.LEFT_TO_RACES.contains(defect.name()))
                .toList();
    }

    static List<Defect> leftToProbes() throws IOException {
        return defects().stream()
                .filter(defect -> NativeExample.LEFT_TO_PROBES.contains(defect.name()))
                .toList();
    }

    static List<Defect> leftToRaces() throws IOException {
        return defects().stream()
                .filter(defect -> NativeExample.LEFT_TO_RACES.contains(defect.name()))
                .toList();
    }

    @Test
    void the_example_conforms_when_the_kit_binds_its_library() throws IOException {
        assertConforms(example.boundByTheKit());
    }

    @Test
    void the_example_conforms_behind_the_agent_in_C() throws IOException {
        assertConforms(example.compiled());
    }

    @ParameterizedTest
    @MethodSource("found")
    void a_defect_is_found_by_the_clause_that_it_breaks(Defect defect) throws IOException {
        assumeTrue(
                !Users.prefix().isEmpty() || !NEEDING_USERS.contains(defect.name()),
                "credentials are not applicable: only a superuser's agents can be anybody");
        try (AgentFabric fabric = broken(defect);
                TestRun run = run(fabric)) {
            Optional<Failure> found = search(run, defect);

            assertThat(found).as(all(run)).isPresent();
            run.suite(WalksSuite.class).settle();
            run.suite(TransitionsSuite.class).settle();
            assertThat(run.results().obligations())
                    .extracting(Obligation::status)
                    .contains(Status.FAILED);
            Failure failure = found.orElseThrow();
            String row = row(defect, "`" + failure.suite() + "`");
            ROWS.put(
                    defect.name(),
                    "%s `%s` | %d |".formatted(row, failure.id(), failure.history().size()));
            assertThat(Files.readString(DOCUMENT)).contains(row);
        }
    }

    /** Else the suite that finds them would have become a matter of faith. */
    @ParameterizedTest
    @MethodSource("leftToProbes")
    void what_is_left_to_probes_is_not_found_by_the_others(Defect defect) throws IOException {
        assertNotFound(defect, "`probes`");
    }

    @ParameterizedTest
    @MethodSource("leftToRaces")
    void what_is_left_to_races_is_not_found_by_the_others(Defect defect) throws IOException {
        assertNotFound(defect, "`races`");
    }

    private static void assertNotFound(Defect defect, String suite) throws IOException {
        String row = row(defect, suite);
        ROWS.put(defect.name(), row + " | |");
        assertThat(Files.readString(DOCUMENT)).contains(row);
        assumeTrue(IS_FULL, "all suites take a minute for each: run with -Pfull");
        try (AgentFabric fabric = broken(defect);
                TestRun run = run(fabric)) {
            assertThat(search(run, defect)).isEmpty();
        }
    }

    @Test
    void every_defect_is_listed_with_a_clause_that_there_is() throws IOException {
        Set<String> known =
                Clauses.of(Pages.RULES).stream()
                        .map(clause -> clause.id())
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(defects())
                .isNotEmpty()
                .allSatisfy(defect -> {
                    assertThat(known).contains(defect.breaks());
                    assertThat(Files.readString(DOCUMENT)).contains("| `" + defect.name() + "` | ");
                });
        assertThat(defects())
                .extracting(Defect::name)
                .containsAll(NativeExample.LEFT_TO_PROBES)
                .containsAll(NativeExample.LEFT_TO_RACES);
        assertThat(defects()).extracting(Defect::name).containsAll(NEEDING_USERS);
    }

    @AfterAll
    static void write() throws IOException {
        if (example != null) {
            List<String> rows = new ArrayList<>();
            for (Defect defect : defects()) {
                rows.add(ROWS.getOrDefault(defect.name(), "| `" + defect.name() + "` | not found"));
            }
            rows.addAll(new TreeMap<>(COSTS).values());
            Files.write(Path.of("target/native-grading.md"), rows);
        }
    }

    private static String row(Defect defect, String suite) {
        return "| `%s` | %s | `%s` | %s |"
                .formatted(defect.name(), defect.sentence(), defect.breaks(), suite);
    }

    private static AgentFabric broken(Defect defect) throws IOException {
        return new AgentFabric(VendorFile.read(example.broken(defect.name(), "2 s")));
    }

    private static TestRun run(AgentFabric fabric) {
        return Suites.run(
                RunRequest.of(fabric, Profile.STRICT, Level.QUICK, SEED)
                        .waiting(fabric.patience()));
    }

    private static void assertConforms(Path vendorFile) {
        try (AgentFabric fabric = new AgentFabric(VendorFile.read(vendorFile));
                TestRun run = run(fabric)) {
            List<Exercise> exercises = exercises(run);
            List<Exercise> some =
                    IntStream.range(0, exercises.size())
                            .filter(number -> number % SAMPLE == 0)
                            .mapToObj(exercises::get)
                            .toList();
            some.forEach(exercise -> Exercises.run(run, exercise));
            run.suite(TransitionsSuite.class)
                    .programs()
                    .forEach(run.suite(TransitionsSuite.class)::go);
            run.suite(TransitionsSuite.class).settle();
            run.suite(WalksSuite.class).goSome(SOME_WALKS, 1);

            assertThat(run.failures().all()).as(all(run)).isEmpty();
            Set<String> ids =
                    some.stream().map(exercise -> exercise.owed().id()).collect(Collectors.toSet());
            assertThat(run.results().obligations())
                    .filteredOn(one -> ids.contains(one.id()) || one.suite().equals("transitions"))
                    .filteredOn(one -> one.status() != Status.NOT_APPLICABLE)
                    .allSatisfy(one -> assertThat(one.status()).isEqualTo(Status.PASSED))
                    .hasSizeGreaterThan(50);
        }
    }

    private static List<Exercise> exercises(TestRun run) {
        Model model = run.request().model();
        long pageSize = run.request().fabric().capabilities().pageSize();
        List<Exercise> exercises = new ArrayList<>(RulesSuite.of(model, pageSize));
        exercises.addAll(PermissionsSuite.of(model, pageSize));
        return exercises;
    }

    /**
     * The first failure that names the clause. Looked for where the clause is owed, then by walks,
     * which go everywhere, then by all the rest.
     */
    private static Optional<Failure> search(TestRun run, Defect defect) {
        long start = System.nanoTime();
        String clause = defect.breaks();
        // A hang costs time each time: it is cut down sooner where the sequence is short.
        boolean isHang = clause.equals("frame/no-crash-no-hang");
        Predicate<Exercise> first =
                exercise -> isHang || exercise.owed().clauses().contains(clause);
        run(run, clause, first);
        for (int walk = 0; walk < WALKS && naming(run, clause).isEmpty(); walk++) {
            run.suite(WalksSuite.class).goSome(1, walk);
        }
        run(run, clause, first.negate());
        if (naming(run, clause).isEmpty()) {
            run.suite(TransitionsSuite.class).programs().stream()
                    .takeWhile(_ -> naming(run, clause).isEmpty())
                    .forEach(run.suite(TransitionsSuite.class)::go);
        }
        COSTS.put(
                defect.name(),
                "%s: %d ms".formatted(defect, (System.nanoTime() - start) / 1_000_000));
        return naming(run, clause);
    }

    private static void run(TestRun run, String clause, Predicate<Exercise> which) {
        exercises(run).stream()
                .filter(which)
                .takeWhile(_ -> naming(run, clause).isEmpty())
                .forEach(exercise -> Exercises.run(run, exercise));
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
