package org.rsmtck.kit.execute;

import org.rsmtck.api.Call;
import org.rsmtck.api.Call.OnHandle;
import org.rsmtck.api.Reply;
import org.rsmtck.explore.Alphabet;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The handles and segment ids that acts were really answered with. For one thread. */
public final class Bindings {
    private final Ids ids;
    private final Map<Integer, Long> handles;
    private final Map<Integer, Integer> segments;

    public Bindings(Ids ids) {
        this(ids, Map.of(), Map.of());
    }

    private Bindings(Ids ids, Map<Integer, Long> handles, Map<Integer, Integer> segments) {
        this.ids = ids;
        this.handles = new HashMap<>(handles);
        this.segments = new HashMap<>(segments);
    }

    /** One that goes on from here for another thread. */
    public Bindings copy() {
        return new Bindings(ids, handles, segments);
    }

    /** The call as it is made; empty if the act that it rests on was answered without a handle. */
    public Optional<Call> resolved(Action.Calling act) {
        boolean isBound =
                act.handleFrom().isEmpty() || handles.containsKey(act.handleFrom().getAsInt());
        return isBound ? Optional.of(resolved(act, Alphabet.NEVER_ISSUED)) : Optional.empty();
    }

    /** The same; on the handle {@code missing} in that case. */
    Call resolved(Action.Calling act, long missing) {
        Call call = raw(act);
        if (call instanceof OnHandle on && act.handleFrom().isPresent()) {
            call = on.onHandle(handles.getOrDefault(act.handleFrom().getAsInt(), missing));
        }
        if (call instanceof Call.Connect c && act.segmentFrom().isPresent()) {
            int segment = segments.getOrDefault(act.segmentFrom().getAsInt(), c.segment());
            call = new Call.Connect(c.controller(), c.node(), segment, c.permission(), c.out());
        }
        return call;
    }

    /** The call as it is made, on any handle. */
    public Call raw(Action.Calling act) {
        return ids.forRun(act.call());
    }

    public void remember(Action.Calling act, Reply reply) {
        if (reply instanceof Reply.Handle(long handle)) {
            handles.put(act.id(), handle);
        }
        if (reply instanceof Reply.Published(int segment)) {
            segments.put(act.id(), segment);
        }
    }
}
