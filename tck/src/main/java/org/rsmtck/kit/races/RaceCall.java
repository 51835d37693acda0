package org.rsmtck.kit.races;

import org.rsmtck.api.Call;
import org.rsmtck.api.Call.OnHandle;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * One call of a race.
 *
 * @param name by which other turns and outcomes refer to it: unique in the race
 * @param process the number of the process that calls
 * @param call with any handle, if {@code on} names one
 * @param on the turn that issued the handle to make the call on
 */
record RaceCall(String name, int process, Call call, Optional<String> on) {

    static final String FRESH = "fresh";
    static final String SAME = "same as ";

    /** Whether the word of an outcome says that this turn was given a handle, or an id. */
    boolean isGiven(String word) {
        return word.equals(name + "=" + FRESH) || word.startsWith(name + "=" + SAME);
    }

    /** Whether it gives back what it is on, if it succeeds. */
    boolean isEnding() {
        return call instanceof Call.Disconnect
                || call instanceof Call.ExportDestroy
                || call instanceof Call.ReleaseController;
    }

    /** Whether the implementation chooses the id to publish under. */
    boolean isToChoose() {
        return call instanceof Call.Publish publish && publish.segment() == 0;
    }

    static RaceCall of(String name, int process, Call call) {
        return new RaceCall(name, process, call, Optional.empty());
    }

    static RaceCall on(String on, String name, int process, OnHandle call) {
        return new RaceCall(name, process, call, Optional.of(on));
    }

    /** The call on the handle that was issued; empty if none was. */
    Optional<Call> resolved(Function<String, OptionalLong> issued) {
        if (on.isEmpty() || !(call instanceof OnHandle onHandle)) {
            return Optional.of(call);
        }
        OptionalLong handle = issued.apply(on.get());
        return handle.isPresent()
                ? Optional.of(onHandle.onHandle(handle.getAsLong()))
                : Optional.empty();
    }
}
