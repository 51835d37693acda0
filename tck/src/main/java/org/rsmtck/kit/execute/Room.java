package org.rsmtck.kit.execute;

import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Limits;
import org.rsmtck.model.ProcessState;
import org.rsmtck.model.World;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Whether a target has room, by its own word, for what a call would make. */
public final class Room {
    private Room() {}

    /**
     * What the target declares and the call would go beyond, such as {@code at most 2 import
     * segments on a node}; empty if there is room.
     */
    public static Optional<String> lacking(Limits limits, World world, int process, Call call) {
        return switch (call) {
            case Call.Connect _ ->
                    held(world, process, me -> me.imports().size()) < limits.imports()
                            ? Optional.empty()
                            : imports(limits);
            case Call.ExportCreate create ->
                    held(world, process, me -> me.exports().size()) < limits.exports()
                            ? tooLong(limits, create.length())
                            : exports(limits);
            case Call.Rebind rebind -> tooLong(limits, rebind.length());
            case Call.Publish publish -> tooMany(limits, publish.access());
            case Call.Republish republish -> tooMany(limits, republish.access());
            case Call.GetController _,
                    Call.ReleaseController _,
                    Call.GetControllerAttributes _,
                    Call.GetTopology _,
                    Call.GetSegmentIdRange _,
                    Call.ExportDestroy _,
                    Call.Unpublish _,
                    Call.Disconnect _,
                    Call.Map _,
                    Call.Unmap _,
                    Call.Reading _,
                    Call.Writing _,
                    Call.InitBarrier _,
                    Call.OnBarrier _,
                    Call.SetMode _,
                    Call.GetMode _,
                    Call.GetPollfd _,
                    Call.ReleasePollfd _,
                    Call.SignalPost _,
                    Call.SignalWait _ ->
                    Optional.empty();
        };
    }

    /** Every limit that is declared, in the same words. */
    public static List<String> declared(Limits limits) {
        return Stream.of(imports(limits), exports(limits), length(limits), entries(limits))
                .flatMap(Optional::stream)
                .toList();
    }

    private static long held(World world, int process, ToLongFunction<ProcessState> count) {
        int node = world.process(process).node();
        return world.processes().keys().stream()
                .map(world::process)
                .filter(state -> state.alive() && state.node() == node)
                .mapToLong(count)
                .sum();
    }

    private static Optional<String> tooLong(Limits limits, long length) {
        return length <= limits.segmentLength() ? Optional.empty() : length(limits);
    }

    private static Optional<String> tooMany(Limits limits, AccessList access) {
        return access instanceof AccessList.Entries(var entries)
                        && entries.size() > limits.accessEntries()
                ? entries(limits)
                : Optional.empty();
    }

    private static Optional<String> imports(Limits limits) {
        return words(limits.imports(), "import segment on a node", "import segments on a node");
    }

    private static Optional<String> exports(Limits limits) {
        return words(limits.exports(), "export segment on a node", "export segments on a node");
    }

    private static Optional<String> length(Limits limits) {
        return words(limits.segmentLength(), "B to a segment", "B to a segment");
    }

    private static Optional<String> entries(Limits limits) {
        return words(
                limits.accessEntries(), "entry to an access list", "entries to an access list");
    }

    private static Optional<String> words(long limit, String one, String many) {
        return limit == Long.MAX_VALUE
                ? Optional.empty()
                : Optional.of(
                        String.format(
                                Locale.ROOT, "at most %,d %s", limit, limit == 1 ? one : many));
    }
}
