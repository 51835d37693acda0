package org.rsmtck.kit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Whoever adds a call is led by the compiler to every place that has to know something of it. */
class ImaginaryCallTest {
    private static final String CALL = "Call.java";
    private static final String IMAGINARY =
            """

                /** No function of any page. */
                record Imaginary(long handle) implements Call, OnHandle {
                    @Override
                    public Imaginary onHandle(long handle) {
                        return new Imaginary(handle);
                    }
                }

                /** A call that takes a handle: every one has exactly one. */
                sealed interface OnHandle extends Call
                        permits Imaginary,
            """;

    @TempDir Path folder;

    @Test
    void every_place_asks_for_a_new_call() throws IOException {
        assertThat(asking())
                .containsExactlyInAnyOrder(
                        // what it is called, what its handle is of, and the like
                        "CallFacts.java",
                        // what of its arguments and of the world makes a difference
                        "Abstraction.java",
                        // how it is told
                        "Narrative.java",
                        // who makes it, by which functions, and what it leaves in hand
                        "LibraryProcess.java",
                        "Functions.java",
                        "Holdings.java",
                        // what of it is an id of the run, and what a declared limit
                        "Ids.java",
                        "Room.java",
                        // what of it is named otherwise where nodes have other numbers
                        "TopologyEmbedding.java",
                        // what it moves
                        "Transfer.java",
                        // which of its arguments have an edge, and what takes it back
                        "Boundaries.java",
                        "BoundaryCalls.java",
                        // what of it a failure may come from
                        "Diagnosis.java",
                        "SeenBytes.java");
    }

    private Set<String> asking() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(said, null, null)) {
            List<JavaFileObject> sources = new ArrayList<>();
            for (String root : List.of("../spec-model", "../reports", ".")) {
                for (Path source : sources(Path.of(root, "src/main/java"))) {
                    if (source.getFileName().toString().equals(CALL)) {
                        sources.add(new Changed(source));
                    } else {
                        files.getJavaFileObjects(source).forEach(sources::add);
                    }
                }
            }
            compiler.getTask(null, files, said, options(), null, sources).call();
        }
        return said.getDiagnostics().stream()
                .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
                .peek(one -> assertThat(one.getCode()).contains("not.exhaustive"))
                .map(one -> Path.of(one.getSource().getName()).getFileName().toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<String> options() {
        return List.of(
                "-proc:none",
                "-XDshould-stop.ifError=FLOW",
                "-XDcompilePolicy=check",
                "-Xmaxerrs",
                "1000",
                "-d",
                folder.toString(),
                "-cp",
                System.getProperty("java.class.path"));
    }

    private static List<Path> sources(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    /** The calls, and one that there is not. */
    private static final class Changed extends SimpleJavaFileObject {
        private final String text;

        Changed(Path source) throws IOException {
            super(URI.create("string:///org/rsmtck/api/" + CALL), Kind.SOURCE);
            String before = Files.readString(source);
            text =
                    before.replaceFirst(
                            "(?s) +/\\*\\* A call that takes a handle: every one has exactly one\\."
                                    + " \\*/.*?permits ",
                            IMAGINARY.stripTrailing() + " ");
            assertThat(text).isNotEqualTo(before);
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
