package org.rsmtck.kit.wire;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Function;

/** A number that is written as one, within bounds. */
record IntegerCoding<V>(
        String words, long least, long most, Function<Long, V> narrow, Function<V, Long> widen)
        implements Coding<V> {

    @Override
    public SequencedMap<String, Object> schema() {
        SequencedMap<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "integer");
        schema.put("minimum", least);
        schema.put("maximum", most);
        return schema;
    }

    @Override
    public V sample() {
        return narrow.apply(1L);
    }

    @Override
    public Object write(V value) {
        return widen.apply(value);
    }

    @Override
    public V read(String name, Line line) {
        long value = line.integer(name);
        if (value < least || value > most) {
            throw MalformedLineException.of(
                    name, value, "is out of range; write " + least + " to " + most);
        }
        return narrow.apply(value);
    }
}
