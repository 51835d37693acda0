package org.rsmtck.kit.histories;

import org.rsmtck.kit.suite.TestRun;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs concurrent programs, one after another, and waits for none that has come to a stop. */
final class Trials implements AutoCloseable {
    /** Segment ids are counted from here on, far from those of sequences. */
    private static final long FIRST = 0xF000;

    private final TestRun run;
    private final LaneThreads lanes;
    private ExecutorService conductor = conductor();
    private long number = FIRST;
    private long calls;

    Trials(TestRun run) {
        this.run = run;
        this.lanes = new LaneThreads();
    }

    private static ExecutorService conductor() {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("rsm-tck-histories").daemon().factory());
    }

    long calls() {
        return calls;
    }

    long trials() {
        return number - FIRST;
    }

    private Stage stage() {
        return new Stage(
                run.request().fabric(),
                run.judgedBy(),
                run.readings(),
                lanes,
                run.request().patience());
    }

    /** Runs the program to its end, or until nothing moves any more. */
    Ending perform(ConcurrentProgram program) {
        Trial trial = new Trial(stage(), program, number++);
        Future<Ending> going = conductor.submit(trial::run);
        Ending ending = awaited(trial, going);
        calls += ending.calls();
        return ending;
    }

    private Ending awaited(Trial trial, Future<Ending> going) {
        // Lanes are given as long, and say themselves that they are not answered.
        Duration patience = run.request().patience().plus(Duration.ofSeconds(1));
        while (true) {
            long steps = trial.witness().heartbeat().steps();
            try {
                return going.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (trial.witness().heartbeat().steps() == steps) {
                    return stuck(trial, patience);
                }
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException thrown) {
                    throw thrown;
                }
                throw new IllegalStateException("a trial ended early", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while a trial was running", e);
            }
        }
    }

    private Ending stuck(Trial trial, Duration patience) {
        String how = "no answer within " + patience.toMillis() + " ms";
        Ending ending =
                trial.witness()
                        .abandoned(how)
                        .orElseThrow(
                                () -> new IllegalStateException("the fabric, or the kit: " + how));
        conductor.shutdownNow();
        conductor = conductor();
        return ending;
    }

    @Override
    public void close() {
        conductor.shutdownNow();
        lanes.close();
    }
}
