package org.rsmtck.kit.histories;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmtck.kit.Suites;
import org.rsmtck.kit.suite.Level;
import org.rsmtck.kit.suite.RunRequest;
import org.rsmtck.kit.suite.TestRun;
import org.rsmtck.model.Profile;
import org.rsmtck.reports.Failure;
import org.rsmtck.reports.FailureText;
import org.rsmtck.reports.Statement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The suite finds each planted race at level standard. What that took goes to {@code
 * target/races-found.md}, from which a table of {@code docs/grading.md} is made.
 */
class PlantedRacesTest {
    private static final Path DOCUMENT = Path.of("../docs/grading.md");
    private static final int SHORT = 60;
    private static final Map<String, String> ROWS = new ConcurrentHashMap<>();

    static List<PlantedRace> races() {
        return PlantedRace.all();
    }

    @ParameterizedTest
    @MethodSource("races")
    void a_planted_race_is_found(PlantedRace race) throws IOException {
        RunRequest request =
                RunRequest.of(race.fabric(), Profile.STRICT, Level.STANDARD, 1)
                        .waiting(Duration.ofMillis(500))
                        .of(owed -> owed.id().equals(HistoriesSuite.NAME + ": " + race.aim()));
        try (TestRun run = Suites.run(request)) {
            HistoriesSuite suite = run.suite(HistoriesSuite.class);
            suite.steps().forEach(step -> step.go().get());

            List<Failure> failures = run.failures().all();
            assertThat(failures).as(run.results().obligations().toString()).isNotEmpty();
            Failure failure = failures.getFirst();
            assertThat(failure.clauses()).as(FailureText.of(failure)).contains(race.clause());
            assertThat(failure.history())
                    .as(FailureText.of(failure))
                    .hasSizeLessThanOrEqualTo(SHORT);
            assertThat(Statement.of(run.results()).verdict())
                    .isEqualTo(Statement.Verdict.NOT_CONFORMANT);
            String row =
                    "| %s | %s | %s | `%s` |"
                            .formatted(race.name(), race.wrong(), race.aim(), race.clause());
            ROWS.put(
                    race.name(),
                    String.format(
                            Locale.ROOT,
                            "%s %,d | %d |",
                            row,
                            suite.untilFirstFailure(),
                            failure.history().size()));
            assertThat(Files.readString(DOCUMENT)).contains(row);
        }
    }

    @AfterAll
    static void write() throws IOException {
        Files.write(
                Path.of("target/races-found.md"),
                races().stream()
                        .flatMap(race -> Stream.ofNullable(ROWS.get(race.name())))
                        .toList());
    }
}
