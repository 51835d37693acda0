package org.rsmtck.explore;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * States, and steps between them.
 *
 * @param <S> a state, with value equality
 * @param <L> what a step is called
 */
public interface StateSpace<S, L> {

    List<S> initial();

    /** Tells every step that leaves {@code state}: its label and the state it leads to. */
    void steps(S state, BiConsumer<L, S> step);
}
