package org.rsmtck.explore.packed;

import tlc2.TLC;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures the search: two-phase commit beside TLC and, where it is installed, Spin, and the scope
 * medium. Each run is a process of its own; the tools take turns, so that a noisy machine disturbs
 * all of them. Prints tables in Markdown. Fails where a count of states is wrong, never for a time.
 *
 * <p>{@code .ci/benchmark-explorer} starts it, with the root of the project and the number of runs.
 */
public final class Benchmark {
    private static final Map<Integer, String> KNOWN_STATES = Map.of(7, "296448", 8, "1745408");
    private static final List<Integer> WORKERS = List.of(1, 2);

    /** As the launcher starts a search. */
    private static final List<String> OUR_JVM = List.of("-XX:+UseParallelGC", "-Xmn128m");

    /** As TLC asks to be started. */
    private static final List<String> TLC_JVM = List.of("-XX:+UseParallelGC");

    /**
     * A program that searches.
     *
     * @param states finds its number of states
     * @param time finds how long it took by its own clock: minutes, if any, and seconds
     */
    private record Tool(String name, List<String> command, Pattern states, Pattern time) {}

    private record Run(double seconds, OptionalDouble processorSeconds, double ownSeconds) {}

    private final Path root;
    private final Path work;
    private final int times;

    private Benchmark(Path root, int times) throws IOException {
        this.root = root;
        this.work = Files.createTempDirectory("rsm-tck-benchmark");
        this.times = times;
    }

    public static void main(String[] args) throws IOException {
        Locale.setDefault(Locale.ROOT);
        Benchmark benchmark = new Benchmark(Path.of(args[0]), Integer.parseInt(args[1]));
        System.out.printf(
                "%d processors, Java %s; the median of %d runs%n%n",
                Runtime.getRuntime().availableProcessors(), Runtime.version(), benchmark.times);
        for (int managers : new int[] {7, 8}) {
            for (int workers : WORKERS) {
                benchmark.twoPhaseCommit(managers, workers);
            }
        }
        for (int workers : WORKERS) {
            benchmark.medium(workers);
        }
    }

    private void twoPhaseCommit(int managers, int workers) {
        String states = KNOWN_STATES.get(managers);
        List<Tool> tools = new ArrayList<>();
        tools.add(ours(managers, workers));
        tools.add(tlc(managers, workers));
        String missing = "";
        if (has("spin") && has("cc")) {
            tools.add(spin(managers, workers));
        } else {
            missing = "Spin: not run, because there is no spin or no cc on the PATH.\n\n";
        }
        title("Two-phase commit, %d resource managers", managers, states, workers);
        table(measured(tools, states));
        System.out.print(missing);
    }

    private void medium(int workers) {
        String states = "22086570";
        Tool tool =
                new Tool(
                        "rsm-tck explore",
                        List.of(
                                root.resolve("rsm-tck").toString(),
                                "explore",
                                "--scope=medium",
                                "--workers=" + workers),
                        Pattern.compile("states +([\\d,]+)\\R"),
                        Pattern.compile("states/s: ()([\\d.]+) s"));
        title("Scope medium of RSM, %s, all claims checked", "strict", states, workers);
        Map<Tool, List<Run>> runs = measured(List.of(tool), states);
        table(runs);
        double count = Long.parseLong(states);
        System.out.printf(
                "%,.0f states/s by the clock, %,.0f states for each second of processor time%n%n",
                count / median(runs.get(tool), Run::seconds),
                count / median(runs.get(tool), run -> run.processorSeconds.orElse(Double.NaN)));
    }

    private static void title(String words, Object what, String states, int workers) {
        System.out.printf("### " + words, what);
        System.out.printf(
                ": %,d states, %d worker%s%n%n",
                Long.parseLong(states), workers, workers == 1 ? "" : "s");
    }

    private Tool ours(int managers, int workers) {
        return new Tool(
                "PackedSearch",
                java(
                        OUR_JVM,
                        home(PackedSearch.class) + ":" + home(TwoPhaseCommitRun.class),
                        TwoPhaseCommitRun.class,
                        "" + managers,
                        "" + workers),
                Pattern.compile("(\\d+) states"),
                Pattern.compile("()([\\d.]+) seconds"));
    }

    private Tool tlc(int managers, int workers) {
        Path models = models();
        return new Tool(
                "TLC",
                java(
                        TLC_JVM,
                        home(TLC.class).toString(),
                        TLC.class,
                        "-metadir",
                        work.resolve("tlc").toString(),
                        "-workers",
                        "" + workers,
                        "-config",
                        models.resolve("TwoPhase" + managers + ".cfg").toString(),
                        models.resolve("TwoPhase.tla").toString()),
                Pattern.compile("([\\d,]+) distinct states found, 0 states left"),
                Pattern.compile("Finished in (?:(\\d+)min )?(\\d+)s"));
    }

    /** Generating and compiling the verifier is not counted. */
    private Tool spin(int managers, int workers) {
        must("spin", "-a", "-DMANAGERS=" + managers, models().resolve("two-phase.pml").toString());
        String verifier = work.resolve("pan-" + managers + "-" + workers).toString();
        List<String> compile =
                new ArrayList<>(List.of("cc", "-O2", "-DSAFETY", "-DNOREDUCE", "-o", verifier));
        if (workers > 1) {
            compile.addAll(List.of("-DNCORE=" + workers, "-DMEMLIM=1000"));
        }
        compile.add("pan.c");
        must(compile.toArray(String[]::new));
        return new Tool(
                "Spin",
                List.of(verifier, "-E"),
                Pattern.compile("(\\d+) states, stored"),
                Pattern.compile("elapsed time ()([\\d.]+) seconds"));
    }

    private Path models() {
        return root.resolve("spec-model/src/test/benchmark");
    }

    private static List<String> java(
            List<String> options, String classPath, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static Path home(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean has(String program) {
        return Pattern.compile(":")
                .splitAsStream(System.getenv("PATH"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private void must(String... command) {
        TimedProcess process = TimedProcess.run(work, List.of(command));
        if (process.exit() != 0) {
            throw new IllegalStateException(
                    String.join(" ", command) + " failed: " + process.output());
        }
    }

    /** The runs of each tool, in turns. */
    private Map<Tool, List<Run>> measured(List<Tool> tools, String states) {
        Map<Tool, List<Run>> runs = new LinkedHashMap<>();
        for (int i = 0; i < times; i++) {
            for (Tool tool : tools) {
                runs.computeIfAbsent(tool, one -> new ArrayList<>()).add(run(tool, states));
            }
        }
        return runs;
    }

    private Run run(Tool tool, String states) {
        TimedProcess process = TimedProcess.run(work, tool.command);
        String output = process.output();
        String found = found(tool.states, output).group(1).replace(",", "");
        if (process.exit() != 0 || !found.equals(states)) {
            throw new IllegalStateException(
                    tool.name + " found " + found + " states, not " + states + ": " + output);
        }
        Matcher time = found(tool.time, output);
        String minutes = time.group(1);
        double own = Double.parseDouble(time.group(2));
        if (minutes != null && !minutes.isEmpty()) {
            own += 60 * Double.parseDouble(minutes);
        }
        return new Run(process.seconds(), process.processorSeconds(), own);
    }

    private static Matcher found(Pattern pattern, String output) {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in: " + output);
        }
        return matcher;
    }

    /** Ratios are to the first row. */
    private static void table(Map<Tool, List<Run>> runs) {
        System.out.println(
                "| tool | whole process | ratio | processor time | ratio | by its own clock |");
        System.out.println("|---|--:|--:|--:|--:|--:|");
        List<Run> first = runs.values().iterator().next();
        runs.forEach((tool, own) ->
                System.out.printf(
                        "| %s | %s | %s | %.1f s |%n",
                        tool.name,
                        cells(own, first, Run::seconds),
                        cells(own, first, run -> run.processorSeconds.orElse(Double.NaN)),
                        median(own, Run::ownSeconds)));
        System.out.println();
    }

    private static String cells(List<Run> own, List<Run> first, ToDoubleFunction<Run> time) {
        double here = median(own, time);
        return "%.2f s | %.1f".formatted(here, here / median(first, time));
    }

    private static double median(List<Run> runs, ToDoubleFunction<Run> time) {
        double[] sorted = runs.stream().mapToDouble(time).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
