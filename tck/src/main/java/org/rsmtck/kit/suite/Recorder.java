package org.rsmtck.kit.suite;

import org.rsmtck.kit.execute.TraceFile;
import org.rsmtck.kit.history.HistoryFile;
import org.rsmtck.reports.Entry;
import org.rsmtck.reports.Failure;

import java.util.Map;
import java.util.Optional;

/** Keeps what a run finds, as it finds it. May be called from any thread. */
public interface Recorder {
    /** Keeps nothing. */
    Recorder NONE = _ -> {};

    /** The next line of the journal. */
    void enter(Entry entry);

    /**
     * A failure that was not met before, and what shows it.
     *
     * @param trace the sequence that shows it, if one does
     * @param history what was seen, if the model can judge it
     */
    default void keep(Failure failure, Optional<TraceFile> trace, Optional<HistoryFile> history) {}

    /** Whether it keeps every sequence, and not only those that show a failure. */
    default boolean wantsSequences() {
        return false;
    }

    /**
     * A sequence that was judged.
     *
     * @param of the id of the obligation that it was for, or the name of its suite
     */
    default void sequence(String of, HistoryFile seen) {}

    /** Hashes of what takes part, by name, for the environment that the run tells of. */
    default Map<String, String> provenance() {
        return Map.of();
    }

    /** Why nothing can be kept any more; empty as long as it can. */
    default Optional<String> fault() {
        return Optional.empty();
    }
}
