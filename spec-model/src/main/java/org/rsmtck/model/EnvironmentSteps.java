package org.rsmtck.model;

import org.rsmtck.api.Event;
import org.rsmtck.api.Event.Resource;
import org.rsmtck.api.Topology.Link;
import org.rsmtck.api.Topology.Port;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What events do to a world. */
final class EnvironmentSteps {
    private EnvironmentSteps() {}

    static World after(World world, Event event, Choices at) {
        return switch (event) {
            case Event.LinkLost(var link) ->
                    ForcedDisconnect.ofLostPaths(
                            world, carrying(world, link, false), VariationPoint.LINK_LOSS, at);
            case Event.LinkBack(var link) -> carrying(world, link, true);
            case Event.NodeLost(int node) ->
                    ForcedDisconnect.ofLostPaths(
                            world, answering(world, node, false), VariationPoint.NODE_LOSS, at);
            case Event.NodeBack(int node) -> answering(world, node, true);
            case Event.ControllerRemoved(Port port) ->
                    ForcedDisconnect.ofLostPaths(
                            world, present(world, port, false), VariationPoint.CONTROLLER_LOSS, at);
            case Event.ControllerBack(Port port) -> present(world, port, true);
            case Event.Shortage(int process, Resource resource) -> {
                Set<Resource> more = new HashSet<>(world.process(process).shortOf());
                more.add(resource);
                yield world.withProcess(process, short1 -> short1.withShortOf(more));
            }
            case Event.ShortageOver(int process, Resource resource) -> {
                Set<Resource> fewer = new HashSet<>(world.process(process).shortOf());
                fewer.remove(resource);
                yield world.withProcess(process, short1 -> short1.withShortOf(fewer));
            }
            case Event.Interruption(int process) ->
                    world.withProcess(process, broken -> broken.withInterruption(true));
            case Event.Killed(int process) ->
                    LateEffects.after(world, killed(world, process, at), at);
            case Event.Settled settled -> world.settled();
        };
    }

    private static World carrying(World world, Link link, boolean carries) {
        if (!world.links().has(link)) {
            throw new IllegalArgumentException("no link " + link + " in this world");
        }
        return world.withLinks(world.links().with(link, carries));
    }

    private static NodeState node(World world, int node) {
        return world.nodes()
                .get(node)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "no node " + Integer.toUnsignedString(node) + " in this world"));
    }

    private static World answering(World world, int node, boolean answers) {
        return world.withNodes(
                world.nodes().with(node, new NodeState(answers, node(world, node).controllers())));
    }

    private static World present(World world, Port port, boolean present) {
        NodeState node = node(world, port.node());
        if (!node.controllers().has(port.controller())) {
            throw new IllegalArgumentException("no controller " + port + " in this world");
        }
        return world.withNodes(
                world.nodes()
                        .with(
                                port.node(),
                                new NodeState(
                                        node.answers(),
                                        node.controllers().with(port.controller(), present))));
    }

    private static World killed(World world, int process, Choices at) {
        World next = world;
        for (Map.Entry<Long, Export> export : world.process(process).exports().entries()) {
            next = ForcedDisconnect.ofExportOfTheDead(next, process, export.getKey(), at);
        }
        return next.withProcess(process, ProcessState::dead);
    }
}
