package org.rsmtck.kit.example;

import org.rsmtck.api.Call;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;

/** Success without effect: unpublish checks its argument, says success, and does nothing. */
public final class IdleUnpublish extends Disguise {
    @Override
    Reply answer(Participant right, Call call) {
        if (call instanceof Call.Unpublish(long handle)) {
            Reply wouldPublish =
                    right.call(
                            new Call.Publish(
                                    handle,
                                    0x100,
                                    org.rsmtck.api.AccessList.everyone(),
                                    org.rsmtck.api.Out.VALID));
            boolean isPublished =
                    wouldPublish instanceof Reply.Refused(RsmError error, long out)
                            && error == RsmError.SEG_ALREADY_PUBLISHED;
            return isPublished ? Reply.done() : right.call(call);
        }
        return right.call(call);
    }
}
