package org.rsmtck.kit.target;

import org.rsmtck.api.Fabric;
import org.rsmtck.api.Topology;

import java.util.List;

/** What can be asked of an implementation whose participants are processes, and of no other. */
public interface ProcessFabric extends Fabric {
    /**
     * A fabric with processes of its own, none of which is used again afterwards. The caller closes
     * it.
     */
    DisposableFabric disposable(Topology topology);

    /** Whether it can be reached as it is said to be: looked at before anything is judged. */
    List<Preflight.Finding> preflight();

    /**
     * Whether each fabric that is opened is made anew and knows nothing of others, so that several
     * can be open at a time; else they are parts of one that is there.
     */
    boolean areApart();

    /** Whether it takes long to start a process, so that few should be killed. */
    boolean isSlowToStart();

    /** How many processes there have been. */
    Statistics census();
}
