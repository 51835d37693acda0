package org.rsmtck.kit.example;

import org.rsmtck.api.Call;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A lost update: poll descriptors are counted with a read and a write, and what another thread
 * counted in between is forgotten. For imports only.
 */
public final class LostPollfd extends Disguise {
    /** In nanoseconds: long enough for the other thread to get its turn on a busy machine. */
    private static final long A_LITTLE = 200_000;

    private final Map<Participant, Map<Long, Integer>> counts =
            Collections.synchronizedMap(new WeakHashMap<>());

    @Override
    Reply answer(Participant right, Call call) {
        Map<Long, Integer> mine =
                counts.computeIfAbsent(
                        right, absent -> Collections.synchronizedMap(new HashMap<>()));
        if (call instanceof Call.GetPollfd(long handle)) {
            change(mine, handle, 1);
            return new Reply.Pollfd(0, 0x40);
        }
        if (call instanceof Call.ReleasePollfd(long handle)) {
            change(mine, handle, -1);
            return Reply.done();
        }
        return call instanceof Call.Disconnect(long handle) && mine.getOrDefault(handle, 0) > 0
                ? new Reply.Refused(RsmError.POLLFD_IN_USE)
                : right.call(call);
    }

    private static void change(Map<Long, Integer> counts, long handle, int change) {
        int count = counts.getOrDefault(handle, 0);
        LockSupport.parkNanos(A_LITTLE);
        counts.put(handle, Math.max(0, count + change));
    }
}
