package org.rsmtck.explore;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Reply;
import org.rsmtck.model.Rule;

/** What takes one world to the next. */
public sealed interface Transition {

    /**
     * A process makes a call, with handles as the model numbers them, and is answered as {@code
     * rule} allows.
     */
    record Made(int process, Call call, Reply reply, Rule rule) implements Transition {}

    /** Something happens that is no call. */
    record Happened(Event event) implements Transition {}

    /** A forced disconnect that was under way arrives. */
    record Arrived() implements Transition {}
}
