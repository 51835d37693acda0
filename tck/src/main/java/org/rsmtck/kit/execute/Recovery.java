package org.rsmtck.kit.execute;

import org.rsmtck.api.Event;
import org.rsmtck.api.Topology.Port;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.List;

/** Brings back what was lost, and looks again at what there is. */
final class Recovery {
    private Recovery() {}

    static void observe(Invoker voice) {
        List<Event> cures = cures(voice.world());
        cures.forEach(voice::cause);
        if (!cures.isEmpty()) {
            Reader.observe(voice);
            StaleMapping.observe(voice);
        }
    }

    /** Controllers, nodes, links. */
    private static List<Event> cures(World world) {
        List<Event> cures = new ArrayList<>();
        world.nodes()
                .entries()
                .forEach(node -> {
                    node.getValue()
                            .controllers()
                            .entries()
                            .forEach(controller -> {
                                if (!controller.getValue()) {
                                    cures.add(
                                            new Event.ControllerBack(
                                                    new Port(node.getKey(), controller.getKey())));
                                }
                            });
                    if (!node.getValue().answers()) {
                        cures.add(new Event.NodeBack(node.getKey()));
                    }
                });
        world.links()
                .entries()
                .forEach(link -> {
                    if (!link.getValue()) {
                        cures.add(new Event.LinkBack(link.getKey()));
                    }
                });
        return cures;
    }
}
