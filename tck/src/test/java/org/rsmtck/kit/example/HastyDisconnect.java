package org.rsmtck.kit.example;

import org.rsmtck.api.Call;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;

/**
 * Refusal with effect: a disconnect that is refused because of a mapping takes the mapping away all
 * the same.
 */
public final class HastyDisconnect extends Disguise {
    @Override
    Reply answer(Participant right, Call call) {
        Reply reply = right.call(call);
        if (call instanceof Call.Disconnect(long handle)
                && reply.equals(new Reply.Refused(RsmError.SEG_STILL_MAPPED))) {
            right.call(new Call.Unmap(handle));
        }
        return reply;
    }
}
