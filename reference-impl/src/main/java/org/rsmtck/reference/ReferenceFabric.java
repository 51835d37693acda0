package org.rsmtck.reference;

import org.rsmtck.api.Capabilities;
import org.rsmtck.api.Capability;
import org.rsmtck.api.Session;
import org.rsmtck.api.SharedFabric;
import org.rsmtck.api.Topology;
import org.rsmtck.reference.shared.FabricFolder;
import org.rsmtck.reference.shared.Identities;
import org.rsmtck.reference.shared.PrivateFolders;

import java.nio.file.Path;
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
public final class ReferenceFabric implements SharedFabric {

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
        return founded(topology, Identities.DECLARED);
    }

    /** The kernel has a say in who the processes of such a fabric are. */
    @Override
    public Founded found(Topology topology) {
        return founded(topology, Identities.KERNEL);
    }

    private static ReferenceSession founded(Topology topology, Identities identities) {
        try {
            return new ReferenceSession(PrivateFolders.make(topology, identities), true);
        } catch (IllegalArgumentException e) {
            throw new UnsupportedTopologyException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Session join(String place) {
        return new ReferenceSession(FabricFolder.open(Path.of(place)), false);
    }
}
