package org.rsmtck.kit.probes;

import org.rsmtck.api.Reply;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Makes a call again as long as it is refused by chance; what is refused every time is meant. */
final class Insistence {
    static final int MOST_TRIES = 20;

    /** So many follow at once; then a busy machine is given some time. */
    private static final int AT_ONCE = 3;

    private static final long PAUSE = Duration.ofMillis(5).toNanos();

    private Insistence() {}

    /** The first reply that is not refused so, or else the last. */
    static Reply answer(Supplier<Reply> call, Predicate<Reply> isRefusedSo) {
        Reply reply = call.get();
        for (int tries = 1; tries < MOST_TRIES && isRefusedSo.test(reply); tries++) {
            if (tries > AT_ONCE) {
                LockSupport.parkNanos(PAUSE);
            }
            reply = call.get();
        }
        return reply;
    }
}
