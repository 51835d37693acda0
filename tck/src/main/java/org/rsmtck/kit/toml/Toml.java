package org.rsmtck.kit.toml;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.dataformat.toml.TomlMapper;

import java.util.Set;

/**
 * A TOML file as a record: a key for each component, in lower case with underscores. What is wrong
 * with a value beyond its type is for its reader to find, and is told by {@link #mistake}.
 */
public final class Toml<T extends Record> {
    private static final TomlMapper MAPPER =
            TomlMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private final TomlText text;
    private final T value;

    private Toml(TomlText text, T value) {
        this.text = text;
        this.value = value;
    }

    /**
     * What the file says.
     *
     * @throws TomlMistakeException if it is not TOML, has a key that the record has not, lacks one
     *     that it must have, or a value is of another type or out of its bounds
     */
    public static <T extends Record> Toml<T> bind(String file, Class<T> type) {
        JsonNode root;
        try {
            root = MAPPER.readTree(file);
        } catch (JacksonException e) {
            throw new TomlMistakeException(
                    "line "
                            + e.getLocation().getLineNr()
                            + ": this is not TOML: "
                            + e.getOriginalMessage().lines().findFirst().orElse("it ends too early")
                            + "; write key = value, each key once");
        }
        TomlText text = new TomlText(file.lines().toList(), root);
        return new Toml<>(text, MAPPER.treeToValue(new Shape(text).table("", root, type), type));
    }

    public T value() {
        return value;
    }

    /**
     * A mistake in what stands at {@code path}, such as {@code node[1].id}.
     *
     * @param remedy after the value: what is wrong with it, and what to write
     */
    public TomlMistakeException mistake(String path, String remedy) {
        return text.mistake(path, remedy);
    }

    /** There is something at {@code path} that nobody asks for. */
    public TomlMistakeException noSuchKey(String path, Set<String> known) {
        return new Shape(text).noSuchKey(path, known);
    }
}
