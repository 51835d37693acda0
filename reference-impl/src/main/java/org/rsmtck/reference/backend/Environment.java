package org.rsmtck.reference.backend;

import org.rsmtck.api.Topology;

import java.util.Optional;
import java.util.OptionalInt;

/** The nodes, controllers and links of a fabric, and which of them work at this moment. */
public interface Environment {

    /** The shape of the fabric, which never changes. */
    Topology topology();

    /**
     * The number by which this engine knows a controller, or empty where the node has none of that
     * name.
     */
    OptionalInt port(int node, String controller);

    /** Whether the controller is in its node now. */
    boolean isPresent(int port);

    /**
     * The path from one controller to another, or empty where none is active now. A controller that
     * is present reaches itself, and those that a working link joins it to, on nodes that answer.
     */
    Optional<Path> path(int from, int to);

    /** A path as it was when it was found active. */
    interface Path {

        /** Whether nothing on the path has failed since, not even for a moment. */
        boolean isUnbroken();
    }
}
