package org.rsmtck.kit.plug;

import org.rsmtck.api.Capability;
import org.rsmtck.api.Topology;

import java.util.Set;

/** Where fabrics of the implementation are made. */
interface Ground {

    /**
     * A fabric of this shape.
     *
     * @throws org.rsmtck.api.Fabric.UnsupportedTopologyException if there cannot be one
     * @throws PlugException if it could not be made
     */
    Place prepare(Topology topology);

    /** What this adds to what agents can do: shapes and events. */
    Set<Capability> capabilities();
}
