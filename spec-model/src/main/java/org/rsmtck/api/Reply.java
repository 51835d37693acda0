package org.rsmtck.api;

import java.util.List;

/** What a call is answered with. A refusal is a reply, never an exception. */
public sealed interface Reply {

    /** The call succeeded. */
    sealed interface Success extends Reply {}

    /** Success without a value. */
    record Done() implements Success {}

    /** Success with a handle: of a controller, an export, an import, or a barrier. */
    record Handle(long value) implements Success {}

    /** Success of publish: the id under which the segment is known on its node. */
    record Published(int segment) implements Success {}

    /** Success with bytes that were read. */
    record Data(Bytes bytes) implements Success {}

    /** Success of get_mode: 0 explicit, 1 implicit barriers. */
    record Mode(int mode) implements Success {}

    /** Success of get_pollfd: what stands in the structure. */
    record Pollfd(int fd, int events) implements Success {}

    /** Success of get_controller_attr: the attributes that the model speaks of. Sizes in bytes. */
    record Attributes(int directAccessSizes, int atomicSizes, long pageSize) implements Success {}

    /**
     * Success of get_topology: the node asking, and the active connections of each of its
     * controllers.
     */
    record Interconnect(int node, List<Connection> connections) implements Success {
        public Interconnect {
            connections = List.copyOf(connections);
        }

        /** One path from a local controller to a controller of another node. */
        public record Connection(
                String controller, int remoteNode, String remoteController, boolean active) {}
    }

    /** Success of get_segmentid_range. */
    record SegmentIds(int base, int length) implements Success {}

    /**
     * The call was refused with an error that the interface defines.
     *
     * @param out what then stood in the out parameter for a handle; 0, the null handle, where the
     *     call has none
     */
    record Refused(RsmError error, long out) implements Reply {
        public Refused(RsmError error) {
            this(error, 0);
        }
    }

    /** The call returned a number that the interface does not define: as it came. */
    record Unknown(int number) implements Reply {}

    /** No answer came: the call threw, the process died, or the time was up. */
    record NoReply(String how) implements Reply {}

    /** The success that has no value. */
    static Reply done() {
        return new Done();
    }

    /** The reply for a C return value other than 0. */
    static Reply ofNumber(int number, long out) {
        return RsmError.of(number)
                .<Reply>map(error -> new Refused(error, out))
                .orElseGet(() -> new Unknown(number));
    }
}
