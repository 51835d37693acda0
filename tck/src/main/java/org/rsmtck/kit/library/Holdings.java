package org.rsmtck.kit.library;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a process holds by the answers that it got, and how to give it back. Any thread may tell.
 */
public final class Holdings {
    private final Map<Long, Integer> controllers = new HashMap<>();
    private final Map<Long, Integer> pollfds = new HashMap<>();
    private final Set<Long> exports = new HashSet<>();
    private final Set<Long> imports = new HashSet<>();
    private final Set<Long> mapped = new HashSet<>();

    /** Takes in that the call was answered so. */
    public synchronized void note(Call call, Reply reply) {
        if (!(reply instanceof Reply.Success)) {
            return;
        }
        switch (call) {
            case Call.GetController _ -> handle(reply, controllers);
            case Call.ReleaseController(long handle) -> less(handle, controllers);
            case Call.ExportCreate _ -> handle(reply, exports);
            case Call.ExportDestroy(long handle) -> exports.remove(handle);
            case Call.Connect _ -> handle(reply, imports);
            case Call.Disconnect(long handle) -> {
                imports.remove(handle);
                mapped.remove(handle);
            }
            case Call.Map map -> mapped.add(map.handle());
            case Call.Unmap(long handle) -> mapped.remove(handle);
            case Call.GetPollfd(long handle) -> pollfds.merge(handle, 1, Integer::sum);
            case Call.ReleasePollfd(long handle) -> less(handle, pollfds);
            case Call.GetControllerAttributes _,
                    Call.GetTopology _,
                    Call.GetSegmentIdRange _,
                    Call.Rebind _,
                    Call.Publish _,
                    Call.Republish _,
                    Call.Unpublish _,
                    Call.Reading _,
                    Call.Writing _,
                    Call.InitBarrier _,
                    Call.OnBarrier _,
                    Call.SetMode _,
                    Call.GetMode _,
                    Call.SignalPost _,
                    Call.SignalWait _ -> {}
        }
    }

    private static void handle(Reply reply, Map<Long, Integer> counts) {
        if (reply instanceof Reply.Handle(long handle) && handle != 0) {
            counts.merge(handle, 1, Integer::sum);
        }
    }

    private static void handle(Reply reply, Set<Long> handles) {
        if (reply instanceof Reply.Handle(long handle) && handle != 0) {
            handles.add(handle);
        }
    }

    private static void less(long handle, Map<Long, Integer> counts) {
        counts.computeIfPresent(handle, (_, count) -> count == 1 ? null : count - 1);
    }

    /** The calls that give everything back. */
    public synchronized List<Call> lastCalls(List<Long> barriers) {
        List<Call> calls = new ArrayList<>();
        barriers.forEach(barrier -> calls.add(new Call.DestroyBarrier(barrier)));
        pollfds.forEach((handle, count) -> times(count, new Call.ReleasePollfd(handle), calls));
        mapped.forEach(handle -> calls.add(new Call.Unmap(handle)));
        imports.forEach(handle -> calls.add(new Call.Disconnect(handle)));
        exports.forEach(handle -> calls.add(new Call.ExportDestroy(handle)));
        controllers.forEach(
                (handle, count) -> times(count, new Call.ReleaseController(handle), calls));
        return calls;
    }

    private static void times(int count, Call call, List<Call> calls) {
        for (int i = 0; i < count; i++) {
            calls.add(call);
        }
    }

    synchronized void clear() {
        controllers.clear();
        pollfds.clear();
        exports.clear();
        imports.clear();
        mapped.clear();
    }
}
