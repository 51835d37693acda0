package org.rsmtck.kit.agent;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Where threads wait for each other so that what they do next is done at the same time. That all
 * have come does not mean that all have a processor: so the first asks the others, over and over,
 * until all have answered at once. On a busy machine it asks for a while, and then lets them go.
 */
public final class RollCall {
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
    private static final long AT_ONCE = Duration.ofNanos(3_000).toNanos();
    private static final long LONGEST_ANSWER = Duration.ofNanos(20_000).toNanos();
    private static final long LONGEST_CALL = Duration.ofMillis(4).toNanos();
    private static final int SPINS_BEFORE_YIELD = 100;

    private final int parties;
    private final AtomicInteger come = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicIntegerArray answers;
    private volatile boolean isGoing;

    /**
     * @param parties how many are to come, those among them that do not wait
     */
    public RollCall(int parties) {
        this.parties = parties;
        this.answers = new AtomicIntegerArray(parties);
    }

    /** Comes, and does not wait. */
    public void pass() {
        come.incrementAndGet();
    }

    /**
     * Comes, and returns when all go.
     *
     * @return false if others have not come within that time
     */
    public boolean await(Duration longest) {
        int me = waiting.getAndIncrement();
        come.incrementAndGet();
        return me == 0 ? lead(longest) : follow(me, longest);
    }

    private boolean lead(Duration longest) {
        long start = System.nanoTime();
        for (int spins = 0; come.get() < parties; spins++) {
            if (rest(spins) && System.nanoTime() - start > longest.toNanos()) {
                return false;
            }
        }
        long begin = System.nanoTime();
        // More threads than processors never answer at once.
        while (waiting.get() <= PROCESSORS
                && !haveAllAnsweredAtOnce()
                && System.nanoTime() - begin < LONGEST_CALL) {
            Thread.onSpinWait();
        }
        isGoing = true;
        return true;
    }

    private boolean haveAllAnsweredAtOnce() {
        int round = asked.incrementAndGet();
        long start = System.nanoTime();
        for (int i = 1; i < waiting.get(); ) {
            if (answers.get(i) == round) {
                i++;
            } else if (System.nanoTime() - start > LONGEST_ANSWER) {
                return false;
            } else {
                Thread.onSpinWait();
            }
        }
        return System.nanoTime() - start < AT_ONCE;
    }

    private boolean follow(int me, Duration longest) {
        long start = System.nanoTime();
        for (int spins = 0; !isGoing; spins++) {
            answers.lazySet(me, asked.get());
            boolean isToRest = come.get() < parties || waiting.get() > PROCESSORS;
            boolean hasRested = isToRest ? rest(spins) : spin();
            if (hasRested && System.nanoTime() - start > longest.toNanos()) {
                return false;
            }
        }
        return true;
    }

    private static boolean spin() {
        Thread.onSpinWait();
        return false;
    }

    // Nothing relies on who is next: it only lets others on where there are more threads than
    // processors.
    @SuppressWarnings("ThreadPriorityCheck")
    private static boolean rest(int spins) {
        if (spins < SPINS_BEFORE_YIELD) {
            return spin();
        }
        Thread.yield();
        return true;
    }

    /** Lets so many nanoseconds pass, and does not rest meanwhile. */
    public static void pause(long nanos) {
        if (nanos <= 0) {
            return;
        }
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) {
            Thread.onSpinWait();
        }
    }
}
