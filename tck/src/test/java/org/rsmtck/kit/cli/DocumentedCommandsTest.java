package org.rsmtck.kit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the documents say to type is what the command line takes. */
class DocumentedCommandsTest {
    private static final Path ROOT = Path.of("..");

    /** At the start of a line, or after what runs it as somebody else. */
    private static final Pattern COMMAND =
            Pattern.compile("(?m)^(?:[ -]*| *sudo .*)\\./(?:kit/)?rsm-tck ([^#|>\n]*)");

    private record Command(Path document, String line) {
        List<String> words() {
            String plain =
                    line.replaceAll("\\$\\{\\{ matrix.shard }}", "1")
                            .replaceAll("\\$CI_NODE_INDEX/\\$CI_NODE_TOTAL", "1/3")
                            .replaceAll("\\\\$", "")
                            .strip();
            return List.of(plain.split(" +"));
        }
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        for (String folder : List.of("", "docs", "docs/examples/ci", "tck/example-native")) {
            try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().matches(".*\\.(md|yml)"))
                        .forEach(documents::add);
            }
        }
        return documents;
    }

    private static List<Command> commands() throws IOException {
        List<Command> commands = new ArrayList<>();
        for (Path document : documents()) {
            Matcher found = COMMAND.matcher(Files.readString(document));
            while (found.find()) {
                commands.add(new Command(document, found.group(1)));
            }
        }
        return commands;
    }

    @TestFactory
    Stream<DynamicTest> each_is_taken() throws IOException {
        return commands().stream()
                .map(command ->
                        DynamicTest.dynamicTest(
                                command.document() + ": " + command.line(),
                                () ->
                                        assertThatCode(() ->
                                                        RsmTck.commandLine()
                                                                .parseArgs(
                                                                        command.words()
                                                                                .toArray(
                                                                                        String[]
                                                                                                ::new)))
                                                .doesNotThrowAnyException()));
    }

    @Test
    void there_are_some_in_every_example_of_a_pipeline() throws IOException {
        assertThat(commands())
                .extracting(command -> command.document().getFileName().toString())
                .contains(
                        "README.md",
                        "regression.md",
                        "github-java.yml",
                        "github-c.yml",
                        "gitlab-java.yml",
                        "gitlab-c.yml");
    }
}
