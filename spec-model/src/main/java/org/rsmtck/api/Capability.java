package org.rsmtck.api;

import java.util.Locale;

/** What a target can be asked to do beyond one node, one user and a calm day. */
public enum Capability {
    /** More than one node. */
    NODES,
    /** More controllers on a node than loopback. */
    CONTROLLERS,
    /** Participants with different users, groups and umasks. */
    CREDENTIALS,
    /** {@link Participant#kill}. */
    KILL,
    /** {@link Event.LinkLost} and {@link Event.LinkBack}. */
    LINK_FAULTS,
    /** {@link Event.NodeLost} and {@link Event.NodeBack}. */
    NODE_FAULTS,
    /** {@link Event.ControllerRemoved} and {@link Event.ControllerBack}. */
    CONTROLLER_FAULTS,
    /** {@link Event.Shortage} of memory. */
    MEMORY_SHORTAGE,
    /** {@link Event.Shortage} of descriptors. */
    DESCRIPTOR_SHORTAGE,
    /** {@link Event.Interruption}. */
    INTERRUPTION;

    /** For instance {@code link faults}. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
