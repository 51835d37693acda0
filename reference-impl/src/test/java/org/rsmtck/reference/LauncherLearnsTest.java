package org.rsmtck.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the launcher asks of a JVM, and what it leaves for the next run. The JVM is a script that
 * writes down what it was asked, and the files that a JVM would write.
 */
@Timeout(60)
class LauncherLearnsTest {
    private static final String JVM =
            """
            #!/bin/sh
            echo "$*" >>"$(dirname "$0")/asked"
            for word; do
                case $word in
                    -XX:AOTMode=*) mode=${word#*=} ;;
                    -XX:AOTConfiguration=*) notes=${word#*=} ;;
                    -XX:AOTCache=*) cache=${word#*=} ;;
                esac
            done
            case ${mode:-} in
                record) echo notes >"$notes" ;;
                create) cp "$notes" "$cache"; exit ;;
            esac
            exit "$ENDS_WITH"
            """;

    @TempDir private Path folder;

    private Path dist;

    @BeforeEach
    void install() throws IOException {
        assumeThat(Path.of("/bin/sh")).isExecutable();
        dist = folder.resolve("home/reference-impl/target/dist");
        Files.createDirectories(dist.resolve("lib"));
        Files.copy(Path.of("..", "rsm-tck"), folder.resolve("home/rsm-tck"));
        Files.writeString(dist.resolve("stamp"), "");
        Files.writeString(dist.resolve("rsm-tck.aot"), "of the build");
        Files.createDirectories(folder.resolve("jdk/bin"));
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
        for (String program : List.of("java", "javac")) {
            Path file = Files.writeString(folder.resolve("jdk/bin").resolve(program), JVM);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** What was asked of the JVMs that the launcher started, in order. */
    private List<String> asked(int endsWith, String... arguments)
            throws IOException, InterruptedException {
        Path asked = folder.resolve("jdk/bin/asked");
        Files.deleteIfExists(asked);
        ProcessBuilder builder =
                new ProcessBuilder(
                        Stream.concat(
                                        Stream.of(folder.resolve("home/rsm-tck").toString()),
                                        Arrays.stream(arguments))
                                .toList());
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().put("ENDS_WITH", Integer.toString(endsWith));
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile());
        assertThat(builder.start().waitFor()).isEqualTo(endsWith - 40);
        return Files.readAllLines(asked);
    }

    private List<String> kept() throws IOException {
        try (Stream<Path> files = Files.list(dist)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("verify."))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 41})
    void the_first_whole_run_leaves_what_later_ones_start_from(int verdict) throws Exception {
        assertThat(asked(verdict, "verify"))
                .hasSize(2)
                .anyMatch(words -> words.contains("-XX:AOTMode=record"))
                .anyMatch(words -> words.contains("-XX:AOTMode=create"));
        assertThat(kept()).containsExactly("verify.aot");

        assertThat(asked(verdict, "verify", "--seed", "2"))
                .singleElement()
                .asString()
                .contains("-XX:AOTCache=" + dist.resolve("verify.aot"))
                .doesNotContain("AOTMode");
        assertThat(asked(40, "rules"))
                .singleElement()
                .asString()
                .contains("-XX:AOTCache=" + dist.resolve("rsm-tck.aot"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--suite walks",
                "--clause disconnect/returns",
                "--shard 1/2",
                "--fail-fast",
                "--help"
            })
    void a_part_of_a_run_leaves_nothing(String part) throws Exception {
        assertThat(asked(40, ("verify " + part).split(" ")))
                .singleElement()
                .asString()
                .contains("-XX:AOTCache=" + dist.resolve("rsm-tck.aot"));
        assertThat(kept()).isEmpty();
    }

    @Test
    void a_run_that_comes_to_no_verdict_leaves_nothing() throws Exception {
        assertThat(asked(43, "verify")).hasSize(1);
        assertThat(kept()).isEmpty();
    }
}
