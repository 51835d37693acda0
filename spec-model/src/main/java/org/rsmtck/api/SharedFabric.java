package org.rsmtck.api;

/** A fabric that processes of their own can share, so that each may be an agent of the kit. */
public interface SharedFabric extends Fabric {

    /**
     * Founds a fabric of this shape that processes of any user of this machine can join.
     *
     * @return the session of the founder, who may attach participants of his own and bring about
     *     the events that concern the whole fabric; closing it removes the fabric
     * @throws UnsupportedTopologyException if the target cannot take this shape
     */
    Founded found(Topology topology);

    /**
     * Joins a fabric that another process has founded.
     *
     * @param place as {@link Founded#place} tells it
     * @throws IllegalArgumentException if there is none
     */
    Session join(String place);

    /** What a founder has in hand. */
    interface Founded extends Session {

        /** Where others find the fabric: one word, without blanks. */
        String place();
    }
}
