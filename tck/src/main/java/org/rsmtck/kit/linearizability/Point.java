package org.rsmtck.kit.linearizability;

/**
 * Where a search starts, or has come to.
 *
 * @param front what has been put in order
 * @param states to which this may have led
 */
public record Point<S>(Frontier front, S states) {

    /** The very beginning. */
    public static <S> Point<S> start(Specification<S, ?> specification) {
        return new Point<>(Frontier.START, specification.initial());
    }
}
