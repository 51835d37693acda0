package org.rsmtck.kit.linearizability;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What an object may do when one operation follows another. It may be nondeterministic: an
 * operation leads from a set of states to a set of states. For one thread.
 *
 * @param <S> a set of states, as the specification writes it; never changed
 * @param <O> an operation: a call with the reply that came, or without one if none did
 */
public interface Specification<S, O> {

    /** All states in which the object may be before the first operation. */
    S initial();

    /**
     * All states in which it may be after the operation, from any of these. Of an operation that
     * was answered, those that its reply leaves: none if it cannot be the reply. Of one that was
     * not, those of whatever it may have answered.
     */
    S step(S states, O operation);

    boolean isEmpty(S states);

    /** Whether everything that is possible from {@code fewer} is possible from {@code states}. */
    boolean covers(S states, S fewer);

    /** Whether two operations that were not answered are the same call of the same caller. */
    default boolean areAlike(O one, O other) {
        return one.equals(other);
    }

    /**
     * Which of several objects the operation is on, where there are several that have nothing to do
     * with each other: a history is then judged object by object. One object if all are equal.
     */
    default Object object(O operation) {
        return Specification.class;
    }

    /**
     * A specification that is told of one state at a time.
     *
     * @param <T> a state: equal to those that are the same
     * @param <O> as above
     */
    interface OfStates<T, O> extends Specification<Set<T>, O> {

        /** The states in which the operation may leave the object from this one. */
        Set<T> next(T state, O operation);

        @Override
        default Set<T> step(Set<T> states, O operation) {
            if (states.size() == 1) {
                return next(states.iterator().next(), operation);
            }
            Set<T> all = new LinkedHashSet<>();
            states.forEach(state -> all.addAll(next(state, operation)));
            return all;
        }

        @Override
        default boolean isEmpty(Set<T> states) {
            return states.isEmpty();
        }

        @Override
        default boolean covers(Set<T> states, Set<T> fewer) {
            return states.size() >= fewer.size() && states.containsAll(fewer);
        }
    }
}
