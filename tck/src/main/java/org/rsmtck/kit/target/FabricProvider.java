package org.rsmtck.kit.target;

import org.rsmtck.api.Capability;
import org.rsmtck.api.Topology;

import java.util.Set;

/** Where fabrics of the implementation are made. */
interface FabricProvider {

    /**
     * A fabric of this shape.
     *
     * @throws org.rsmtck.api.Fabric.UnsupportedTopologyException if there cannot be one
     * @throws TargetSetupException if it could not be made
     */
    FabricInstance prepare(Topology topology);

    /** Whether each fabric is one of its own, whatever is done to others. */
    boolean areApart();

    /** What this adds to what agents can do: shapes and events. */
    Set<Capability> capabilities();
}
