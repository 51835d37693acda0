package org.rsmtck.kit.execute;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.Observation;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** How far a run has come, for another thread that waits for it. */
public final class Heartbeat {
    private static final long LONG_SECONDS = 2;

    private final AtomicLong steps = new AtomicLong();
    private volatile Observation.@Nullable Called waitingFor;
    private volatile long lastStep = System.nanoTime();

    /** It grows as long as somebody is at work. */
    public long steps() {
        return steps.get();
    }

    public void step() {
        steps.incrementAndGet();
        lastStep = System.nanoTime();
    }

    public void waitFor(int process, Call call) {
        waitingFor = new Observation.Called(process, call, new Reply.NoReply("not yet"));
        step();
    }

    /** It waits for no call any more. */
    public void goOn() {
        waitingFor = null;
        step();
    }

    /** The call that it waits for, without a reply so far; empty if it waits for none. */
    public Optional<Observation.Called> waitingFor() {
        return Optional.ofNullable(waitingFor);
    }

    /** Whether it waits for the answer to such a call. */
    boolean isWaitingFor(Set<String> words) {
        return waitingFor().filter(one -> words.contains(one.call().word())).isPresent();
    }

    /** What it has waited for a while: the answer to a call, or the fabric. Else empty. */
    String awaited() {
        long seconds = (System.nanoTime() - lastStep) / 1_000_000_000;
        String what = waitingFor().map(one -> one.call().word()).orElse("the fabric");
        return seconds < LONG_SECONDS ? "" : what + ", " + seconds + " s by now";
    }
}
