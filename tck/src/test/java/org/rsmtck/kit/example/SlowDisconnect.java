package org.rsmtck.kit.example;

import org.rsmtck.api.Call;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;

import java.util.concurrent.locks.LockSupport;

/**
 * Check, then act: a disconnect looks whether the handle is live, and takes it away a little later.
 * Of two at the same time, both succeed.
 */
public final class SlowDisconnect extends Disguise {
    /** In nanoseconds: long enough for the other thread to get its turn on a busy machine. */
    private static final long A_LITTLE = 200_000;

    @Override
    Reply answer(Participant right, Call call) {
        if (!(call instanceof Call.Disconnect(long handle))) {
            return right.call(call);
        }
        boolean isLive = right.call(new Call.GetMode(handle)) instanceof Reply.Success;
        LockSupport.parkNanos(A_LITTLE);
        Reply reply = right.call(call);
        boolean isLate = isLive && reply.equals(new Reply.Refused(RsmError.BAD_SEG_HNDL));
        return isLate ? Reply.done() : reply;
    }
}
