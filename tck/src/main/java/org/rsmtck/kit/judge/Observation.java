package org.rsmtck.kit.judge;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Reply;

/** One line of what was seen: a call and its reply, or an event. */
public sealed interface Observation {

    /**
     * A call that was made, with the handles as the implementation gave them out.
     *
     * @param process that made it
     */
    record Called(int process, Call call, Reply reply) implements Observation {}

    /** Something that was brought about. */
    record Happened(Event event) implements Observation {}
}
