package org.rsmtck.kit.wire;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Function;

/** A value that is written as a string; {@code parse} throws where the string is none. */
final class TextCoding<V> implements Coding<V> {
    private final Class<?> type;
    private final String words;
    private final V sample;
    private final String pattern;
    private final String like;
    private final Function<V, String> print;
    private final Function<String, V> parse;

    /**
     * A coding by how a value is printed and parsed.
     *
     * @param pattern that the whole string matches; empty if any string will do
     */
    TextCoding(
            Class<?> type,
            String words,
            V sample,
            String pattern,
            String like,
            Function<V, String> print,
            Function<String, V> parse) {
        this.type = type;
        this.words = words;
        this.sample = sample;
        this.pattern = pattern;
        this.like = like;
        this.print = print;
        this.parse = parse;
    }

    Class<?> type() {
        return type;
    }

    @Override
    public String words() {
        return words;
    }

    @Override
    public SequencedMap<String, Object> schema() {
        SequencedMap<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        if (!pattern.isEmpty()) {
            schema.put("pattern", "^(" + pattern + ")$");
        }
        return schema;
    }

    @Override
    public V sample() {
        return sample;
    }

    @Override
    public Object write(V value) {
        return print.apply(value);
    }

    @Override
    public V read(String name, Line line) {
        String text = line.text(name);
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw MalformedLineException.of(
                    name, text, "is no " + words + "; write it like " + like);
        }
    }
}
