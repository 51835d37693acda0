package org.rsmtck.kit.library;

import static java.lang.foreign.ValueLayout.ADDRESS_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import org.rsmtck.api.Reply;
import org.rsmtck.api.Reply.Interconnect.Connection;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The structures of the C header, as a 64-bit system lays them out. Reading one that a library did
 * not fill as it should ends the process, as it would a C program.
 */
final class Structures {
    private static final int ACTIVE = 3;
    private static final long NAME_SIZE = 256;

    // rsmapi_controller_attr_t
    private static final long ATOMIC_SIZES = 4;
    private static final long PAGE_SIZE = 8;

    // struct pollfd
    private static final long EVENTS = 4;

    // rsm_topology_t: the node, the number of controllers, a pointer for each
    private static final long CONTROLLER_COUNT = 4;
    private static final long CONNECTIONS = 8;

    // rsm_connections_t: a header, then the remote controllers
    private static final long REMOTE_COUNT = 264;
    private static final long REMOTE = 272;
    private static final long REMOTE_SIZE = 280;
    private static final long REMOTE_NAME = 4;
    private static final long CONNECTION_STATE = 272;

    private Structures() {}

    static Reply attributes(MemorySegment attributes) {
        return attributes.equals(MemorySegment.NULL)
                ? Reply.done()
                : new Reply.Attributes(
                        attributes.get(JAVA_INT_UNALIGNED, 0),
                        attributes.get(JAVA_INT_UNALIGNED, ATOMIC_SIZES),
                        attributes.get(JAVA_LONG_UNALIGNED, PAGE_SIZE));
    }

    static Reply pollfd(MemorySegment pollfd) {
        return new Reply.Pollfd(
                pollfd.get(JAVA_INT_UNALIGNED, 0), pollfd.get(JAVA_SHORT_UNALIGNED, EVENTS));
    }

    @SuppressWarnings("restricted")
    static Reply interconnect(MemorySegment topology) {
        MemorySegment all = topology.reinterpret(Long.MAX_VALUE);
        int node = all.get(JAVA_INT_UNALIGNED, 0);
        long count = Integer.toUnsignedLong(all.get(JAVA_INT_UNALIGNED, CONTROLLER_COUNT));
        List<Connection> connections = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            MemorySegment local =
                    all.get(ADDRESS_UNALIGNED, CONNECTIONS + i * Long.BYTES)
                            .reinterpret(Long.MAX_VALUE);
            String controller = name(local, 0);
            int remotes = local.get(JAVA_INT_UNALIGNED, REMOTE_COUNT);
            for (long j = 0; j < remotes; j++) {
                MemorySegment remote = local.asSlice(REMOTE + j * REMOTE_SIZE, REMOTE_SIZE);
                connections.add(
                        new Connection(
                                controller,
                                remote.get(JAVA_INT_UNALIGNED, 0),
                                name(remote, REMOTE_NAME),
                                remote.get(JAVA_INT_UNALIGNED, CONNECTION_STATE) == ACTIVE));
            }
        }
        return new Reply.Interconnect(node, connections);
    }

    private static String name(MemorySegment at, long offset) {
        byte[] bytes =
                at.asSlice(offset, NAME_SIZE).toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
