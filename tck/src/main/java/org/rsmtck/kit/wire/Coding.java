package org.rsmtck.kit.wire;

import java.util.SequencedMap;

/**
 * How the values of a component are written.
 *
 * @param <V> the type of the values, boxed
 */
interface Coding<V> {

    /** What stands in the field, for a table. */
    String words();

    /** What may stand in the field, as keywords of JSON Schema. */
    SequencedMap<String, Object> schema();

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
