package org.rsmtck.kit.execute;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Reply;
import org.rsmtck.model.World;

import java.util.Optional;
import java.util.OptionalLong;

/** A way to make calls one after another, each judged as it is answered. */
public interface Invoker {

    /**
     * Makes the call, unless it is outside the contract or an earlier reply was not allowed.
     *
     * @return the reply, if the call was made and its reply is allowed
     */
    Optional<Reply> say(int process, Call call);

    /** The handle that the call is answered with; empty if it is answered with none. */
    default OptionalLong issued(int process, Call call) {
        return say(process, call).orElse(null) instanceof Reply.Handle(long handle)
                ? OptionalLong.of(handle)
                : OptionalLong.empty();
    }

    /** Brings the event about, unless an earlier reply was not allowed. */
    void cause(Event event);

    /** A handle that was never issued, as near to the process's last one as can be. */
    long neverIssued(int process);

    /** A world that explains everything seen so far. */
    World world();
}
