package org.rsmtck.kit.example;

import org.rsmtck.api.Call;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;

/** Wrong code: a segment that is not published at all is reported as not published to this node. */
public final class WrongCode extends Disguise {
    @Override
    Reply answer(Participant right, Call call) {
        Reply reply = right.call(call);
        return call instanceof Call.Connect
                        && reply.equals(new Reply.Refused(RsmError.SEG_NOT_PUBLISHED))
                ? new Reply.Refused(RsmError.SEG_NOT_PUBLISHED_TO_NODE)
                : reply;
    }
}
