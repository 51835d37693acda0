package org.rsmtck.kit.races;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends this process when a call is not answered for long: jcstress would wait for ever. Each thread
 * keeps its own, so that two that race do not meet here.
 */
final class Patience implements AutoCloseable {
    static final String NO_ANSWER = "no answer within ";

    private static final long SECONDS = 10;
    private static final int HUNG = 70;
    private static final Set<Patience> ALL = ConcurrentHashMap.newKeySet();
    private static final ThreadLocal<Patience> OWN = ThreadLocal.withInitial(Patience::new);

    static {
        Thread.ofPlatform().daemon().name("rsm-tck-patience").start(Patience::watch);
    }

    private volatile @Nullable String waitingFor;
    private volatile long since;

    private Patience() {
        ALL.add(this);
    }

    /** What is done until this is closed may take so long and no longer. */
    static Patience with(String word) {
        Patience own = OWN.get();
        own.since = System.nanoTime();
        own.waitingFor = word;
        return own;
    }

    @Override
    public void close() {
        waitingFor = null;
    }

    private static void watch() {
        while (true) {
            long now = System.nanoTime();
            for (Patience one : ALL) {
                String word = one.waitingFor;
                if (word != null && now - one.since > Duration.ofSeconds(SECONDS).toNanos()) {
                    System.err.println(NO_ANSWER + SECONDS + " s: " + word);
                    System.err.flush();
                    Runtime.getRuntime().halt(HUNG);
                }
            }
            try {
                Thread.sleep(Duration.ofSeconds(1));
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
