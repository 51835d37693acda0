package org.rsmtck.kit.suite;

import org.rsmtck.reports.Failure;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Is told how far a run is. */
public interface Progress {
    void at(String suite, long done, LongSupplier all);

    /** What takes time and exercises nothing, for instance {@code planning}; empty if nothing. */
    default void busyWith(String what) {}

    /** Does what takes time and exercises nothing. */
    default <T> T during(String what, Supplier<T> work) {
        busyWith(what);
        try {
            return work.get();
        } finally {
            busyWith("");
        }
    }

    /** A failure was met that was not met before, and is kept already. */
    default void found(Failure failure) {}

    /** Whom to ask what is being waited for: the answer is empty if nothing is. */
    default void awaits(Supplier<String> what) {}
}
