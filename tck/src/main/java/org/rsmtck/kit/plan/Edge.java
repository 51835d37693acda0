package org.rsmtck.kit.plan;

import org.rsmtck.api.Call;
import org.rsmtck.explore.Abstraction;
import org.rsmtck.model.World;

import java.util.TreeSet;

/**
 * A call in an abstract state: what is left of a world and a call when names and values are
 * forgotten.
 *
 * @param state what every process holds, and in which state it is
 * @param process that calls
 * @param call with the class of its arguments
 */
public record Edge(String state, int process, String call) {

    public static Edge of(World world, int process, Call call) {
        return new Edge(state(world), process, Abstraction.of(world, process, call));
    }

    /** For instance {@code 0: controller, export published | 1: controller, import live READ}. */
    static String state(World world) {
        StringBuilder state = new StringBuilder();
        world.processes()
                .entries()
                .forEach(process -> {
                    TreeSet<String> holds = new TreeSet<>();
                    process.getValue()
                            .controllers()
                            .values()
                            .forEach(use -> holds.add("controller x" + use.count()));
                    process.getValue()
                            .exports()
                            .values()
                            .forEach(export ->
                                    holds.add(
                                            Abstraction.export(export)
                                                    + export.publication()
                                                            .map(to -> " for " + to.entries())
                                                            .orElse("")));
                    process.getValue()
                            .imports()
                            .values()
                            .forEach(segment -> holds.add(Abstraction.segment(segment)));
                    state.append(state.isEmpty() ? "" : " | ")
                            .append(process.getKey())
                            .append(": ")
                            .append(holds.isEmpty() ? "nothing" : String.join(", ", holds));
                });
        return state.toString();
    }
}
