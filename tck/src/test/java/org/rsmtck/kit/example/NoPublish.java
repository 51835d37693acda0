package org.rsmtck.kit.example;

import org.rsmtck.api.Call;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;

/** Nothing can be published, so that no race comes about. */
public final class NoPublish extends Disguise {
    @Override
    Reply answer(Participant right, Call call) {
        return call instanceof Call.Publish
                ? new Reply.Refused(RsmError.SEGID_IN_USE)
                : right.call(call);
    }
}
