package org.rsmtck.kit.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Ends the program when a signal asks for it, or when the launcher that waits for it is gone: what
 * was found until then is told first. Only the first signal counts.
 */
final class Interruption implements AutoCloseable {
    /** The process that started this one and passes signals on; not set where there is none. */
    static final String LAUNCHER = "rsmtck.launcher";

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final ToIntFunction<String> ending;
    private final List<Runnable> undoing = new ArrayList<>();
    private boolean isClosed;
    private boolean hasStruck;

    private Interruption(ToIntFunction<String> ending) {
        this.ending = ending;
    }

    /**
     * Listens from now on.
     *
     * @param ending tells what was found, given what cut it short, and says the exit status
     */
    static Interruption during(ToIntFunction<String> ending) {
        Interruption interruption = new Interruption(ending);
        for (String name : List.of("TERM", "INT", "HUP")) {
            interruption.listen(name);
        }
        ProcessHandle.of(Long.getLong(LAUNCHER, -1))
                .ifPresent(launcher ->
                        Thread.ofPlatform()
                                .daemon()
                                .start(() -> interruption.strikeAfter(launcher)));
        return interruption;
    }

    private void listen(String name) {
        Signals.listen(name, _ -> Thread.ofPlatform().daemon().start(() -> strike(words(name))))
                .ifPresent(undoing::add);
    }

    // Not by onExit, whose threads have too small a stack to write a report on.
    private void strikeAfter(ProcessHandle launcher) {
        try {
            while (launcher.isAlive()) {
                Thread.sleep(BETWEEN_LOOKS);
            }
        } catch (InterruptedException e) {
            return;
        }
        strike("the end of its launcher");
    }

    /** A launcher passes on one signal for another. */
    private static String words(String name) {
        return Long.getLong(LAUNCHER) == null ? "SIG" + name : "a signal";
    }

    private void strike(String what) {
        synchronized (this) {
            if (isClosed || hasStruck) {
                return;
            }
            hasStruck = true;
        }
        haltAfter(LONGEST);
        int status = Exit.INCOMPLETE;
        try {
            status = ending.applyAsInt(what);
        } finally {
            Exit.now(status);
        }
    }

    private static void haltAfter(Duration time) {
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try {
                        Thread.sleep(time);
                    } catch (InterruptedException e) {
                        return;
                    }
                    Runtime.getRuntime().halt(Exit.status(Exit.INCOMPLETE));
                });
    }

    /** Listens no more. Where a signal came before, this waits for the end of the program. */
    @Override
    public void close() {
        boolean isEnding;
        synchronized (this) {
            isClosed = true;
            isEnding = hasStruck;
        }
        if (isEnding) {
            awaitTheEnd();
        }
        undoing.forEach(Runnable::run);
        undoing.clear();
    }

    private static void awaitTheEnd() {
        try {
            Thread.sleep(LONGEST.multipliedBy(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
