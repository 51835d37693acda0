package org.rsmtck.kit.execute;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Faults;
import org.rsmtck.kit.judge.Judge;
import org.rsmtck.kit.target.ProcessFabric;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Runs programs against one implementation, each in a fresh fabric, and judges them as they go.
 * Where fabrics are made for each and know nothing of each other, some run at a time; what comes of
 * them is told in the order in which they were begun. A call that is not answered in time is
 * abandoned with its thread, and the next program gets a new one.
 */
public final class Driver implements AutoCloseable {
    static final String NO_ANSWER = "no answer within ";
    static final String AS_KNOWN = ", as before";

    /** Fabrics know nothing of each other: two of them keep two processors busy. */
    private static final int MOST_AT_ONCE = 2;

    /** Whoever waits for small processes most of the time waits for several of them at once. */
    private static final int MOST_OF_PROCESSES = 4;

    private final Fabric fabric;
    private final Model model;
    private final Duration patience;
    private final AtomicLong sequences = new AtomicLong();

    /** In the order in which they run. */
    private final Deque<Begun> begun = new ArrayDeque<>();

    private long submitted;
    private final AtomicLong calls = new AtomicLong();

    /** Made for the first program: the target is not asked before. */
    private final List<Stage> stages = new CopyOnWriteArrayList<>();

    private final Set<String> knownToHang = ConcurrentHashMap.newKeySet();

    /**
     * @param patience how long a program may take over one step before the call it waits for counts
     *     as hanging
     */
    public Driver(Fabric fabric, Model model, Duration patience) {
        this.fabric = fabric;
        this.model = model;
        this.patience = patience;
    }

    /** How many programs run at a time. */
    private static int mostAtOnce(Fabric fabric) {
        if (!areApart(fabric)) {
            return 1;
        }
        boolean areSmallProcesses =
                fabric.as(ProcessFabric.class).map(some -> !some.isSlowToStart()).orElse(false);
        return areSmallProcesses
                ? MOST_OF_PROCESSES
                : Math.min(MOST_AT_ONCE, Runtime.getRuntime().availableProcessors());
    }

    private static boolean areApart(Fabric fabric) {
        return fabric.faults().equals(Faults.OF_A_PROCESS)
                && fabric.as(ProcessFabric.class)
                        .map(ProcessFabric::areApart)
                        .orElse(!fabric.hasProcesses());
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

    /**
     * Calls of this word hang, which was waited for in full and confirmed: from now on they are
     * given a tenth of the time.
     */
    public void expectHang(String word) {
        knownToHang.add(word);
    }

    private Duration brief() {
        return patience.dividedBy(10);
    }

    /** What is being waited for, in a few words; empty if nothing is. */
    public String awaited() {
        return stages.stream()
                .map(Stage::awaited)
                .filter(words -> !words.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** The world that a program starts in. */
    public Judge judgeFor(Setting setting, Collection<Interpretation> readings) {
        return Judge.of(model, setting.start(fabric.capabilities().pageSize()), readings);
    }

    /**
     * Runs the program, and the observers after it, once all that was begun before is over.
     *
     * @param readings what the implementation may be, by what earlier programs have shown
     */
    public Outcome run(
            Program program, List<Observer> observers, Collection<Interpretation> readings) {
        return finish(begin(program, observers, readings));
    }

    /** A program that has begun, or will once those before it are over. */
    public static final class Begun {
        private final Program program;
        private final List<Observer> observers;
        private final Collection<Interpretation> readings;
        private Submitted submitted;
        private @Nullable Supplier<Outcome> result;

        private Begun(
                Program program,
                List<Observer> observers,
                Collection<Interpretation> readings,
                Submitted submitted) {
            this.program = program;
            this.observers = observers;
            this.readings = readings;
            this.submitted = submitted;
        }
    }

    private record Submitted(Stage stage, Execution execution, Future<Outcome> future) {}

    /**
     * Begins a program and does not wait for it: the caller prepares the next meanwhile. Whatever
     * was begun is to be {@linkplain #finish finished} or dropped.
     */
    public synchronized Begun begin(
            Program program, List<Observer> observers, Collection<Interpretation> readings) {
        if (stages.isEmpty()) {
            stages.addAll(Stream.generate(Stage::new).limit(mostAtOnce(fabric)).toList());
        }
        Stage stage = stages.get((int) (submitted % stages.size()));
        Begun one =
                new Begun(
                        program, observers, readings, submit(stage, program, observers, readings));
        begun.add(one);
        return one;
    }

    private Submitted submit(
            Stage stage,
            Program program,
            List<Observer> observers,
            Collection<Interpretation> readings) {
        Judge judge = judgeFor(program.setting(), readings);
        Execution execution = new Execution(fabric, judge, program, Ids.ofSequence(submitted++));
        return new Submitted(stage, execution, stage.submit(execution, observers));
    }

    /** Nobody will ask what has come of these: what has not started yet does not start. */
    public synchronized void drop(Collection<Begun> unwanted) {
        for (Begun one : unwanted) {
            if (one.result == null && one.submitted.execution.drop()) {
                begun.remove(one);
            }
        }
    }

    /** Waits for what was begun, and for all that was begun before it. */
    public synchronized Outcome finish(Begun one) {
        while (one.result == null) {
            Begun first = begun.removeFirst();
            first.result = result(first.submitted);
        }
        return requireNonNull(one.result).get();
    }

    private Supplier<Outcome> result(Submitted one) {
        sequences.incrementAndGet();
        try {
            Outcome outcome = await(one);
            calls.addAndGet(outcome.lines().size());
            return () -> outcome;
        } catch (Fabric.UnsupportedTopologyException e) {
            return () -> {
                throw e;
            };
        }
    }

    private Outcome await(Submitted one) {
        Execution execution = one.execution;
        try {
            return awaitSteps(one.future, execution);
        } catch (TimeoutException e) {
            // Asked before the thread is interrupted: that may let the call return.
            boolean isKnown = execution.heartbeat().isWaitingFor(knownToHang);
            Duration waited = isKnown ? brief() : patience;
            Optional<Outcome> abandoned =
                    execution.abandoned(
                            NO_ANSWER + waited.toMillis() + " ms" + (isKnown ? AS_KNOWN : ""));
            one.stage.abandon();
            begun.stream()
                    .filter(other -> other.submitted.stage == one.stage)
                    .forEach(this::resubmit);
            return abandoned.orElseGet(() -> execution.stuck(patience));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Fabric.UnsupportedTopologyException unsupported) {
                throw unsupported;
            }
            return execution.troubled(requireNonNull(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a program was running", e);
        }
    }

    private void resubmit(Begun one) {
        one.submitted = submit(one.submitted.stage, one.program, one.observers, one.readings);
    }

    /** Waits as long as there is progress: a slow kit, or a long program, is no hang. */
    private Outcome awaitSteps(Future<Outcome> future, Execution execution)
            throws TimeoutException, ExecutionException, InterruptedException {
        Duration look = knownToHang.isEmpty() ? patience : brief();
        long steps = -1;
        long since = System.nanoTime();
        while (true) {
            if (execution.heartbeat().steps() != steps) {
                steps = execution.heartbeat().steps();
                since = System.nanoTime();
            }
            try {
                return future.get(look.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                boolean isStill = execution.heartbeat().steps() == steps;
                boolean isLong = System.nanoTime() - since >= patience.toNanos();
                if (isStill && (isLong || execution.heartbeat().isWaitingFor(knownToHang))) {
                    throw e;
                }
            }
        }
    }

    @Override
    public synchronized void close() {
        stages.forEach(Stage::close);
    }
}
