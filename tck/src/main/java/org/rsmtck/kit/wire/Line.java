package org.rsmtck.kit.wire;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

import java.io.StringWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * One line: named values in their order. A value is a {@link Long} or a {@link String}.
 *
 * <p>A writer of traces or histories puts fields of its own in front of those of a call, and takes
 * them off again with {@link #without} before it has the call read.
 */
public final class Line {
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build();

    /** A line without fields. */
    public static final Line EMPTY = new Line(new LinkedHashMap<>());

    private final SequencedMap<String, Object> fields;

    /**
     * @param fields which nobody else will change
     */
    private Line(SequencedMap<String, Object> fields) {
        this.fields = fields;
    }

    /** The values by their names. */
    public SequencedMap<String, Object> fields() {
        return Collections.unmodifiableSequencedMap(fields);
    }

    /**
     * Reads one line of text.
     *
     * @throws MalformedLineException if it is not one flat object of integers and strings
     */
    public static Line parse(String text) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedLineException(
                        "the line is not a JSON object; write {\"v\":1, ...}");
            }
            SequencedMap<String, Object> fields = new LinkedHashMap<>();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                fields.put(name, value(name, json));
            }
            if (json.nextToken() != null) {
                throw new MalformedLineException(
                        "the line goes on after its object ends; write one object per line");
            }
            return new Line(fields);
        } catch (JacksonException e) {
            throw new MalformedLineException(
                    "the line is not JSON: "
                            + e.getOriginalMessage().lines().findFirst().orElse("it ends too early")
                            + "; write one object per line");
        }
    }

    private static Object value(String name, JsonParser json) {
        return switch (json.nextToken()) {
            case VALUE_STRING -> json.getString();
            case VALUE_NUMBER_INT -> integer(name, json);
            case START_OBJECT, START_ARRAY ->
                    throw MalformedLineException.of(
                            name,
                            json.getString(),
                            "opens a nested value; a line is flat, write integers and strings");
            case null ->
                    throw new MalformedLineException(
                            "field \"" + name + "\" has no value; the line is cut off");
            default ->
                    throw MalformedLineException.of(
                            name,
                            json.getString(),
                            "is neither an integer nor a string; write one of them");
        };
    }

    private static long integer(String name, JsonParser json) {
        if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw MalformedLineException.of(
                    name,
                    json.getString(),
                    "does not fit in 64 bits; handles are written as hexadecimal strings");
        }
        return json.getLongValue();
    }

    public Optional<Object> at(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    public boolean has(String name) {
        return fields.containsKey(name);
    }

    /**
     * The integer in the field.
     *
     * @throws MalformedLineException if it is absent or not an integer
     */
    public long integer(String name) {
        Object value = required(name);
        if (value instanceof Long integer) {
            return integer;
        }
        throw MalformedLineException.of(name, value, "is not an integer; write it without quotes");
    }

    /**
     * The string in the field.
     *
     * @throws MalformedLineException if it is absent or not a string
     */
    public String text(String name) {
        Object value = required(name);
        if (value instanceof String text) {
            return text;
        }
        throw MalformedLineException.of(name, value, "is not a string; write it in quotes");
    }

    private Object required(String name) {
        return at(name).orElseThrow(() ->
                new MalformedLineException(
                        "field \"" + name + "\" is missing; the line has " + fields.keySet()));
    }

    /** This line with the field at its end, or changed in its place. */
    public Line with(String name, long value) {
        return withValue(name, value);
    }

    /** This line with the field at its end, or changed in its place. */
    public Line with(String name, String value) {
        return withValue(name, value);
    }

    /** This line and then the fields of {@code more}, which win where both have one. */
    public Line with(Line more) {
        SequencedMap<String, Object> all = new LinkedHashMap<>(fields);
        all.putAll(more.fields);
        return new Line(all);
    }

    /** This line without these fields. */
    public Line without(String... names) {
        SequencedMap<String, Object> fewer = new LinkedHashMap<>(fields);
        fewer.keySet().removeAll(List.of(names));
        return new Line(fewer);
    }

    private Line withValue(String name, Object value) {
        SequencedMap<String, Object> more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return new Line(more);
    }

    /**
     * This line with the fields at its end, or changed in their places.
     *
     * @param values each an integer or a string
     */
    Line withValues(Map<String, Object> values) {
        SequencedMap<String, Object> more = new LinkedHashMap<>(fields);
        values.forEach((name, value) -> {
            if (!(value instanceof Long) && !(value instanceof String)) {
                throw MalformedLineException.of(
                        name, value, "is neither an integer nor a string; write one of them");
            }
            more.put(name, value);
        });
        return new Line(more);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Line line && fields.equals(line.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    /** The line as text: one object of JSON in ASCII, with no end of line. */
    @Override
    public String toString() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            for (Map.Entry<String, Object> field : fields.entrySet()) {
                json.writeName(field.getKey());
                switch (field.getValue()) {
                    case Long integer -> json.writeNumber(integer);
                    case String string -> json.writeString(string);
                    default -> throw new AssertionError(field);
                }
            }
            json.writeEndObject();
        }
        return text.toString();
    }
}
