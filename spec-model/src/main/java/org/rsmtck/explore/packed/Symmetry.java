package org.rsmtck.explore.packed;

import org.rsmtck.api.Event;
import org.rsmtck.explore.Role;
import org.rsmtck.explore.Scope;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Processes that can change places without anybody being able to tell: they are alike in what they
 * are, may say and hold at the start, nobody refers to one of them by its number, and nothing
 * happens to one that could not happen to another. Only such as export nothing come into question:
 * an import refers to the process of its export.
 */
final class Symmetry {
    /** Words that write something which names the process that wrote it. */
    private static final Set<String> SIGNED = Set.of("put", "put_units", "store", "exporter_write");

    private record Alike(Role role, Object start) {}

    private Symmetry() {}

    /** Groups of such processes, two at least in each. */
    static List<List<Integer>> of(Scope scope, World start) {
        Map<Alike, List<Integer>> groups = new HashMap<>();
        for (int process = 0; process < scope.roles().size(); process++) {
            Role role = scope.roles().get(process);
            if (role.exports() == 0
                    && role.vocabulary().stream().noneMatch(SIGNED::contains)
                    && !isSingledOut(scope, process)) {
                groups.computeIfAbsent(
                                new Alike(role, start.process(process)), first -> new ArrayList<>())
                        .add(process);
            }
        }
        return groups.values().stream().filter(group -> group.size() > 1).toList();
    }

    private static boolean isSingledOut(Scope scope, int process) {
        return scope.events().stream()
                .anyMatch(event ->
                        switch (event) {
                            case Event.Shortage(int whose, var what) -> whose == process;
                            case Event.ShortageOver(int whose, var what) -> whose == process;
                            case Event.Interruption(int whose) -> whose == process;
                            case Event.Killed(int whose) -> whose == process;
                            case Event.Settled e -> false;
                            case Event.LinkLost e -> false;
                            case Event.LinkBack e -> false;
                            case Event.NodeLost e -> false;
                            case Event.NodeBack e -> false;
                            case Event.ControllerRemoved e -> false;
                            case Event.ControllerBack e -> false;
                        });
    }
}
