package org.rsmtck.reference;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Out;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.api.Session;
import org.rsmtck.api.Topology;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the implementation's calls cost, beside C that does only what it must. Prints a table:
 * nanoseconds of the thread's processor time, so that other work on the machine disturbs little,
 * and how many times that of C.
 *
 * <p>With arguments it is something else: {@code connections N} makes and ends so many connections,
 * of which nothing may be left then; {@code fabrics N} opens and closes so many fabrics, to be
 * looked at from outside.
 */
final class ReferenceBenchmark {
    private static final int ROUNDS = 7;
    private static final int SEGMENT = 0x400001;
    private static final int SMALL = 64;
    private static final int LARGE = 1 << 20;
    private static final int MANY = Integer.getInteger("benchmark.published", 50_000);

    /** A process may open 20,000 files on a usual machine, and one is needed for each export. */
    private static final int MOST_OF_ONE = 15_000;

    private static final Credentials USER = Credentials.user(1000, 1000, 022);

    private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();

    private final Map<String, Double> lean = new HashMap<>();

    private ReferenceBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        String what = arguments.length == 0 ? "" : arguments[0];
        if (what.equals("fabrics")) {
            repeat(Integer.parseInt(arguments[1]), ReferenceBenchmark::fabric);
        } else if (what.equals("export")) {
            exportMany(
                    Path.of(arguments[1]),
                    Integer.parseInt(arguments[2]),
                    Integer.parseInt(arguments[3]));
        } else if (what.equals("connections")) {
            repeatConnections(Integer.parseInt(arguments[1]));
        } else {
            new ReferenceBenchmark().all();
        }
    }

    private void all() throws Exception {
        runLean(Path.of("src/test/native/lean.c"));
        System.out.println("| what | time, ns | C, ns | times |");
        System.out.println("|---|--:|--:|--:|");
        try (TestFabric fabric = TestFabric.oneNode();
                Rsm exporter = fabric.join(1);
                Rsm importer = fabric.join(1)) {
            Controller exporting = exporter.controller("loopback");
            Controller importing = importer.controller("loopback");
            try (ExportSegment segment = exporting.export(LARGE)) {
                segment.publish(SEGMENT, AccessList.everyone());
                connections(importing);
                transfers(importing);
                copies();
            }
            measure("export, publish, destroy", "export", 4000, () -> export(exporting));
            joinAndConnectAmongMany(fabric, importing);
        }
        refusals();
        measure("a fabric of two, opened and closed", "", 2000, ReferenceBenchmark::fabric);
    }

    private void connections(Controller importing) {
        measure("connect, disconnect", "connect", 20_000, () -> connect(importing, SEGMENT));
        measure("the same; C reads a header", "header", 20_000, () -> connect(importing, SEGMENT));
        byte[] bytes = new byte[SMALL];
        measure(
                "connect, get, disconnect",
                "touch",
                10_000,
                () -> {
                    ImportSegment segment = importing.connect(1, SEGMENT, Permission.READ_WRITE);
                    segment.setImplicitBarriers(false);
                    segment.get(0, bytes);
                    segment.disconnect();
                });
    }

    /** What a copy costs in Java, which no transfer can do without. */
    private void copies() throws IOException {
        Path file = Files.createTempFile(Path.of("/dev/shm"), "rsm-copy-", "");
        byte[] bytes = new byte[LARGE];
        try (Arena arena = Arena.ofConfined();
                FileChannel channel =
                        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MemorySegment mapped =
                    channel.map(FileChannel.MapMode.READ_WRITE, 0, LARGE, arena).fill((byte) 1);
            measure(
                    "a copy of 1 MiB from memory",
                    "get-1M",
                    1000,
                    () -> MemorySegment.copy(mapped, JAVA_BYTE, 0, bytes, 0, LARGE));
            measure(
                    "a copy of 1 MiB to memory",
                    "put-1M",
                    1000,
                    () -> MemorySegment.copy(bytes, 0, mapped, JAVA_BYTE, 0, LARGE));
        } finally {
            Files.delete(file);
        }
    }

    private void transfers(Controller importing) {
        byte[] small = new byte[SMALL];
        byte[] large = new byte[LARGE];
        try (ImportSegment segment = importing.connect(1, SEGMENT, Permission.READ_WRITE)) {
            segment.setImplicitBarriers(false);
            measure("get 64 B", "get-64", 300_000, () -> segment.get(0, small));
            measure("put 64 B", "put-64", 300_000, () -> segment.put(0, small));
            measure("get 1 MiB", "get-1M", 1000, () -> segment.get(0, large));
            measure("put 1 MiB", "put-1M", 1000, () -> segment.put(0, large));
        }
    }

    private static void export(Controller controller) {
        try (ExportSegment segment = controller.export(Rsm.PAGE_SIZE)) {
            segment.publish(SEGMENT, AccessList.everyone());
        }
    }

    private void joinAndConnectAmongMany(TestFabric fabric, Controller importing)
            throws IOException, InterruptedException {
        List<Process> exporters = new ArrayList<>();
        try {
            for (int first = 0; first < MANY; first += MOST_OF_ONE) {
                exporters.add(startExporter(fabric.path(), first));
            }
            int[] next = {0};
            measure(
                    String.format(Locale.ROOT, "connect, disconnect among %,d", MANY),
                    "connect",
                    20_000,
                    () -> connect(importing, SEGMENT + 1 + next[0]++ % MANY));
            measure(
                    String.format(Locale.ROOT, "join among %,d", MANY),
                    "",
                    20,
                    () -> fabric.join(1).close());
        } finally {
            for (Process exporter : exporters) {
                exporter.destroyForcibly().waitFor();
            }
        }
    }

    /** Another JVM that exports its part of the many, for a process may not open so many files. */
    private static Process startExporter(Path fabric, int first) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ReferenceBenchmark.class.getName(),
                                "export",
                                fabric.toString(),
                                String.valueOf(first),
                                String.valueOf(Math.min(MANY, first + MOST_OF_ONE)))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        if (process.getInputStream().read() < 0) {
            throw new IOException("an exporter ended");
        }
        return process;
    }

    private static void exportMany(Path fabric, int first, int end) throws IOException {
        try (Rsm rsm = Rsm.join(fabric, 1, USER)) {
            Controller controller = rsm.controller("loopback");
            for (int i = first; i < end; i++) {
                controller.export(Rsm.PAGE_SIZE).publish(SEGMENT + 1 + i, AccessList.everyone());
            }
            System.out.println("done");
            System.out.flush();
            while (System.in.read() >= 0) {
                // It lives as long as who started it.
            }
        }
    }

    private void refusals() {
        try (Session session = new ReferenceFabric().open(Topology.oneNode())) {
            Participant me = session.attach(1, USER);
            Call get = new Call.GetController(Topology.LOOPBACK, Out.VALID);
            long controller = ((Reply.Handle) me.call(get)).value();
            Call refused = new Call.Connect(controller, 1, SEGMENT, Permission.READ, Out.VALID);
            Call wrong = new Call.Disconnect(7);
            measure("a refused connect", "", 50_000, () -> me.call(refused));
            measure("a wrong handle", "", 200_000, () -> me.call(wrong));
        }
    }

    private static void connect(Controller controller, int segment) {
        controller.connect(1, segment, Permission.READ_WRITE).disconnect();
    }

    /** As the kit opens one for each sequence, with no call made. */
    private static void fabric() {
        try (Session session = new ReferenceFabric().open(Topology.oneNode())) {
            session.attach(1, USER);
            session.attach(1, USER);
        }
    }

    private static void repeatConnections(int count) throws IOException {
        try (TestFabric fabric = TestFabric.oneNode();
                Rsm rsm = fabric.join(1);
                ExportSegment segment = rsm.controller("loopback").export(Rsm.PAGE_SIZE)) {
            segment.publish(SEGMENT, AccessList.everyone());
            Controller controller = rsm.controller("loopback");
            repeat(1000, () -> connect(controller, SEGMENT));
            String before = held(fabric);
            repeat(count, () -> connect(controller, SEGMENT));
            String after = held(fabric);
            System.out.println("before: " + before);
            System.out.println("after " + count + ": " + after);
            if (!before.equals(after)) {
                throw new IllegalStateException("something was left behind");
            }
        }
    }

    private static String held(TestFabric fabric) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"));
                Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
            return open.count()
                    + " descriptors, "
                    + maps.filter(line -> line.contains("rsm-") || line.contains("/dev/shm/#"))
                            .count()
                    + " mappings, "
                    + fabric.publications().size()
                    + " files";
        }
    }

    private static void repeat(int count, Runnable what) {
        for (int i = 0; i < count; i++) {
            what.run();
        }
    }

    private void measure(String name, String peer, int count, Runnable what) {
        repeat(count, what);
        double[] times = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long start = THREAD.getCurrentThreadCpuTime();
            repeat(count, what);
            times[round] = (double) (THREAD.getCurrentThreadCpuTime() - start) / count;
        }
        Arrays.sort(times);
        double median = times[ROUNDS / 2];
        Double other = lean.get(peer);
        System.out.printf(
                Locale.ROOT,
                "| %s | %,.0f | %s | %s |%n",
                name,
                median,
                other == null ? "" : String.format(Locale.ROOT, "%,.0f", other),
                other == null ? "" : String.format(Locale.ROOT, "%.2f", median / other));
    }

    /** Compiles the program in C and runs it, where there is a compiler. */
    private void runLean(Path source) throws IOException, InterruptedException {
        Path program = Files.createTempFile("rsm-lean-", "");
        try {
            Process compiler =
                    new ProcessBuilder(
                                    "cc",
                                    "-O2",
                                    "-o",
                                    program.toString(),
                                    source.toString(),
                                    "-lrt")
                            .inheritIO()
                            .start();
            if (compiler.waitFor() != 0) {
                throw new IOException("cc failed");
            }
            Process run = new ProcessBuilder(program.toString()).start();
            try (Stream<String> lines = run.inputReader().lines()) {
                lines.map(line -> line.split(" "))
                        .forEach(words -> lean.put(words[0], Double.parseDouble(words[1])));
            }
            run.waitFor();
        } catch (IOException e) {
            System.err.println("no figures of C: " + e.getMessage());
        } finally {
            Files.delete(program);
        }
    }
}
