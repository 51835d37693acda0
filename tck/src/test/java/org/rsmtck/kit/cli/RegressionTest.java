package org.rsmtck.kit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rsmtck.kit.example.LostPollfd;
import org.rsmtck.kit.example.WrongCode;
import org.rsmtck.reports.Obligation;
import org.rsmtck.reports.Progress;
import org.rsmtck.reports.Results;
import org.rsmtck.reports.ResultsFile;
import org.rsmtck.reports.Run;
import org.rsmtck.reports.Statement;
import org.rsmtck.reports.Status;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a CI job sees of an implementation from one run to the next. */
@Timeout(300)
class RegressionTest {
    private static final String WRONG = WrongCode.class.getName();

    /** Of the clauses that are looked at here it breaks none. */
    private static final String RIGHT_HERE = LostPollfd.class.getName();

    private static final String CLAUSES =
            "--clause connect/SEG_NOT_PUBLISHED --clause disconnect/BAD_SEG_HNDL";

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = RsmTck.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(
                Arrays.stream(words)
                        .flatMap(some -> Stream.of(some.split(" ")))
                        .map(word -> word.replace("@", folder + "/"))
                        .toArray(String[]::new));
    }

    private int verify(String implementation, String out, String... more) {
        List<String> words =
                new ArrayList<>(List.of("verify --suite rules", CLAUSES, "--out @" + out));
        words.add("--implementation " + implementation);
        words.addAll(List.of(more));
        return run(words.toArray(String[]::new));
    }

    private Results results(String of) {
        return ResultsFile.read(folder.resolve(of).resolve("results.json"));
    }

    /**
     * Everything but what took time and how often something was done. A failure has the history of
     * whichever of its calls was met first.
     */
    private List<Object> said(String of) {
        Results results = results(of);
        List<Object> said = new ArrayList<>();
        for (Obligation one : results.obligations()) {
            said.add(one.id() + one.clauses() + one.rules());
            said.add(one.status() + one.reason() + one.failure());
        }
        results.failures().forEach(one -> said.add(one.id() + new TreeSet<>(one.clauses())));
        Run run = results.run();
        said.addAll(List.of(run.target(), run.profile(), run.level(), run.command()));
        Progress progress = run.progress();
        said.addAll(List.of(progress.readings(), progress.unused(), progress.given()));
        said.add(progress.environment());
        said.addAll(List.of(results.outOfReach(), results.robustness(), results.troubles()));
        said.addAll(List.of(results.terms(), Statement.of(results).line()));
        return said;
    }

    private static Schema schema(String name) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("..", "docs", name)));
    }

    @Test
    void what_runs_leave_is_as_the_schemas_say() throws IOException {
        Schema results = schema("results.schema.json");
        Schema journal = schema("journal.schema.json");
        for (String implementation : List.of(RIGHT_HERE, WRONG)) {
            verify(implementation, "out", "--shard 1/2");
            Path latest = folder.resolve("out/latest");
            String written = Files.readString(latest.resolve("results.json"));
            assertThat(results.validate(written, InputFormat.JSON)).isEmpty();
            for (String line : Files.readAllLines(latest.resolve("journal.jsonl"))) {
                assertThat(journal.validate(line, InputFormat.JSON)).as(line).isEmpty();
            }
        }
    }

    @Test
    void all_shards_put_together_give_exactly_the_report_of_the_whole() {
        for (String implementation : List.of(RIGHT_HERE, WRONG)) {
            verify(implementation, "whole");
            int exit = run("report @whole --out @all");
            for (String shard : List.of("one 1/3", "two 2/3", "three 3/3")) {
                verify(implementation, shard.split(" ")[0], "--shard " + shard.split(" ")[1]);
                assertThat(out.toString()).contains("shard " + shard.charAt(shard.length() - 3));
            }
            assertThat(run("report @three @one @two --out @union")).isEqualTo(exit);
            assertThat(said("union")).isEqualTo(said("all"));
        }
    }

    @Test
    void a_run_is_green_as_long_as_exactly_what_is_known_fails() throws IOException {
        assertThat(verify(WRONG, "first")).isEqualTo(Exit.NOT_CONFORMANT);
        assertThat(run("report @first --write-known-failures @known.txt"))
                .isEqualTo(Exit.NOT_CONFORMANT);

        assertThat(verify(WRONG, "known", "--known-failures @known.txt")).isEqualTo(Exit.FINE);
        Results known = results("known/latest");
        assertThat(known.obligations())
                .extracting(Obligation::status)
                .contains(Status.KNOWN_FAILURE)
                .doesNotContain(Status.FAILED);

        // What passes and is listed turns it red, as does what fails and is not.
        assertThat(verify(RIGHT_HERE, "mended", "--known-failures @known.txt"))
                .isEqualTo(Exit.NOT_CONFORMANT);
        assertThat(out.toString()).contains("passes, and is listed: take it from the list");
        List<String> lines = Files.readAllLines(folder.resolve("known.txt"));
        Files.write(folder.resolve("known.txt"), lines.subList(0, lines.size() - 1));
        assertThat(verify(WRONG, "more", "--known-failures @known.txt"))
                .isEqualTo(Exit.NOT_CONFORMANT);
        assertThat(out.toString()).contains("fails, and is not listed so");
    }

    @Test
    void what_failed_last_is_run_again_alone() {
        verify(WRONG, "out");
        List<String> failed =
                results("out/latest").obligations().stream()
                        .filter(one -> one.status() == Status.FAILED)
                        .map(Obligation::id)
                        .toList();
        assertThat(verify(WRONG, "out", "--failed")).isEqualTo(Exit.NOT_CONFORMANT);
        assertThat(results("out/latest").obligations())
                .extracting(Obligation::id)
                .isEqualTo(failed);
        assertThat(results("out/latest").run().command()).contains("--failed=");

        assertThat(verify(RIGHT_HERE, "out", "--failed")).isEqualTo(Exit.FINE);
        assertThat(verify(WRONG, "out", "--failed")).isEqualTo(Exit.MISUSE);
        assertThat(err.toString()).contains("nothing failed in");
    }

    @Test
    void a_baseline_tells_what_is_new_and_what_is_fixed() {
        verify(RIGHT_HERE, "good");
        verify(WRONG, "bad");
        run("report @bad --baseline @good --out @worse");
        assertThat(out.toString()).containsPattern("new +[1-9]").containsPattern("fixed +0");
        assertThat(folder.resolve("worse/index.html")).content().contains("Since the baseline");
        assertThat(folder.resolve("worse/failures")).isNotEmptyDirectory();
        run("report @good --baseline @bad --out @better");
        assertThat(out.toString()).containsPattern("new +0").containsPattern("fixed +[1-9]");
        run("report @bad --baseline @bad --out @same");
        assertThat(out.toString()).containsPattern("unchanged +[1-9]");
    }

    @Test
    void a_waiver_is_printed_where_its_clause_is_judged() throws IOException {
        verify(WRONG, "first");
        String waivers =
                results("first/latest").failures().stream()
                        .flatMap(failure -> failure.clauses().stream())
                        .distinct()
                        .map(RegressionTest::waiver)
                        .collect(Collectors.joining(", "));
        Files.writeString(
                folder.resolve("waivers.json"), "{\"version\": 1, \"waivers\": [" + waivers + "]}");
        assertThat(verify(WRONG, "waived", "--waivers @waivers.json")).isEqualTo(Exit.INCOMPLETE);
        Results waived = results("waived/latest");
        assertThat(waived.obligations()).extracting(Obligation::status).contains(Status.WAIVED);
        assertThat(waived.run().command()).contains("--waivers");
        assertThat(folder.resolve("waived/latest/index.html")).content().contains("under review");
    }

    private static String waiver(String clause) {
        return """
        {"clause": "%s", "reason": "under review", "issuer": "the owner of the kit",
         "expires": "2999-01-31"}
        """
                .formatted(clause);
    }
}
