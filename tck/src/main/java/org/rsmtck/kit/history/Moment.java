package org.rsmtck.kit.history;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Reply;

import java.util.OptionalInt;

/** One thing that a recorder saw. What it saw before ended before this began. */
public sealed interface Moment {

    /**
     * A process began a call.
     *
     * @param act by which its return refers to it: unique in the history
     * @param thread of the process, if it was recorded
     */
    record Begun(int act, int process, OptionalInt thread, Call call) implements Moment {}

    /** A call returned. */
    record Returned(int act, Reply reply) implements Moment {}

    /** Something was brought about. */
    record Happened(Event event) implements Moment {}
}
