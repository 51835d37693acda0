package org.rsmtck.api;

import static java.util.Objects.requireNonNullElse;

import java.util.Map;
import java.util.Optional;

/**
 * The port through which an in-process implementation is reached: a vendor provides one, with a
 * public constructor without parameters, by name or as a {@link java.util.ServiceLoader} service.
 */
public interface Fabric {

    /** What the target is called in a report. */
    String name();

    Capabilities capabilities();

    /** The name of the profile that the target claims to follow. */
    default String profile() {
        return "man-page";
    }

    /** What else a report should tell of a run, by name; asked once the run is over. */
    default Map<String, String> circumstances() {
        return Map.of();
    }

    /**
     * Whether each participant is a process of its own. Then a sequence takes its time, and fewer
     * random ones are asked for.
     */
    default boolean hasProcesses() {
        return false;
    }

    /**
     * The function that the target lacks and the call would need; empty if it lacks none. Such a
     * call is never made.
     */
    default Optional<String> lacking(Call call) {
        return Optional.empty();
    }

    /**
     * A fresh fabric of this shape, empty: nothing is exported in it. Several may be open at once,
     * be used by several threads, and know nothing of each other: the kit opens two at a time,
     * unless each participant is a process of its own. The caller closes it.
     *
     * @throws UnsupportedTopologyException if the target cannot take this shape
     */
    Session open(Topology topology);

    /** How its faults come about, where an event does more than it says. */
    default Faults faults() {
        return Faults.OF_A_PROCESS;
    }

    /**
     * This target as one of which more can be asked than of every target; empty if it is none. A
     * fabric that wraps another passes the question on.
     */
    default <T extends Fabric> Optional<T> as(Class<T> kind) {
        return kind.isInstance(this) ? Optional.of(kind.cast(this)) : Optional.empty();
    }

    /** The shape asked for is beyond what the target declares. */
    final class UnsupportedTopologyException extends RuntimeException {
        private static final long serialVersionUID = 1;

        public UnsupportedTopologyException(String message) {
            super(message);
        }

        /** What is beyond it; never null. */
        @Override
        public String getMessage() {
            return requireNonNullElse(super.getMessage(), "the target does not say what of it");
        }
    }
}
