package org.rsmtck.kit.agent;

import org.rsmtck.api.Call;
import org.rsmtck.api.Call.OnHandle;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.kit.wire.Wire;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Calls that follow each other as long as each is answered as expected, and may use the handles
 * that earlier ones were answered with.
 */
final class Chain {
    private final long number;
    private final Map<Long, Reply> replies = new HashMap<>();
    private OptionalLong brokenBy = OptionalLong.empty();

    Chain(long number) {
        this.number = number;
    }

    boolean is(long other) {
        return number == other;
    }

    /** The request whose answer was not the expected one. */
    OptionalLong brokenBy() {
        return brokenBy;
    }

    /** The call with the handle and the segment id of earlier answers. */
    Call resolved(Call call, Line around) {
        Call resolved = call;
        if (around.has("handle_from") && call instanceof OnHandle on) {
            Reply issued = replies.get(around.integer("handle_from"));
            resolved = on.onHandle(issued instanceof Reply.Handle(long handle) ? handle : 0);
        }
        if (around.has("segment_from") && resolved instanceof Call.Connect connect) {
            Reply published = replies.get(around.integer("segment_from"));
            int segment = published instanceof Reply.Published(int id) ? id : connect.segment();
            resolved =
                    new Call.Connect(
                            connect.controller(),
                            connect.node(),
                            segment,
                            connect.permission(),
                            connect.out());
        }
        return resolved;
    }

    /** Takes note of an answer. */
    void answered(long id, Reply reply, Line around) {
        replies.put(id, reply);
        if (around.has("expect") && !around.text("expect").equals(Wire.expected(reply))) {
            brokenBy = OptionalLong.of(id);
        }
    }
}
