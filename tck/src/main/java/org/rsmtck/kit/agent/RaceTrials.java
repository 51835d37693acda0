package org.rsmtck.kit.agent;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.kit.agent.RaceTurn.Part;
import org.rsmtck.kit.library.Holdings;
import org.rsmtck.kit.library.MissingFunctionException;
import org.rsmtck.kit.library.Pointing;
import org.rsmtck.kit.wire.Line;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Collectors;

/**
 * Trials of one race. The thread that runs them leads: it makes the calls before and after, and
 * those of the first racer; each other racer has a thread of its own.
 */
final class RaceTrials {
    private static final int MOST_UNREADY = 100;
    private static final int MOST_OUTCOMES = 2_048;
    private static final long OVER = -1;

    /** In which all racers learn that a trial begins, in nanoseconds. */
    private static final long NOTICE = 1_000;

    private static final long LONGEST_HEAD_START = Duration.ofMillis(1).toNanos();

    private final Host host;
    private final RaceTurns turns;
    private final int racers;
    private final AtomicLong current = new AtomicLong();
    private final AtomicLongArray done;
    private final long[] begins;
    private final long[] lengths;
    private final SplittableRandom random = new SplittableRandom();
    private final Map<String, Long> outcomes = new TreeMap<>();
    private long trials;
    private long overlaps;
    private long left;

    RaceTrials(Host host, RaceTurns turns) {
        this.host = host;
        this.turns = turns;
        this.racers = turns.racers();
        this.done = new AtomicLongArray(racers);
        this.begins = new long[racers];
        this.lengths = new long[racers];
    }

    /** Runs trials until there have been so many, or the time is up; the fields of the answer. */
    Line run(long most, Duration time) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < racers; i++) {
            int racer = i;
            threads.add(
                    Thread.ofPlatform()
                            .daemon()
                            .name("racer-" + racer)
                            .start(() -> {
                                Processors.keepOnOne(racer);
                                if (racer == 0) {
                                    lead(most, System.nanoTime() + time.toNanos());
                                } else {
                                    follow(racer);
                                }
                            }));
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        turns.requireNoFailure();
        return Line.EMPTY
                .with("trials", trials)
                .with("overlaps", overlaps)
                .with("left", left)
                .with(
                        "outcomes",
                        outcomes.entrySet().stream()
                                .map(one -> one.getValue() + "*" + one.getKey())
                                .collect(Collectors.joining(";")));
    }

    private void lead(long most, long end) {
        try {
            boolean isReady = makeBase();
            int unready = 0;
            while (isReady
                    && trials < most
                    && unready < MOST_UNREADY
                    && outcomes.size() < MOST_OUTCOMES
                    && System.nanoTime() < end) {
                unready = prepare(Part.SETUP) ? 0 : unready + 1;
                if (unready == 0) {
                    runOne();
                }
                isReady = cleanUp() || makeBase();
            }
            left += host.clear();
        } finally {
            current.set(OVER);
        }
    }

    private void follow(int racer) {
        for (long trial = next(0); trial != OVER; trial = next(trial)) {
            makeOwn(racer);
            done.set(racer, trial);
        }
    }

    private long next(long trial) {
        long next = current.get();
        while (next == trial) {
            Thread.onSpinWait();
            next = current.get();
        }
        return next;
    }

    private void runOne() {
        chooseBegins();
        trials++;
        current.set(trials);
        makeOwn(0);
        for (int i = 1; i < racers; i++) {
            while (done.get(i) != trials) {
                Thread.onSpinWait();
            }
        }
        turnsOf(Part.AFTER).forEach(turn -> turns.make(turn, host));
        overlaps += haveOverlapped() ? 1 : 0;
        outcomes.merge(turns.outcome(), 1L, Long::sum);
    }

    /** In half of the trials all begin at once, in the others one is ahead for a while. */
    private void chooseBegins() {
        long begin = System.nanoTime() + NOTICE;
        boolean isLevel = random.nextBoolean();
        int ahead = random.nextInt(racers);
        for (int i = 0; i < racers; i++) {
            boolean isLater = !isLevel && i != ahead;
            begins[i] = begin + (isLater ? random.nextLong(lengths[ahead] + 1) : 0);
        }
    }

    private void makeOwn(int racer) {
        while (System.nanoTime() - begins[racer] < 0) {
            Thread.onSpinWait();
        }
        for (RaceTurn turn : turns.all()) {
            if (turn.part() == Part.RACE && turn.racer() == racer) {
                turns.make(turn, host);
            }
        }
    }

    private boolean haveOverlapped() {
        long lastBegin = Long.MIN_VALUE;
        long firstEnd = Long.MAX_VALUE;
        for (int i = 0; i < racers; i++) {
            int racer = i;
            List<RaceTurn> made =
                    turnsOf(Part.RACE).stream()
                            .filter(turn -> turn.racer() == racer && turn.reply() != null)
                            .toList();
            if (made.isEmpty()) {
                return false;
            }
            long began = made.getFirst().began();
            long ended = made.getLast().ended();
            lengths[i] = Math.min((lengths[i] * 7 + ended - began) / 8, LONGEST_HEAD_START);
            lastBegin = Math.max(lastBegin, began);
            firstEnd = Math.min(firstEnd, ended);
        }
        return lastBegin < firstEnd;
    }

    private List<RaceTurn> turnsOf(Part part) {
        return turns.all().stream().filter(turn -> turn.part() == part).toList();
    }

    /** Gives all back and makes what all trials share; false, and counted, where that cannot be. */
    private boolean makeBase() {
        left += host.clear();
        turns.all().forEach(RaceTurn::forget);
        return prepare(Part.BASE);
    }

    private boolean prepare(Part part) {
        for (RaceTurn turn : turns.all()) {
            if (turn.part().compareTo(part) >= 0) {
                turn.forget();
            }
        }
        for (RaceTurn turn : turnsOf(part)) {
            turns.make(turn, host);
            if (!turn.isSuccess()) {
                outcomes.merge(turns.unready(turn), 1L, Long::sum);
                return false;
            }
        }
        return true;
    }

    /** Gives back what the trial has left; false if something stays, or more than that is gone. */
    private boolean cleanUp() {
        Holdings holdings = new Holdings();
        boolean isBaseThere = true;
        List<Call> last = new ArrayList<>();
        for (RaceTurn turn : turns.all()) {
            @Nullable Reply reply = turn.reply();
            if (turn.part() == Part.BASE || reply == null) {
                continue;
            }
            holdings.note(turn.made(), reply);
            boolean isOnBase =
                    turn.from().isPresent()
                            && turns.all().get(turn.from().getAsInt()).part() == Part.BASE;
            if (isOnBase && reply instanceof Reply.Success) {
                isBaseThere &=
                        !(turn.call() instanceof Call.ExportDestroy
                                || turn.call() instanceof Call.ReleaseController);
                if (turn.made() instanceof Call.Publish publish) {
                    last.add(new Call.Unpublish(publish.handle()));
                }
            }
        }
        List<Call> calls = holdings.lastCalls(List.of());
        calls.addAll(last);
        long refused = calls.stream().filter(call -> !isGivenBack(call)).count();
        return isBaseThere && refused == 0;
    }

    private boolean isGivenBack(Call call) {
        try {
            Reply reply = host.call(call, Pointing.AS_SAID);
            boolean isDone =
                    reply instanceof Reply.Success
                            || call instanceof Call.Unpublish
                                    && reply instanceof Reply.Refused refused
                                    && refused.error() == RsmError.SEG_NOT_PUBLISHED;
            left += isDone ? 0 : 1;
            return isDone;
        } catch (MissingFunctionException e) {
            return false;
        }
    }
}
