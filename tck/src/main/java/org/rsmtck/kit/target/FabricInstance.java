package org.rsmtck.kit.target;

import org.rsmtck.api.Event;

/** A fabric of the implementation, once it is there. Closing it removes it. */
interface FabricInstance extends AutoCloseable {

    /** What agents are told so that they find it; may be empty. */
    String word();

    /** What nodes and controllers are called here. */
    default TopologyEmbedding names() {
        return TopologyEmbedding.NONE;
    }

    /** Whether the event can be brought about here. */
    boolean canCause(Event event);

    /**
     * Brings about an event of the whole fabric, or of a process.
     *
     * @param who the event concerns
     * @throws TargetSetupException if it could not be brought about
     */
    void cause(Event event, Whom who);

    /**
     * Whom an event concerns.
     *
     * @param pid of the process, where it is one; else 0
     * @param node where that is, as the suites call it
     */
    record Whom(long pid, int node) {
        static final Whom NOBODY = new Whom(0, 0);

        boolean isProcess() {
            return pid != 0;
        }
    }

    @Override
    void close();
}
