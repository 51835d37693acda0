package org.rsmtck.kit.races;

import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs jcstress in a process of its own, and reads what it recorded. */
final class Jcstress {
    private static final String MAIN = "org.openjdk.jcstress.Main";
    private static final int THREADS = 2;

    /** As jcstress tells now and then, how many runs of a race have ended in which way. */
    private static final Pattern ENDED =
            Pattern.compile(
                    "\\(Results: (\\d+) planned; (\\d+) passed, (\\d+) failed, (\\d+) soft errs,"
                            + " (\\d+) hard errs\\)");

    private final Races.Target target;
    private final Mode mode;
    private final Races.Progress progress;
    private final StringBuilder said = new StringBuilder();
    private volatile long lastHeard = System.nanoTime();

    Jcstress(Races.Target target, Mode mode, Races.Progress progress) {
        this.target = target;
        this.mode = mode;
        this.progress = progress;
    }

    Collection<TestResult> run(List<Race> races) {
        try {
            Path folder = Files.createTempDirectory("rsm-tck-races-");
            try {
                launch(races, folder);
                return read(folder);
            } finally {
                remove(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // The exit status says nothing here: it is 0 when no test matched, and what is forbidden is
    // for the model to say.
    private void launch(List<Race> races, Path folder) throws IOException {
        Process process =
                new ProcessBuilder(command(races, folder))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        Thread reader = Thread.ofPlatform().daemon().start(() -> listen(process));
        Thread hook = new Thread(() -> kill(process));
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            while (!process.waitFor(1, TimeUnit.SECONDS)) {
                long silent = System.nanoTime() - lastHeard;
                if (silent > mode.silence().toNanos()) {
                    throw new RacesException(
                            "no race has ended for " + mode.silence().toSeconds() + " s");
                }
            }
            reader.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RacesException("interrupted while races were running", e);
        } finally {
            kill(process);
            removeHook(hook);
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is going down, and the hook runs.
        }
    }

    private List<String> command(List<Race> races, Path folder) {
        String access = "--enable-native-access=ALL-UNNAMED" + cache();
        String tests =
                races.stream()
                        .map(race -> Pattern.quote(race.className()))
                        .collect(Collectors.joining("|", "^(", ")$"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(access.split(" ")));
        command.addAll(List.of("-cp", classPath(), MAIN, "-t", tests));
        command.addAll(List.of("-r", folder.resolve("html").toString()));
        command.addAll(
                mode.arguments(
                        access + " -D" + RaceTrial.IMPLEMENTATION + "=" + target.implementation()));
        return command;
    }

    /** What this JVM has started from is good for those that it starts, where it fits them. */
    private static String cache() {
        String cache = System.getProperty("rsmtck.cache", "");
        return cache.isEmpty() || cache.contains(" ")
                ? ""
                : " -Xlog:aot=off,cds=off -XX:AOTCache=" + cache;
    }

    /** Absolute, for the process runs in another folder. */
    private String classPath() {
        return Stream.of(System.getProperty("java.class.path"), target.classpath())
                .flatMap(path -> Arrays.stream(path.split(File.pathSeparator)))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Keeps account of what it says, and when: as long as races end, there is no hurry. */
    private void listen(Process process) {
        try (BufferedReader lines = process.inputReader()) {
            lines.lines()
                    .forEach(line -> {
                        lastHeard = System.nanoTime();
                        synchronized (said) {
                            said.append(line).append('\n');
                        }
                        tell(line);
                    });
        } catch (IOException | UncheckedIOException e) {
            // The process is gone, and what it recorded counts.
        }
    }

    private void tell(String line) {
        Matcher ended = ENDED.matcher(line);
        if (ended.find()) {
            long done = 0;
            for (int group = 2; group <= ended.groupCount(); group++) {
                done += Long.parseLong(ended.group(group));
            }
            progress.at(done, Long.parseLong(ended.group(1)));
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private Collection<TestResult> read(Path folder) throws IOException {
        List<Path> records;
        try (Stream<Path> files = Files.list(folder)) {
            records = files.filter(file -> file.toString().endsWith(".bin.gz")).toList();
        }
        if (records.isEmpty()) {
            throw new RacesException("no race was run: " + reason());
        }
        InProcessCollector collector = new InProcessCollector();
        for (Path record : records) {
            DiskReadCollector reader = new DiskReadCollector(record.toString(), collector);
            try {
                reader.dump();
            } catch (ClassNotFoundException e) {
                throw new RacesException(
                        "what jcstress recorded cannot be read: " + e.getMessage(), e);
            } finally {
                reader.close();
            }
        }
        return collector.getTestResults();
    }

    private String reason() {
        int processors = Runtime.getRuntime().availableProcessors();
        if (processors < THREADS) {
            return String.format(
                    Locale.ROOT,
                    "a race needs %d processors, and there is %d",
                    THREADS,
                    processors);
        }
        synchronized (said) {
            return said.toString()
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .reduce((earlier, last) -> last)
                    .map(last -> "the last that jcstress said is \"" + last + "\"")
                    .orElse("jcstress said nothing");
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
