package org.rsmtck.kit.execute;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Waits for what reaches another node late, by having it asked for again until it is due. */
public final class Lateness {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    /** On a busy machine, whoever makes something arrive may not have had its turn in time. */
    private static final Duration GRACE = Duration.ofMillis(100);

    private final Duration bound;
    private final Runnable arrival;

    /** Whether something was late that no call could be asked again about. */
    private boolean isLeft;

    /**
     * @param bound within what time everything has arrived
     * @param arrival has it taken in that everything has arrived
     */
    public Lateness(Duration bound, Runnable arrival) {
        this.bound = bound;
        this.arrival = arrival;
    }

    /**
     * Makes a call, and once more as long as its reply is only late.
     *
     * @param once makes a call; empty if it was not made
     */
    public Optional<Reply> say(
            Call call, Function<Call, Optional<Reply>> once, Predicate<Reply> isOnlyLate) {
        Optional<Reply> reply = once.apply(call);
        if (!isRepeatable(call)) {
            isLeft |= reply.filter(isOnlyLate).isPresent();
            return reply;
        }
        long due = System.nanoTime() + bound.toNanos();
        Duration pause = FIRST_PAUSE;
        while (reply.filter(isOnlyLate).isPresent()) {
            Duration left = Duration.ofNanos(due - System.nanoTime());
            if (!left.isPositive()) {
                pass(GRACE);
                arrival.run();
            } else {
                pass(left.compareTo(pause) < 0 ? left : pause);
                Duration longer = pause.multipliedBy(2);
                pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
            }
            reply = undone(call, reply.orElseThrow(), once) ? once.apply(call) : Optional.empty();
        }
        return reply;
    }

    /**
     * Whether making the call again tells how things are by then, and leaves them as they are, once
     * what it did before has been undone.
     */
    private static boolean isRepeatable(Call call) {
        return call instanceof Call.Connect
                || call instanceof Call.Get
                || call instanceof Call.GetUnits
                || call instanceof Call.Put
                || call instanceof Call.PutUnits
                || call instanceof Call.Load
                || call instanceof Call.Map;
    }

    /** Undoes what a call did that is to be made again; false if that could not be. */
    private static boolean undone(Call call, Reply reply, Function<Call, Optional<Reply>> once) {
        return !(call instanceof Call.Map map)
                || reply instanceof Reply.Refused
                || once.apply(new Call.Unmap(map.handle())).isPresent();
    }

    /** Lets arrive what was seen to be late. */
    public void settle() {
        if (isLeft) {
            pass(bound.plus(GRACE));
            arrival.run();
        }
    }

    /** Lets time pass. */
    static void pass(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
