package org.rsmtck.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A file holds one idea, and a method fits on a screen: what is longer has its reason in {@code
 * long.txt}.
 */
class SizeTest {
    private static final int LINES_OF_FILE = 300;
    private static final int LINES_OF_METHOD = 40;
    private static final Path ROOT = Path.of("..");
    private static final Path REASONS = Path.of("src/test/resources/org/rsmtck/kit/long.txt");
    private static final List<String> MODULES =
            List.of("spec-model", "reports", "tck", "reference-impl");

    @Test
    void what_is_long_has_a_reason_and_nothing_else_has() throws IOException {
        assertThat(tooLong()).containsOnlyKeys(reasons().keySet());
    }

    /** By path and what it is, as the file of reasons has it: how many lines it has. */
    private static Map<String, Long> tooLong() throws IOException {
        Map<String, Long> found = new TreeMap<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources()));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new Measure(unit, positions, found).scan(unit, null);
            }
        }
        return found;
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : MODULES) {
            try (Stream<Path> all = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                all.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }

    private static Map<String, String> reasons() throws IOException {
        return Files.readAllLines(REASONS).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split(" \\| "))
                .peek(parts -> assertThat(parts).as("path | what | reason").hasSize(3))
                .collect(Collectors.toMap(parts -> key(parts[0], parts[1]), parts -> parts[2]));
    }

    private static String key(String path, String what) {
        return path + " | " + what;
    }

    /** Finds what is too long in one file. */
    private static final class Measure extends TreePathScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final Map<String, Long> found;
        private final String path;

        Measure(CompilationUnitTree unit, SourcePositions positions, Map<String, Long> found) {
            this.unit = unit;
            this.positions = positions;
            this.found = found;
            this.path = ROOT.relativize(Path.of(unit.getSourceFile().getName())).toString();
        }

        @Override
        public Void visitCompilationUnit(CompilationUnitTree tree, Void nothing) {
            note("file", LINES_OF_FILE, lines());
            return super.visitCompilationUnit(tree, nothing);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            LineMap map = unit.getLineMap();
            long first = map.getLineNumber(positions.getStartPosition(unit, method));
            long last = map.getLineNumber(positions.getEndPosition(unit, method));
            note(owner() + "." + method.getName(), LINES_OF_METHOD, last - first + 1);
            return super.visitMethod(method, nothing);
        }

        /** The class around it that has a name: a constant of an enum and a lambda have none. */
        private String owner() {
            for (Tree around : getCurrentPath()) {
                if (around instanceof ClassTree named && !named.getSimpleName().isEmpty()) {
                    return named.getSimpleName().toString();
                }
            }
            throw new AssertionError("a method in no class of " + path);
        }

        private long lines() {
            try {
                return unit.getSourceFile().getCharContent(true).toString().lines().count();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void note(String what, int most, long lines) {
            if (lines > most) {
                found.merge(key(path, what), lines, Math::max);
            }
        }
    }
}
