package org.rsmtck.kit.target;

import org.rsmtck.api.Capability;
import org.rsmtck.api.Event;
import org.rsmtck.api.SharedFabric;
import org.rsmtck.api.Topology;

import java.util.EnumSet;
import java.util.Set;

/** Fabrics of a Java implementation that processes can share. */
final class HostedFabricProvider implements FabricProvider {
    private final SharedFabric fabric;

    HostedFabricProvider(SharedFabric fabric) {
        this.fabric = fabric;
    }

    @Override
    public boolean areApart() {
        return true;
    }

    @Override
    public FabricInstance prepare(Topology topology) {
        SharedFabric.Founded founded = fabric.found(topology);
        return new FabricInstance() {
            @Override
            public String word() {
                return founded.place();
            }

            @Override
            public boolean canCause(Event event) {
                return switch (event) {
                    case Event.LinkLost _,
                            Event.LinkBack _,
                            Event.NodeLost _,
                            Event.NodeBack _,
                            Event.ControllerRemoved _,
                            Event.ControllerBack _ ->
                            true;
                    case Event.Shortage _,
                            Event.ShortageOver _,
                            Event.Interruption _,
                            Event.Killed _,
                            Event.Settled _ ->
                            false;
                };
            }

            @Override
            public void cause(Event event, Whom who) {
                founded.apply(event);
            }

            @Override
            public void close() {
                founded.close();
            }
        };
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> all = EnumSet.of(Capability.NODES, Capability.CONTROLLERS);
        all.addAll(
                EnumSet.of(
                        Capability.LINK_FAULTS,
                        Capability.NODE_FAULTS,
                        Capability.CONTROLLER_FAULTS));
        all.retainAll(fabric.capabilities().supported());
        return all;
    }
}
