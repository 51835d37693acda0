package org.rsmtck.kit.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The C files of the native example have an order. A file, with its header, uses another one whose
 * header it includes, and one whose function it calls.
 */
class NativeSourcesTest {
    private static final Path SOURCES = Path.of("example-native", "src");
    private static final Pattern COMMENT_OR_STRING =
            Pattern.compile("/\\*.*?\\*/|\"(?:\\\\.|[^\"\\\\])*\"", Pattern.DOTALL);
    private static final Pattern INCLUDE = Pattern.compile("#include \"(\\w+)\\.h\"");

    /** At the start of a line: what is static is nobody else's. */
    private static final Pattern DEFINITION =
            Pattern.compile(
                    "^(?!static|typedef)\\w[\\w *]*?\\b(\\w+)\\([^;{]*\\)\\s*\\{",
                    Pattern.MULTILINE);

    private static final Pattern CALL = Pattern.compile("\\b(\\w+)\\(");

    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.filter(one -> one.toString().matches(".*\\.[ch]")).toList()) {
                String name = file.getFileName().toString();
                sources.merge(
                        name.substring(0, name.length() - 2),
                        Files.readString(file),
                        String::concat);
            }
        }
        return sources;
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        pattern.matcher(text).results().map(match -> match.group(1)).forEach(found::add);
        return found;
    }

    private static Map<String, Set<String>> uses(Map<String, String> sources) {
        Map<String, String> code = new TreeMap<>();
        sources.forEach(
                (name, text) -> code.put(name, COMMENT_OR_STRING.matcher(text).replaceAll("")));
        Map<String, String> owners = new HashMap<>();
        code.forEach((name, text) ->
                found(DEFINITION, text).forEach(function -> owners.put(function, name)));
        Map<String, Set<String>> uses = new TreeMap<>();
        code.forEach((name, text) -> {
            Set<String> others = found(INCLUDE, sources.get(name));
            found(CALL, text).stream()
                    .filter(owners::containsKey)
                    .map(owners::get)
                    .forEach(others::add);
            others.remove(name);
            uses.put(name, others);
        });
        return uses;
    }

    /** The names on a way that leads from the last one back to where it began. */
    private static Optional<List<String>> cycle(
            Map<String, Set<String>> uses, Set<String> way, String name) {
        if (way.contains(name)) {
            List<String> all = List.copyOf(way);
            return Optional.of(all.subList(all.indexOf(name), all.size()));
        }
        Set<String> further = new LinkedHashSet<>(way);
        further.add(name);
        return uses.getOrDefault(name, Set.of()).stream()
                .map(next -> cycle(uses, further, next))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static List<List<String>> cycles(Map<String, Set<String>> uses) {
        return uses.keySet().stream()
                .map(name -> cycle(uses, Set.of(), name))
                .flatMap(Optional::stream)
                .toList();
    }

    @Test
    void no_files_use_each_other() throws IOException {
        Map<String, Set<String>> uses = uses(sources());

        assertThat(uses.get("import")).contains("handles", "controller", "process");
        assertThat(cycles(uses)).isEmpty();
    }

    @Test
    void a_call_that_goes_back_is_noticed() throws IOException {
        Map<String, String> sources = sources();
        sources.merge("handles", "\nvoid f(void) { enter(); }\n", String::concat);

        assertThat(cycles(uses(sources))).isNotEmpty();
    }

    @Test
    void an_include_that_goes_back_is_noticed() throws IOException {
        Map<String, String> sources = sources();
        sources.merge("records", "\n#include \"topology.h\"\n", String::concat);

        assertThat(cycles(uses(sources))).isNotEmpty();
    }
}
