package org.rsmtck.explore;

import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.explore.Arguments.Value;
import org.rsmtck.model.Export;
import org.rsmtck.model.ProcessState;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Calls on what a process imports: connections and mappings. */
final class ImportCalls {
    private static final int UNKNOWN_NODE = 63;

    /** A bit outside of all modes. */
    private static final int STRAY_BIT = 01;

    private final Arguments arguments;
    private final CallList calls;

    ImportCalls(Arguments arguments, CallList calls) {
        this.arguments = arguments;
        this.calls = calls;
    }

    void onConnections() {
        if (calls.says("connect")) {
            List<Integer> nodes = List.copyOf(arguments.world().nodes().keys());
            List<Value<Integer>> permissions =
                    arguments.values(
                            arguments.scope().permissions(), List.of(Permission.NONE, 0700));
            for (Value<Long> handle : arguments.controllerHandles()) {
                for (Value<Integer> node : arguments.values(nodes, List.of(UNKNOWN_NODE))) {
                    for (Value<Integer> segment : segmentsToConnect()) {
                        for (Value<Integer> permission : permissions) {
                            for (Value<Out> out : arguments.outs()) {
                                if (!arguments.isTooOdd(handle, node, segment, permission, out)) {
                                    calls.add(
                                            new Call.Connect(
                                                    handle.of(),
                                                    node.of(),
                                                    segment.of(),
                                                    permission.of(),
                                                    out.of()));
                                }
                            }
                        }
                    }
                }
            }
        }
        calls.onEach("disconnect", arguments.importHandles(), Call.Disconnect::new);
    }

    private List<Value<Integer>> segmentsToConnect() {
        List<Integer> usual = new ArrayList<>(arguments.scope().segments());
        for (ProcessState owner : arguments.world().processes().values()) {
            Optional<Long> other = owner.exports().first(new PublishedElsewhere(Set.copyOf(usual)));
            while (other.isPresent()) {
                usual.add(
                        owner.exports()
                                .get(other.get())
                                .orElseThrow()
                                .publication()
                                .orElseThrow()
                                .segment());
                other = owner.exports().first(new PublishedElsewhere(Set.copyOf(usual)));
            }
        }
        return arguments.values(usual, List.of(Alphabet.UNUSED_SEGMENT));
    }

    private record PublishedElsewhere(Set<Integer> known) implements Predicate<Export> {
        @Override
        public boolean test(Export export) {
            return export.publication()
                    .filter(publication -> !known.contains(publication.segment()))
                    .isPresent();
        }
    }

    void onMappings() {
        if (calls.says("map")) {
            long page = arguments.world().pageSize();
            List<Value<long[]>> ranges =
                    arguments.values(
                            List.of(new long[] {0, 2 * page}, new long[] {page, page}),
                            List.of(
                                    new long[] {0, 0},
                                    new long[] {0, 3 * page},
                                    new long[] {2 * page, page},
                                    new long[] {8, page},
                                    new long[] {0, page + 8},
                                    new long[] {-page, page}));
            List<Value<Integer>> permissions =
                    arguments.values(
                            arguments.scope().permissions(), List.of(Permission.NONE, STRAY_BIT));
            for (Value<Long> handle : arguments.importHandles()) {
                for (Value<Integer> permission : permissions) {
                    for (Value<long[]> range : ranges) {
                        for (Value<Out> address : arguments.outs()) {
                            if (!arguments.isTooOdd(handle, permission, range, address)) {
                                calls.add(
                                        new Call.Map(
                                                handle.of(),
                                                permission.of(),
                                                range.of()[0],
                                                range.of()[1],
                                                address.of()));
                            }
                        }
                    }
                }
            }
        }
        calls.onEach("unmap", arguments.importHandles(), Call.Unmap::new);
        if (calls.says("load")) {
            arguments
                    .me()
                    .imports()
                    .keys()
                    .forEach(handle -> calls.add(new Call.Load(handle, 0, 64)));
        }
        if (calls.says("store")) {
            arguments
                    .me()
                    .imports()
                    .keys()
                    .forEach(handle -> calls.add(new Call.Store(handle, 0, arguments.word())));
        }
    }
}
