package org.rsmtck.explore.packed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/** A process that has run to its end, and what it took, its start included. */
record TimedProcess(String output, int exit, double seconds, OptionalDouble processorSeconds) {
    private static final Path OWN_TIMES = Path.of("/proc/self/stat");

    /** Linux counts processor time in ticks, and tells user programs of so many in a second. */
    private static final double TICKS_PER_SECOND = 100;

    /**
     * Runs {@code command} alone: the processor time is what all children together took meanwhile.
     */
    static TimedProcess run(Path folder, List<String> command) {
        try {
            OptionalDouble before = childrensProcessorSeconds();
            long start = System.nanoTime();
            Process process =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes());
            int exit = process.waitFor();
            double seconds = (System.nanoTime() - start) / 1e9;
            OptionalDouble after = childrensProcessorSeconds();
            return new TimedProcess(
                    output,
                    exit,
                    seconds,
                    before.isPresent() && after.isPresent()
                            ? OptionalDouble.of(after.getAsDouble() - before.getAsDouble())
                            : OptionalDouble.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + command + " ran", e);
        }
    }

    /** Of those that have ended; empty where the system does not tell. */
    private static OptionalDouble childrensProcessorSeconds() throws IOException {
        if (!Files.isReadable(OWN_TIMES)) {
            return OptionalDouble.empty();
        }
        String stat = Files.readString(OWN_TIMES);
        // The second field, a name in parentheses, may hold spaces; cutime and cstime are 16 and
        // 17.
        String[] fromThird = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = Long.parseLong(fromThird[13]) + Long.parseLong(fromThird[14]);
        return OptionalDouble.of(ticks / TICKS_PER_SECOND);
    }
}
