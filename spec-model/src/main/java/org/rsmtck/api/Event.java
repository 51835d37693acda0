package org.rsmtck.api;

/**
 * Something that happens to a fabric or to a process and is not a call. Process numbers count
 * attachments from 0.
 */
public sealed interface Event {

    /** The link carries nothing any more. */
    record LinkLost(Topology.Link link) implements Event {}

    /** The link carries again. */
    record LinkBack(Topology.Link link) implements Event {}

    /** The node answers no other node any more, nor reaches one; on the node itself all goes on. */
    record NodeLost(int node) implements Event {}

    /** The node answers again, with the exports it had. */
    record NodeBack(int node) implements Event {}

    /** The controller is taken out of its node. Handles to it stay what they are. */
    record ControllerRemoved(Topology.Port port) implements Event {}

    /** The controller is put back. */
    record ControllerBack(Topology.Port port) implements Event {}

    /** From now on the process gets no more of the resource. */
    record Shortage(int process, Resource resource) implements Event {}

    /** The process gets the resource again. */
    record ShortageOver(int process, Resource resource) implements Event {}

    /** A signal breaks the next call of the process, if that call is one that can be broken. */
    record Interruption(int process) implements Event {}

    /** The process dies at once. */
    record Killed(int process) implements Event {}

    /**
     * So much time has passed that what may reach another node late has reached it. Nothing is
     * brought about: no session is asked for it.
     */
    record Settled() implements Event {}

    /** What a process can run short of. */
    enum Resource {
        /** Memory for handles. */
        MEMORY,
        /** Descriptors, slots, windows. */
        DESCRIPTORS
    }
}
