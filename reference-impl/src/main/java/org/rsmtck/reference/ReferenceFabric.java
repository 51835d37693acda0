package org.rsmtck.reference;

import org.rsmtck.api.Capabilities;
import org.rsmtck.api.Capability;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Session;
import org.rsmtck.api.Topology;

import java.util.EnumSet;
import java.util.Set;

/**
 * The reference implementation behind the kit's port. Participants are processes by their own word,
 * within one JVM.
 *
 * <p>Every session has a fabric folder of its own, on shared memory where there is some, else in
 * the folder for temporary files; it is removed when the session closes. Folders of JVMs that were
 * killed are removed by the next.
 */
public final class ReferenceFabric implements Fabric {

    @Override
    public String name() {
        return "bundled reference implementation";
    }

    @Override
    public String profile() {
        return "strict";
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(EnumSet.allOf(Capability.class), Set.of(), Rsm.PAGE_SIZE);
    }

    @Override
    public Session open(Topology topology) {
        try {
            return new ReferenceSession(topology);
        } catch (IllegalArgumentException e) {
            throw new UnsupportedTopologyException(e.getMessage());
        }
    }
}
