package org.rsmtck.reports;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One line of a journal: a run tells what it is, what it owes, and what came of it, as it goes. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "entry")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Entry.Begun.class, name = "begun"),
    @JsonSubTypes.Type(value = Entry.Owed.class, name = "owed"),
    @JsonSubTypes.Type(value = Entry.Settled.class, name = "settled"),
    @JsonSubTypes.Type(value = Entry.Found.class, name = "found"),
    @JsonSubTypes.Type(value = Entry.Met.class, name = "met"),
    @JsonSubTypes.Type(value = Entry.Troubled.class, name = "troubled"),
    @JsonSubTypes.Type(value = Entry.Reached.class, name = "reached"),
    @JsonSubTypes.Type(value = Entry.Ended.class, name = "ended")
})
public sealed interface Entry {

    /** The version of journals that this release writes and reads. */
    int VERSION = 3;

    /**
     * The first entry.
     *
     * @param version of the format
     * @param run its circumstances, with nothing counted yet
     * @param part which part of its level it is, in words; empty if the whole
     * @param terms on which it is carried out
     */
    record Begun(int version, Run run, String part, Terms terms) implements Entry {}

    /** An obligation that has yet to end. */
    record Owed(String id, String suite, List<String> clauses, List<String> rules)
            implements Entry {
        public Owed {
            clauses = List.copyOf(clauses);
            rules = List.copyOf(rules);
        }
    }

    /** The obligation of this id ended. */
    record Settled(String id, Status status, String reason, String failure, long milliseconds)
            implements Entry {}

    /** A failure, when it is met first. */
    record Found(Failure failure) implements Entry {}

    /** How often the failure of this id has been met by now. */
    record Met(String failure, int times) implements Entry {}

    /** Something went wrong that is no verdict. */
    record Troubled(Trouble trouble) implements Entry {}

    /**
     * How far the run is.
     *
     * @param outOfReach clauses that no run through this door can judge, with the reason
     * @param robustness what became of calls that nothing is promised of
     */
    record Reached(Progress progress, Map<String, String> outOfReach, Robustness robustness)
            implements Entry {
        public Reached {
            outOfReach = Collections.unmodifiableMap(new TreeMap<>(outOfReach));
        }
    }

    /**
     * The last entry.
     *
     * @param early why the run ended before all was done, in words; empty if all was
     */
    record Ended(String early) implements Entry {}
}
