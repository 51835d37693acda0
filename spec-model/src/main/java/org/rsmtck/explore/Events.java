package org.rsmtck.explore;

import org.rsmtck.api.Capability;
import org.rsmtck.api.Event;
import org.rsmtck.api.Event.Resource;
import org.rsmtck.model.World;

/** What is to be known of events before they are brought about. */
public final class Events {
    private Events() {}

    /** Whether the event would change anything: what is lost cannot be lost again. */
    public static boolean canHappen(World world, Event event) {
        return switch (event) {
            case Event.LinkLost(var link) -> world.links().get(link).orElse(false);
            case Event.LinkBack(var link) -> !world.links().get(link).orElse(true);
            case Event.NodeLost(int node) -> world.nodes().get(node).orElseThrow().answers();
            case Event.NodeBack(int node) -> !world.nodes().get(node).orElseThrow().answers();
            case Event.ControllerRemoved(var port) -> world.isPresent(port);
            case Event.ControllerBack(var port) -> !world.isPresent(port);
            case Event.Shortage(int process, var resource) ->
                    world.process(process).alive()
                            && !world.process(process).shortOf().contains(resource);
            case Event.ShortageOver(int process, var resource) ->
                    world.process(process).shortOf().contains(resource);
            case Event.Interruption(int process) ->
                    world.process(process).alive() && !world.process(process).interrupted();
            case Event.Killed(int process) -> world.process(process).alive();
            case Event.Settled e -> !world.isSettled();
        };
    }

    /** What a target must be capable of for the event. */
    public static Capability need(Event event) {
        return switch (event) {
            case Event.LinkLost e -> Capability.LINK_FAULTS;
            case Event.LinkBack e -> Capability.LINK_FAULTS;
            case Event.NodeLost e -> Capability.NODE_FAULTS;
            case Event.NodeBack e -> Capability.NODE_FAULTS;
            case Event.ControllerRemoved e -> Capability.CONTROLLER_FAULTS;
            case Event.ControllerBack e -> Capability.CONTROLLER_FAULTS;
            case Event.Shortage(int process, Resource resource) -> need(resource);
            case Event.ShortageOver(int process, Resource resource) -> need(resource);
            case Event.Interruption e -> Capability.INTERRUPTION;
            case Event.Killed e -> Capability.KILL;
            case Event.Settled e ->
                    throw new IllegalArgumentException("nobody brings " + event + " about");
        };
    }

    private static Capability need(Resource resource) {
        return switch (resource) {
            case MEMORY -> Capability.MEMORY_SHORTAGE;
            case DESCRIPTORS -> Capability.DESCRIPTOR_SHORTAGE;
        };
    }
}
