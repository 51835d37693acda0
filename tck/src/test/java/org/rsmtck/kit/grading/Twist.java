package org.rsmtck.kit.grading;

import org.rsmtck.api.Call;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;

/** What one process is answered, with a right implementation at hand. It may remember things. */
public interface Twist {
    Reply answer(Participant right, Call call);
}
