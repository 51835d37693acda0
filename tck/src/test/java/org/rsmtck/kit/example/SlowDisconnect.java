package org.rsmtck.kit.example;

import org.rsmtck.api.Call;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;

/**
 * Check, then act: a disconnect looks whether the handle is live, and takes it away a little later.
 * Of two at the same time, both succeed.
 */
public final class SlowDisconnect extends Disguise {
    private static final int A_LITTLE = 2_000;

    @Override
    Reply answer(Participant right, Call call) {
        if (!(call instanceof Call.Disconnect(long handle))) {
            return right.call(call);
        }
        boolean isLive = right.call(new Call.GetMode(handle)) instanceof Reply.Success;
        for (int i = 0; i < A_LITTLE; i++) {
            Thread.onSpinWait();
        }
        Reply reply = right.call(call);
        boolean isLate = isLive && reply.equals(new Reply.Refused(RsmError.BAD_SEG_HNDL));
        return isLate ? Reply.done() : reply;
    }
}
