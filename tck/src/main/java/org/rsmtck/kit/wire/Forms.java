package org.rsmtck.kit.wire;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The forms of all records of a sealed type, by the word that the field {@code kind} holds.
 *
 * @param <T> the sealed type
 */
final class Forms<T> {
    private static final String V = "v";

    private final String kind;
    private final Function<T, String> wordOf;
    private final Map<String, Form<? extends T>> byWord = new LinkedHashMap<>();

    private Forms(String kind, Function<T, String> wordOf) {
        this.kind = kind;
        this.wordOf = wordOf;
    }

    static <T> Forms<T> of(String kind, Class<T> sealed, Function<T, String> wordOf) {
        Forms<T> forms = new Forms<>(kind, wordOf);
        for (Class<? extends T> type : records(sealed)) {
            Form<? extends T> form = Form.of(type);
            if (form.names().contains(V) || form.names().contains(kind)) {
                throw new IllegalStateException(type + " has a component named v or " + kind);
            }
            forms.byWord.put(wordOf.apply(form.sample()), form);
        }
        return forms;
    }

    /** The records of a sealed type, those of sealed types beneath it included. */
    static <T> Set<Class<? extends T>> records(Class<T> sealed) {
        Set<Class<? extends T>> records = new LinkedHashSet<>();
        for (Class<?> permitted : sealed.getPermittedSubclasses()) {
            if (permitted.isRecord()) {
                records.add(permitted.asSubclass(sealed));
            } else {
                records.addAll(records(permitted.asSubclass(sealed)));
            }
        }
        return records;
    }

    private static final ClassValue<String> WORDS =
            new ClassValue<>() {
                @Override
                protected String computeValue(Class<?> type) {
                    return snakeCase(type);
                }
            };

    /** What a line of this type is called. */
    static String word(Class<?> type) {
        return WORDS.get(type);
    }

    /** {@code link_lost} of {@code LinkLost}. */
    static String snakeCase(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    Line write(T value) {
        String word = wordOf.apply(value);
        Line line = Line.EMPTY.with(V, Wire.VERSION).with(kind, word);
        return requireNonNull(byWord.get(word)).write(value, line);
    }

    T read(Line line) {
        long version = line.integer(V);
        if (version != Wire.VERSION) {
            throw MalformedLineException.of(
                    V, version, "is not a version known here; write version " + Wire.VERSION);
        }
        String word = line.text(kind);
        Form<? extends T> form = byWord.get(word);
        if (form == null) {
            throw MalformedLineException.of(
                    kind, word, "is not known; write one of " + String.join(", ", byWord.keySet()));
        }
        for (String name : line.fields().sequencedKeySet()) {
            if (!name.equals(V) && !name.equals(kind) && !form.names().contains(name)) {
                throw MalformedLineException.of(
                        name,
                        line.at(name).orElseThrow(),
                        "is no field of "
                                + word
                                + "; leave it out, its fields are "
                                + form.names());
            }
        }
        return form.read(line);
    }

    Set<String> words() {
        return byWord.keySet();
    }

    /** By word: the fields of the line, as {@link Form#schema}. */
    SequencedMap<String, SequencedMap<String, Object>> schemas() {
        SequencedMap<String, SequencedMap<String, Object>> schemas = new LinkedHashMap<>();
        byWord.forEach((word, form) -> schemas.put(word, form.schema()));
        return schemas;
    }

    Stream<String> rows() {
        return byWord.entrySet().stream()
                .map(entry ->
                        "| `"
                                + kind
                                + "` `"
                                + entry.getKey()
                                + "` | "
                                + entry.getValue().words()
                                + " |");
    }
}
