package org.rsmtck.kit.example;

import org.rsmtck.api.Call;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;

import java.util.concurrent.locks.LockSupport;

/** A disconnect that finds its handle gone does not return. */
public final class DeafDisconnect extends Disguise {
    @Override
    Reply answer(Participant right, Call call) {
        Reply reply = right.call(call);
        while (call instanceof Call.Disconnect && reply instanceof Reply.Refused) {
            LockSupport.park();
        }
        return reply;
    }
}
