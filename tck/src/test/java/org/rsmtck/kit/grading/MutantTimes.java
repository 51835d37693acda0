package org.rsmtck.kit.grading;

import org.rsmtck.api.Call;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Implementations that answer never, or that are wrong now and then. */
final class MutantTimes {
    private MutantTimes() {}

    static List<Mutant> always() {
        return List.of(
                Mutant.answering(
                        "Hanging",
                        "Disconnect of a null handle never returns.",
                        "frame/no-crash-no-hang",
                        () -> MutantTimes::hanging));
    }

    /** Wrong now and then: what fails once need not fail again. */
    static List<Mutant> nowAndThen() {
        AtomicInteger connects = new AtomicInteger();
        AtomicInteger disconnects = new AtomicInteger();
        return List.of(
                Mutant.answering(
                        "EveryFiftieth",
                        "Of all connects, every fiftieth finds nothing published.",
                        "connect/SEG_NOT_PUBLISHED",
                        () ->
                                (right, call) ->
                                        call instanceof Call.Connect
                                                        && connects.incrementAndGet() % 50 == 0
                                                ? new Reply.Refused(RsmError.SEG_NOT_PUBLISHED)
                                                : right.call(call)),
                Mutant.answering(
                        "IdleNowAndThen",
                        "Of all disconnects of imports that are there, every fiftieth says success"
                                + " and does nothing.",
                        "disconnect/breaks-connection",
                        () ->
                                (right, call) ->
                                        isOfImport(right, call)
                                                        && disconnects.incrementAndGet() % 50 == 0
                                                ? Reply.done()
                                                : right.call(call)));
    }

    /** Else every fiftieth might be, again and again, the same one of a sequence, in vain. */
    private static boolean isOfImport(Participant right, Call call) {
        return call instanceof Call.Disconnect(long handle)
                && right.call(new Call.GetMode(handle)) instanceof Reply.Success;
    }

    private static Reply hanging(Participant right, Call call) {
        if (call.equals(new Call.Disconnect(0))) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return right.call(call);
    }
}
