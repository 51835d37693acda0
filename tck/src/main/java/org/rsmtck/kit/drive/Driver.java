package org.rsmtck.kit.drive;

import org.rsmtck.api.Fabric;
import org.rsmtck.kit.judge.Judge;
import org.rsmtck.model.Model;
import org.rsmtck.model.Reading;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs programs against one implementation, each in a fresh fabric, and judges them as they go. A
 * call that is not answered in time is abandoned with its thread, and the next program gets a new
 * one.
 */
public final class Driver implements AutoCloseable {
    static final String NO_ANSWER = "no answer within ";

    private final Fabric fabric;
    private final Model model;
    private final Duration patience;
    private final AtomicLong sequences = new AtomicLong();
    private final AtomicLong calls = new AtomicLong();
    private ExecutorService stage = newStage();
    private volatile Performance running;

    /**
     * @param patience how long a program may take over one step before the call it waits for counts
     *     as hanging
     */
    public Driver(Fabric fabric, Model model, Duration patience) {
        this.fabric = fabric;
        this.model = model;
        this.patience = patience;
    }

    public Model model() {
        return model;
    }

    public Fabric fabric() {
        return fabric;
    }

    /** The number of programs that have been run. */
    public long sequences() {
        return sequences.get();
    }

    /** The number of calls in them. */
    public long calls() {
        return calls.get();
    }

    /** What is being waited for, in a few words; empty if nothing is. */
    public String awaited() {
        Performance performance = running;
        return performance == null ? "" : performance.awaited();
    }

    /** The world that a program starts in. */
    public Judge judgeFor(Setting setting, Collection<Reading> readings) {
        return Judge.of(model, setting.start(fabric.capabilities().pageSize()), readings);
    }

    /**
     * Runs the program, and the observers after it.
     *
     * @param readings what the implementation may be, by what earlier programs have shown
     */
    public synchronized Outcome run(
            Program program, List<Observer> observers, Collection<Reading> readings) {
        Judge judge = judgeFor(program.setting(), readings);
        Performance performance =
                new Performance(
                        fabric, judge, program, Ids.ofSequence(sequences.getAndIncrement()));
        running = performance;
        Future<Outcome> future = stage.submit(() -> performance.perform(observers));
        Outcome outcome;
        try {
            outcome = await(future, performance);
        } finally {
            running = null;
        }
        calls.addAndGet(outcome.lines().size());
        return outcome;
    }

    private Outcome await(Future<Outcome> future, Performance performance) {
        try {
            return awaitSteps(future, performance);
        } catch (TimeoutException e) {
            // Asked before the thread is interrupted: that may let the call return.
            Optional<Outcome> abandoned =
                    performance.abandoned(NO_ANSWER + patience.toMillis() + " ms");
            stage.shutdownNow();
            stage = newStage();
            return abandoned.orElseGet(() -> performance.stuck(patience));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Fabric.UnsupportedTopologyException unsupported) {
                throw unsupported;
            }
            return performance.troubled(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a program was running", e);
        }
    }

    /** Waits as long as there is progress: a slow kit, or a long program, is no hang. */
    private Outcome awaitSteps(Future<Outcome> future, Performance performance)
            throws TimeoutException, ExecutionException, InterruptedException {
        long steps;
        do {
            steps = performance.steps();
            try {
                return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (performance.steps() == steps) {
                    throw e;
                }
            }
        } while (true);
    }

    private static ExecutorService newStage() {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("rsm-tck-stage-", 0).daemon().factory());
    }

    @Override
    public synchronized void close() {
        stage.shutdownNow();
    }
}
