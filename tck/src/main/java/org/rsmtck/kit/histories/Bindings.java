package org.rsmtck.kit.histories;

import org.rsmtck.api.Call;
import org.rsmtck.api.Call.OnHandle;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.execute.Action;
import org.rsmtck.kit.execute.Ids;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The handles and segment ids that acts were really answered with. For one thread. */
final class Bindings {
    private final Ids ids;
    private final Map<Integer, Long> handles;
    private final Map<Integer, Integer> segments;

    Bindings(Ids ids) {
        this(ids, Map.of(), Map.of());
    }

    private Bindings(Ids ids, Map<Integer, Long> handles, Map<Integer, Integer> segments) {
        this.ids = ids;
        this.handles = new HashMap<>(handles);
        this.segments = new HashMap<>(segments);
    }

    /** One that goes on from here for another thread. */
    Bindings copy() {
        return new Bindings(ids, handles, segments);
    }

    /** The call as it is made; empty if the act that it rests on was answered without a handle. */
    Optional<Call> resolved(Action.Calling act) {
        Call call = ids.forRun(act.call());
        if (call instanceof OnHandle on && act.handleFrom().isPresent()) {
            Long handle = handles.get(act.handleFrom().getAsInt());
            return handle == null
                    ? Optional.empty()
                    : Optional.of(onSegment(act, on.onHandle(handle)));
        }
        return Optional.of(onSegment(act, call));
    }

    private Call onSegment(Action.Calling act, Call call) {
        if (call instanceof Call.Connect c && act.segmentFrom().isPresent()) {
            int segment = segments.getOrDefault(act.segmentFrom().getAsInt(), c.segment());
            return new Call.Connect(c.controller(), c.node(), segment, c.permission(), c.out());
        }
        return call;
    }

    /** The call as it is made, on any handle. */
    Call raw(Action.Calling act) {
        return ids.forRun(act.call());
    }

    void remember(Action.Calling act, Reply reply) {
        if (reply instanceof Reply.Handle(long handle)) {
            handles.put(act.id(), handle);
        }
        if (reply instanceof Reply.Published(int segment)) {
            segments.put(act.id(), segment);
        }
    }
}
