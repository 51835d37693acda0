package org.rsmtck.kit.agent;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.library.Pointing;

import java.util.List;

/** The implementation in an agent's process. */
interface Host {

    /** C functions that the implementation lacks. */
    List<String> missing();

    /** What can be brought about on this process. */
    List<String> events();

    /**
     * Makes the call. Any thread may make it.
     *
     * @throws org.rsmtck.kit.library.MissingFunctionException if there is no such function
     */
    Reply call(Call call, Pointing pointing);

    /**
     * Brings the event about.
     *
     * @throws UnsupportedOperationException if that cannot be
     */
    void apply(Event event);

    /** Gives the process another file mode creation mask. */
    void umask(int mask);

    /** Gives back all that is held, and says how much could not be given back. */
    int clear();
}
