package org.rsmtck.reports;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** JSON Schemas, draft 2020-12, made from the records that files are written and read by. */
public final class RecordSchema {
    private final Map<String, Object> definitions = new TreeMap<>();

    private final int version;

    private RecordSchema(int version) {
        this.version = version;
    }

    /** Of {@code results.json}, as text that ends in a newline. */
    public static String ofResults() {
        return document("The results of a run of rsm-tck", Results.class, Results.VERSION);
    }

    /** Of a line of {@code journal.jsonl}, as text that ends in a newline. */
    public static String ofJournal() {
        return document("A line of the journal of a run of rsm-tck", Entry.class, Entry.VERSION);
    }

    /** Of a file of waivers, as text that ends in a newline. */
    public static String ofWaivers() {
        return document("Waivers of the owner of rsm-tck", Waivers.Document.class, Waivers.VERSION);
    }

    private static String document(String title, Class<?> root, int version) {
        RecordSchema schema = new RecordSchema(version);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        document.put("title", title + ", version " + version);
        document.putAll(schema.of(root));
        document.put("$defs", schema.definitions);
        return ResultsFile.json(document);
    }

    private Map<String, Object> of(Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == Map.class
                    ? Map.of("type", "object", "additionalProperties", of(last(generic)))
                    : Map.of("type", "array", "items", of(last(generic)));
        }
        Class<?> plain = (Class<?>) type;
        if (plain == String.class) {
            return Map.of("type", "string");
        }
        if (plain == boolean.class) {
            return Map.of("type", "boolean");
        }
        if (plain.isPrimitive()) {
            return Map.of("type", "integer");
        }
        return plain.isEnum()
                ? Map.of(
                        "enum",
                        Arrays.stream(plain.getEnumConstants()).map(Object::toString).toList())
                : defined(plain);
    }

    private static Type last(ParameterizedType generic) {
        return Arrays.asList(generic.getActualTypeArguments()).getLast();
    }

    private Map<String, Object> defined(Class<?> plain) {
        String name = plain.getSimpleName().toLowerCase(Locale.ROOT);
        if (!definitions.containsKey(name)) {
            definitions.put(name, Map.of());
            definitions.put(
                    name, plain.isSealed() ? oneOf(plain) : fields(plain, new LinkedHashMap<>()));
        }
        return Map.of("$ref", "#/$defs/" + name);
    }

    /** Alternatives that a field tells apart. */
    private Map<String, Object> oneOf(Class<?> sealed) {
        String field = sealed.getAnnotation(JsonTypeInfo.class).property();
        List<Object> alternatives = new ArrayList<>();
        for (JsonSubTypes.Type one : sealed.getAnnotation(JsonSubTypes.class).value()) {
            Map<String, Object> kind = new LinkedHashMap<>();
            kind.put(field, Map.of("const", one.name()));
            String name = sealed.getSimpleName().toLowerCase(Locale.ROOT) + "_" + one.name();
            definitions.put(name, fields(one.value(), kind));
            alternatives.add(Map.of("$ref", "#/$defs/" + name));
        }
        return Map.of("oneOf", alternatives);
    }

    /** Exactly the fields of a record, beside those that are given. */
    private Map<String, Object> fields(Class<?> made, Map<String, Object> properties) {
        for (RecordComponent field : made.getRecordComponents()) {
            properties.put(
                    field.getName(),
                    field.getName().equals("version")
                            ? Map.of("const", version)
                            : of(field.getGenericType()));
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", List.copyOf(properties.keySet()));
        schema.put("additionalProperties", false);
        return schema;
    }
}
