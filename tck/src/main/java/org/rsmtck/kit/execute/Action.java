package org.rsmtck.kit.execute;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event;

import java.util.OptionalInt;

/** One thing that a program does. */
public sealed interface Action {

    /**
     * A process makes a call.
     *
     * @param id by which other acts refer to this one: unique in the program
     * @param call with the values to use where nothing is referred to
     * @param handleFrom the act that issued the handle to make the call on; a handle never issued
     *     if that act is gone
     * @param segmentFrom the act that published under an id of the implementation's choice
     */
    record Calling(int id, int process, Call call, OptionalInt handleFrom, OptionalInt segmentFrom)
            implements Action {}

    /** Something is brought about. */
    record Injection(Event event) implements Action {}
}
