package org.rsmtck.wire;

/**
 * How the values of a component are written.
 *
 * @param <V> the type of the values, boxed
 */
interface Coding<V> {

    /** What stands in the field, for a table. */
    String words();

    /** Some value. */
    V sample();

    /** The value as a {@link Long} or a {@link String}. */
    Object write(V value);

    /**
     * The value of the field {@code name}.
     *
     * @throws MalformedLineException if it is absent or wrong
     */
    V read(String name, Line line);
}
