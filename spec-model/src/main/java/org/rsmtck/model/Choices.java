package org.rsmtck.model;

/** Which option is taken at a point. */
@FunctionalInterface
interface Choices {
    <V extends Enum<V> & Variant> V at(VariationPoint<V> point);
}
