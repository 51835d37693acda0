package org.rsmtck.kit.target;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A table of a TOML file. Whoever reads it asks for each key that it may have, and then whether
 * that was all. A mistake is one sentence that names the line, the key, the value and the remedy.
 */
final class TomlTable {
    private final String text;
    private final String path;
    private final int index;
    private final JsonNode values;
    private final TreeSet<String> known = new TreeSet<>();

    /**
     * @param path from the top of the file; empty there
     * @param index of this table among those of the same path; -1 for the only one
     */
    private TomlTable(String text, String path, int index, JsonNode values) {
        this.text = text;
        this.path = path;
        this.index = index;
        this.values = values;
    }

    /**
     * The table at the top of a file.
     *
     * @throws TargetSetupException if the text is not TOML
     */
    static TomlTable parse(String text) {
        try {
            return new TomlTable(text, "", -1, new TomlMapper().readTree(text));
        } catch (JacksonException e) {
            throw new TargetSetupException(
                    "line "
                            + e.getLocation().getLineNr()
                            + ": this is not TOML: "
                            + e.getOriginalMessage().lines().findFirst().orElse("it ends too early")
                            + "; write key = value, each key once");
        }
    }

    /** A mistake in the value of a key. */
    TargetSetupException mistake(String key, String remedy) {
        JsonNode value = values.path(key);
        String where = line(key).map(line -> "line " + line + ": ").orElse("");
        String shown = value.isMissingNode() ? "" : " = " + value;
        return new TargetSetupException(where + full(key) + shown + ": " + remedy);
    }

    private String full(String key) {
        String at = index < 0 ? path : path + "[" + index + "]";
        return at.isEmpty() ? key : at + "." + key;
    }

    /** The line on which the key of this table is written. */
    private Optional<Integer> line(String key) {
        Pattern assignment = Pattern.compile("(^|[{,\\s])\"?" + Pattern.quote(key) + "\"?\\s*=");
        int number = 0;
        int seen = -1;
        boolean isHere = path.isEmpty();
        int header = 0;
        for (String line : text.lines().toList()) {
            number++;
            String stripped = line.strip();
            if (stripped.startsWith("[") && !stripped.contains("=")) {
                String name = stripped.replaceAll("[\\[\\]\\s]|#.*", "");
                if (isHere && name.equals(path.isEmpty() ? key : path + "." + key)) {
                    return Optional.of(number);
                }
                boolean isOfPath = name.equals(path);
                seen += isOfPath ? 1 : 0;
                isHere = isOfPath && (index < 0 || seen == index);
                header = isHere ? number : header;
            } else if (isHere && assignment.matcher(stripped).find()) {
                return Optional.of(number);
            } else if (index < 0 && stripped.matches("\"?" + Pattern.quote(path) + "\"?\\s*=.*")) {
                return Optional.of(number);
            }
        }
        return header == 0 ? Optional.empty() : Optional.of(header);
    }

    boolean has(String key) {
        known.add(key);
        return values.has(key);
    }

    Optional<String> text(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        if (!values.path(key).isString()) {
            throw mistake(key, "is not a string; write it in quotes");
        }
        return Optional.of(values.path(key).stringValue());
    }

    Optional<Long> integer(String key, long least, long most) {
        if (!has(key)) {
            return Optional.empty();
        }
        JsonNode value = values.path(key);
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            throw mistake(key, "write an integer from " + least + " to " + most);
        }
        return Optional.of(value.longValue());
    }

    Optional<Boolean> truth(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        if (!values.path(key).isBoolean()) {
            throw mistake(key, "write true or false");
        }
        return Optional.of(values.path(key).booleanValue());
    }

    /** A list of strings; empty if there is no such key. */
    List<String> texts(String key) {
        List<String> all = new ArrayList<>();
        if (!has(key)) {
            return all;
        }
        JsonNode list = values.path(key);
        for (JsonNode one : list) {
            if (!one.isString()) {
                throw mistake(key, one + " is not a string; write it in quotes");
            }
            all.add(one.stringValue());
        }
        if (!list.isArray()) {
            throw mistake(key, "is not a list; write it in brackets: [\"word\", \"word\"]");
        }
        return all;
    }

    /** Strings by name; none if there is no such key. */
    Map<String, String> namedTexts(String key) {
        Map<String, String> all = new LinkedHashMap<>();
        if (has(key)) {
            TomlTable table = table(key);
            for (String name : table.values.propertyNames()) {
                table.text(name).ifPresent(value -> all.put(name, value));
            }
        }
        return all;
    }

    /** The names of what stands in the table. */
    List<String> names() {
        return List.copyOf(values.propertyNames());
    }

    /** The table below this key; an empty one if there is none. */
    TomlTable table(String key) {
        String below = path.isEmpty() ? key : path + "." + key;
        if (!has(key)) {
            return new TomlTable(text, below, -1, values.path(key));
        }
        if (!values.path(key).isObject()) {
            throw mistake(key, "is not a table; write [" + below + "]");
        }
        return new TomlTable(text, below, -1, values.path(key));
    }

    /** The tables below this key; none if there is no such key. */
    List<TomlTable> tables(String key) {
        List<TomlTable> all = new ArrayList<>();
        if (!has(key)) {
            return all;
        }
        String below = path.isEmpty() ? key : path + "." + key;
        if (!values.path(key).isArray()) {
            throw mistake(key, "is not a list of tables; write [[" + below + "]] above each");
        }
        for (JsonNode one : values.path(key)) {
            if (!one.isObject()) {
                throw mistake(key, one + " is not a table; write [[" + below + "]] above it");
            }
            all.add(new TomlTable(text, below, all.size(), one));
        }
        return all;
    }

    /** All keys have been asked for that may be there. */
    void finish() {
        for (String key : values.propertyNames()) {
            if (!known.contains(key)) {
                throw mistake(
                        key, "there is no such key; those there are: " + String.join(", ", known));
            }
        }
    }
}
