package org.rsmtck.kit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rsmtck.kit.example.HastyDisconnect;
import org.rsmtck.kit.example.LostPollfd;
import org.rsmtck.kit.example.WrongCode;

import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Every option of every command acts, or is refused with a sentence: none is taken and forgotten.
 * An option that is not in the table fails.
 */
@Timeout(300)
class OptionsTest {
    private static final String HASTY = HastyDisconnect.class.getName();
    private static final String WRONG = WrongCode.class.getName();
    private static final String PROFILE = "--profile";

    @TempDir private static Path folder;

    private static final Map<String, List<Proof>> TABLE = new LinkedHashMap<>();

    /** What shows that an option is not forgotten. */
    private sealed interface Proof {
        /** With it, what comes out is other than without. */
        record Acts(List<String> without, List<String> with) implements Proof {}

        /** It is answered with a sentence, which has these words. */
        record Refused(List<String> with, String words) implements Proof {}
    }

    private static void acts(String command, String option, String without, String with) {
        add(command, option, new Proof.Acts(words(without), words(with)));
    }

    private static void refused(String command, String option, String with, String words) {
        add(command, option, new Proof.Refused(words(with), words));
    }

    private static void add(String command, String option, Proof proof) {
        TABLE.computeIfAbsent(command + " " + option, _ -> new ArrayList<>()).add(proof);
    }

    private static List<String> words(String line) {
        return Stream.of(line.strip().split(" +"))
                .map(word -> word.replace("@", folder + "/"))
                .toList();
    }

    /** A run that takes little, once the first has made the plan. */
    private static final String VERIFY =
            "verify --suite rules --clause disconnect/POLLFD_IN_USE --out @out --implementation "
                    + HASTY;

    private static final String WALKS =
            "verify --suite walks --fail-fast --out @out --implementation " + WRONG;

    private static final String RACES = "races --out @races --implementation " + HASTY;

    @BeforeAll
    static void write() throws IOException {
        Path examples = Path.of("..", "docs", "examples");
        Files.copy(examples.resolve("race.jsonl"), folder.resolve("race.jsonl"));
        Files.copy(examples.resolve("race-wrong.jsonl"), folder.resolve("race-wrong.jsonl"));
        Files.writeString(
                folder.resolve("trace.jsonl"),
                """
                {"v":1,"line":"trace","profile":"strict","clause":"connect/returns"}
                {"v":1,"line":"node","node":1,"controllers":""}
                """);
        Files.writeString(folder.resolve("file"), "");
        Files.writeString(folder.resolve("script.txt"), "0 create 1\nhistory\n");
        Files.writeString(
                folder.resolve("waivers.json"),
                """
                {"version": 1, "waivers": [{"clause": "connect/returns", "reason": "an error of the page",
                 "issuer": "the owner of the kit", "expires": "2020-01-31"}]}
                """);
        Files.writeString(
                folder.resolve("mended.txt"), "failed\tconnect/returns\trules: no such\n");
        // A run in which nothing failed.
        run(
                words(
                        "verify --suite rules --clause connect/SEG_NOT_PUBLISHED --out @good"
                                + " --implementation "
                                + LostPollfd.class.getName()));
    }

    private static void fill() {
        TABLE.clear();
        verify();
        races();
        target("doctor", "doctor --implementation " + HASTY, "doctor");
        acts(
                "doctor",
                PROFILE,
                "doctor --implementation " + HASTY,
                "doctor --profile none --implementation " + HASTY);

        String replay = "replay @trace.jsonl --implementation " + HASTY;
        target("replay", replay, "replay @trace.jsonl");
        acts("replay", "TRACE", replay, "replay @race.jsonl --implementation " + HASTY);
        acts("replay", PROFILE, replay, replay + " --profile man-page");

        acts("judge", "HISTORY", "judge @race.jsonl", "judge @race-wrong.jsonl");
        acts("judge", PROFILE, "judge @race.jsonl", "judge @race.jsonl --profile man-page");
        acts("judge", "--limit", "judge @race.jsonl", "judge @race.jsonl --limit 1");
        acts(
                "judge",
                "--deadline",
                "judge @race.jsonl",
                "judge @race.jsonl --deadline 0.000000001");

        // So few of them that there is none: what is asked for is told all the same.
        String none = "selftest --every 100000 --seed 50000 --operator rule_dropped";
        acts("selftest", PROFILE, none, none + " --profile man-page");
        acts("selftest", "--level", none, none + " --level standard");
        acts("selftest", "--every", none, none.replace("100000", "99999"));
        acts("selftest", "--seed", none, none.replace("50000", "50001"));
        refused("selftest", "--suite", none + " --suite none", "is not known");
        refused("selftest", "--out", none + " --out @none/none", "cannot write to");
        acts("selftest", "--operator", none, none.replace("rule_dropped", "code_replaced"));
        refused("selftest", "--vendor", "selftest --vendor @none", "cannot be read");
        refused("selftest", "--mutant", none + " --mutant 1.1", "add --vendor");
        refused("selftest", "--steps", none + " --steps 0", "has to be 1 or more");

        String simulate = "simulate --script @script.txt";
        acts("simulate", "--script", simulate, "simulate --script @file");
        acts("simulate", PROFILE, simulate, simulate + " --profile man-page");
        acts("simulate", "--scope", simulate, simulate + " --scope life");

        acts("rules", PROFILE, "rules", "rules --profile illumos-loopback");
        acts("rules", "--format", "rules", "rules --format json");
        acts("rules", "--out", "rules --out @none", "rules --out @out");

        acts(
                "explain",
                "CLAUSE-OR-RULE",
                "explain disconnect/SEG_STILL_MAPPED",
                "explain disconnect/POLLFD_IN_USE");
        acts(
                "explain",
                PROFILE,
                "explain connect/PERM_DENIED",
                "explain connect/PERM_DENIED --profile illumos-loopback");

        explore();

        refused("verify-bundle", "FILE", "verify-bundle @file", "is no bundle");
        acts("report", "RUN", "report @out/latest", "report @none");
        refused("report", "RUN", "report @out/latest @out/latest --out @union", "is there twice");
        acts("report", "--baseline", "report @out/latest", "report @out/latest --baseline @out");
        acts(
                "report",
                "--write-known-failures",
                "report @out/latest",
                "report @out/latest --write-known-failures @known.txt");
        acts("report", "--out", "report @out/latest", "report @out/latest --out @elsewhere");
    }

    /** The options that say which implementation it is about. */
    private static void target(String command, String usual, String bare) {
        acts(command, "--implementation", usual, bare + " --implementation " + WRONG);
        acts(command, "--classpath", usual, usual + " --classpath @none");
        refused(command, "--agents", usual + " --agents", HASTY + " cannot be shared by processes");
        refused(command, "--library", bare + " --library @none.so", "not a file");
        refused(command, "--vendor", bare + " --vendor @none.toml", "none.toml");
    }

    private static void verify() {
        String bare = "verify --suite rules --clause disconnect/POLLFD_IN_USE --out @out";
        target("verify", VERIFY, bare);
        acts("verify", PROFILE, VERIFY, VERIFY + " --profile man-page");
        acts("verify", "--level", VERIFY, VERIFY + " --level full");
        acts(
                "verify",
                "--suite",
                VERIFY,
                "verify --suite permissions --clause connect/PERM_DENIED --out @out"
                        + " --implementation "
                        + HASTY);
        acts("verify", "--clause", VERIFY, VERIFY + " --clause disconnect/SEG_STILL_MAPPED");
        acts("verify", "--seed", WALKS + " --seed 1", WALKS + " --seed 2");
        acts(
                "verify",
                "--fail-fast",
                "verify --suite rules --clause connect/SEG_NOT_PUBLISHED --out @out"
                        + " --implementation "
                        + WRONG,
                "verify --suite rules --clause connect/SEG_NOT_PUBLISHED --out @out --fail-fast"
                        + " --implementation "
                        + WRONG);
        acts("verify", "--shard", VERIFY, VERIFY + " --shard 1/2");
        refused("verify", "--shard", VERIFY + " --shard 3/2", "there is no shard 3 of 2");
        refused("verify", "--shard", VERIFY + " --shard half", "is no shard as in 2/3");
        refused("verify", "--failed", VERIFY + " --failed=@good", "nothing failed in");
        refused("verify", "--waivers", VERIFY + " --waivers @waivers.json", "it expired on");
        acts("verify", "--known-failures", VERIFY, VERIFY + " --known-failures @mended.txt");
        refused(
                "verify",
                "--known-failures",
                VERIFY + " --fail-fast --known-failures @mended.txt",
                "leave one of them out");
        acts("verify", "--bundle", VERIFY, VERIFY + " --bundle @bundle.zip");
        refused("verify", "--bundle", VERIFY + " --bundle @file/b.zip", "cannot keep evidence in");
        refused("verify", "--out", VERIFY.replace("@out", "@file/below"), "cannot write to");
    }

    private static void races() {
        acts("races", PROFILE, RACES + " --race none", RACES + " --profile none");
        acts("races", "--mode", RACES + " --race none", RACES + " --mode none");
        refused("races", "--race", RACES + " --race disconnect_disconect", "the nearest are");
        refused("races", "--out", RACES.replace("@races", "@file/below"), "cannot write to");
        refused("races", "--implementation", "races --implementation no.Such", "no.Such");
        refused("races", "--classpath", RACES + " --classpath @none", "which is not there");
        refused("races", "--agents", RACES + " --agents", HASTY + " cannot be shared by processes");
        refused("races", "--library", "races --library @none.so", "not a file");
        refused("races", "--vendor", "races --vendor @none.toml", "none.toml");
    }

    private static void explore() {
        String explore = "explore --scope connection";
        acts("explore", "--scope", explore, "explore --scope conection");
        acts("explore", PROFILE, explore, explore + " --profile man-page");
        acts("explore", "--workers", explore + " --workers 1", explore + " --workers 2");
        refused("explore", "--workers", "explore --workers 2", "add --scope NAME");
        acts("explore", "--symmetry", "explore --scope crowd", "explore --scope crowd --symmetry");
        refused(
                "explore",
                "--symmetry",
                "explore --symmetry --svg @pictures",
                "leave them out with --svg");
        acts("explore", "--svg", "explore --svg @pictures", "explore --svg @others");
        acts("explore", "--json", explore, explore + " --json @graph.json");
        acts("explore", "--html", explore, explore + " --html @walk.html");
    }

    private record Came(int exit, String out, String err) {}

    private static Came run(List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = RsmTck.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        int exit = line.execute(arguments.toArray(String[]::new));
        return new Came(exit, timeless(out), timeless(err));
    }

    /** Without what differs from run to run. */
    private static String timeless(StringWriter text) {
        return text.toString()
                .replaceAll("run-[0-9-]+", "run")
                .replaceAll("[0-9,.]+ (s|states/s)\\b", "some time")
                .replaceAll("(?m)^first .*$", "first");
    }

    @Test
    void the_table_names_every_option_of_every_command() {
        fill();
        List<String> all = new ArrayList<>();
        RsmTck.commandLine()
                .getSubcommands()
                .forEach((name, command) ->
                        Stream.<ArgSpec>concat(
                                        command.getCommandSpec().options().stream(),
                                        command.getCommandSpec().positionalParameters().stream())
                                .filter(option -> !isHelp(option))
                                .forEach(option -> all.add(name + " " + name(option))));
        assertThat(new TreeSet<>(TABLE.keySet())).isEqualTo(new TreeSet<>(all));
    }

    private static boolean isHelp(ArgSpec option) {
        return option instanceof OptionSpec one && (one.usageHelp() || one.versionHelp());
    }

    private static String name(ArgSpec option) {
        return option instanceof OptionSpec one
                ? one.longestName()
                : ((PositionalParamSpec) option).paramLabel();
    }

    @TestFactory
    Stream<DynamicTest> each_acts_or_is_refused() {
        fill();
        return TABLE.entrySet().stream()
                .map(entry ->
                        DynamicTest.dynamicTest(
                                entry.getKey(),
                                () -> entry.getValue().forEach(OptionsTest::check)));
    }

    private static void check(Proof proof) {
        switch (proof) {
            case Proof.Acts(var without, var with) ->
                    assertThat(run(with)).as("%s", with).isNotEqualTo(run(without));
            case Proof.Refused(var with, String words) -> {
                Came came = run(with);
                assertThat(came.exit()).as("%s", came).isEqualTo(Exit.MISUSE);
                assertThat(came.err())
                        .startsWith("rsm-tck: ")
                        .contains(words)
                        .satisfies(text -> assertThat(text.lines()).hasSize(1));
            }
        }
    }
}
