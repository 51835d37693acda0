package org.rsmtck.explore.packed;

import java.util.List;

/** States that are numbers, and steps between them. Safe for use by several threads. */
public interface PackedSpace {

    /** None of them is 0. */
    List<Long> initial();

    /** Tells every step that leaves {@code state}. */
    void steps(long state, Steps steps);
}
