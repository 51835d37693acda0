package org.rsmtck.kit.linearizability;

import java.util.BitSet;

/**
 * What is known beforehand of the operations of one schedule that may change places without anybody
 * noticing, so that a search need not try both orders. Whoever knows nothing passes {@link #none}.
 *
 * @param <S> as in the specification
 */
public interface Commutation<S> {

    /** Whether anything is known at all. */
    default boolean isAnyKnown() {
        return true;
    }

    /** Whether what is said of operations holds in these states, and after what is free there. */
    boolean isCalm(S states);

    /**
     * Whether nothing that has still to be put in order, and that may come before this operation,
     * makes a difference to it, or it to that.
     *
     * @param index of one that took effect and may come next
     */
    boolean isFree(Frontier front, int index);

    /** Whether what can come at once and cannot be explained there ends a search from there. */
    boolean mayGiveUp();

    /**
     * Whether the operation, answered as it was, changes nothing wherever it comes.
     *
     * @param index of one that took effect
     */
    boolean isMereRead(int index);

    /**
     * What was not answered and may be wanted before an operation, be it by way of others.
     *
     * @param index of one that took effect
     * @param among the indexes of those that may be made; not changed
     */
    BitSet wantedBefore(int index, BitSet among);

    /** Nothing is known: any operation may have to do with any other. */
    static <S> Commutation<S> none() {
        return new Commutation<>() {
            @Override
            public boolean isAnyKnown() {
                return false;
            }

            @Override
            public boolean isCalm(S states) {
                return false;
            }

            @Override
            public boolean isFree(Frontier front, int index) {
                return false;
            }

            @Override
            public boolean mayGiveUp() {
                return false;
            }

            @Override
            public boolean isMereRead(int index) {
                return false;
            }

            @Override
            public BitSet wantedBefore(int index, BitSet among) {
                return among;
            }
        };
    }
}
