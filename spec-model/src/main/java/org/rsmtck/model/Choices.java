package org.rsmtck.model;

/** Which option is taken at a point. */
@FunctionalInterface
public interface Choices {
    <V extends Enum<V> & Variant> V at(VariationPoint<V> point);
}
