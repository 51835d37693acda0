package org.rsmtck.kit.toml;

import org.apache.commons.text.similarity.LevenshteinDistance;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whether what is written has the shape of a record: only its keys, each with a value of its type.
 * A component that is {@link Optional}, a list, a map or a record may be left out.
 */
final class Shape {
    private static final Bounds ANY = new Bounds(Long.MIN_VALUE, Long.MAX_VALUE);

    /** Of an integer. */
    private record Bounds(long least, long most) {
        static Bounds of(RecordComponent component) {
            Within own = component.getAnnotation(Within.class);
            return own == null ? ANY : new Bounds(own.least(), own.most());
        }

        boolean hold(JsonNode value) {
            return value.isIntegralNumber()
                    && value.canConvertToLong()
                    && value.longValue() >= least
                    && value.longValue() <= most;
        }
    }

    private final TomlText text;

    Shape(TomlText text) {
        this.text = text;
    }

    /**
     * The table with an empty list, map or table for each that was left out.
     *
     * @param path of the table; empty at the top
     * @throws TomlMistakeException if it has another shape
     */
    ObjectNode table(String path, JsonNode table, Class<?> type) {
        if (!table.isObject()) {
            throw text.mistake(path, "is not a table; write [" + path + "]");
        }
        Map<String, RecordComponent> known = new TreeMap<>();
        Optional<RecordComponent> rest = Optional.empty();
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.isAnnotationPresent(OtherKeys.class)) {
                rest = Optional.of(component);
            } else {
                known.put(key(component), component);
            }
        }
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        ObjectNode others = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> entry : table.properties()) {
            String name = entry.getKey();
            String key = TomlText.below(path, name);
            RecordComponent own = known.get(name);
            if (own != null) {
                Type of = own.getGenericType();
                whole.set(name, value(key, entry.getValue(), of, Bounds.of(own)));
            } else if (rest.isPresent()) {
                Type of = argument(rest.get().getGenericType(), 1);
                others.set(name, value(key, entry.getValue(), of, ANY));
            } else {
                throw noSuchKey(key, known.keySet());
            }
        }
        rest.ifPresent(component -> whole.set(key(component), others));
        for (Map.Entry<String, RecordComponent> entry : known.entrySet()) {
            if (!whole.has(entry.getKey())) {
                leftOut(whole, path, entry.getKey(), entry.getValue());
            }
        }
        return whole;
    }

    /** As Jackson spells it too. */
    private static String key(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    TomlMistakeException noSuchKey(String key, Set<String> known) {
        String name = key.substring(key.lastIndexOf('.') + 1);
        Comparator<String> byDistance = Comparator.comparingInt(one -> edits(one, name));
        String nearest =
                known.stream()
                        .filter(one -> 2 * edits(one, name) <= name.length())
                        .min(byDistance)
                        .map(one -> "; perhaps " + one)
                        .orElse("");
        return text.mistake(
                key,
                "there is no such key"
                        + nearest
                        + "; those there are: "
                        + String.join(", ", known));
    }

    private static int edits(String one, String other) {
        return LevenshteinDistance.getDefaultInstance().apply(one, other);
    }

    private void leftOut(ObjectNode whole, String path, String name, RecordComponent component) {
        Class<?> raw = component.getType();
        String key = TomlText.below(path, name);
        if (raw.isRecord()) {
            whole.set(name, table(key, JsonNodeFactory.instance.objectNode(), raw));
        } else if (raw == List.class) {
            whole.putArray(name);
        } else if (raw == Map.class) {
            whole.putObject(name);
        } else if (raw != Optional.class) {
            throw text.mistake(key, "is missing; " + wanted(raw, Bounds.of(component)));
        }
    }

    private JsonNode value(String key, JsonNode value, Type type, Bounds within) {
        Class<?> raw = raw(type);
        if (raw.isRecord()) {
            return table(key, value, raw);
        }
        if (raw == Optional.class) {
            return value(key, value, argument(type, 0), within);
        }
        if (raw == List.class) {
            return list(key, value, argument(type, 0), within);
        }
        if (raw == Map.class) {
            return map(key, value, argument(type, 1));
        }
        if (!isFine(value, raw, within)) {
            throw text.mistake(key, lacking(raw) + wanted(raw, within));
        }
        return value;
    }

    private JsonNode list(String key, JsonNode list, Type type, Bounds within) {
        Class<?> raw = raw(type);
        if (!list.isArray()) {
            throw text.mistake(
                    key,
                    raw.isRecord() || raw == Map.class
                            ? "is not a list of tables; write [[" + key + "]] above each"
                            : "is not a list; write it in brackets: [\"word\", \"word\"]");
        }
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode one : list) {
            if (raw.isRecord() || raw == Map.class) {
                all.add(value(key + "[" + all.size() + "]", one, type, within));
            } else if (isFine(one, raw, within)) {
                all.add(one);
            } else {
                throw text.mistake(key, one + " " + lacking(raw) + wanted(raw, within));
            }
        }
        return JsonNodeFactory.instance.arrayNode().addAll(all);
    }

    private JsonNode map(String key, JsonNode map, Type type) {
        if (!map.isObject()) {
            throw text.mistake(key, "is not a table; write [" + key + "]");
        }
        map.properties()
                .forEach(entry ->
                        value(TomlText.below(key, entry.getKey()), entry.getValue(), type, ANY));
        return map;
    }

    private static boolean isFine(JsonNode value, Class<?> raw, Bounds within) {
        if (raw == String.class) {
            return value.isString();
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return value.isBoolean();
        }
        return within.hold(value) || raw == Object.class && value.isString();
    }

    private static String lacking(Class<?> raw) {
        return raw == String.class ? "is not a string; " : "";
    }

    private static String wanted(Class<?> raw, Bounds within) {
        if (raw == String.class) {
            return "write it in quotes";
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return "write true or false";
        }
        return raw == Object.class
                ? "write an integer, or a text in quotes"
                : "write an integer from " + within.least() + " to " + within.most();
    }

    private static Class<?> raw(Type type) {
        return (Class<?>) (type instanceof ParameterizedType of ? of.getRawType() : type);
    }

    private static Type argument(Type type, int place) {
        return ((ParameterizedType) type).getActualTypeArguments()[place];
    }
}
