package org.rsmtck.kit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every version that a document, a pipeline or an example names is that of the build. */
class DocumentedVersionsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern PLUGIN =
            Pattern.compile(
                    "<artifactId>([\\w-]+-plugin)</artifactId>\\s*<version>([^<]+)</version>");

    private static String pom() throws IOException {
        return Files.readString(ROOT.resolve("pom.xml"));
    }

    private static String one(String text, String pattern) {
        Matcher found = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents =
                new ArrayList<>(
                        List.of(ROOT.resolve("Dockerfile"), ROOT.resolve("tck/example/pom.xml")));
        for (String folder : List.of("", "docs", "docs/examples/ci", "tck/example-native")) {
            try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().matches(".*\\.(md|yml)"))
                        .forEach(documents::add);
            }
        }
        return documents;
    }

    /** What the group of the pattern is wherever it is found, by document. */
    private static Map<String, List<String>> named(String pattern) throws IOException {
        Map<String, List<String>> named = new TreeMap<>();
        for (Path document : documents()) {
            Matcher found = Pattern.compile(pattern).matcher(Files.readString(document));
            List<String> here = found.results().map(one -> one.group(1)).toList();
            if (!here.isEmpty()) {
                named.put(ROOT.relativize(document).toString(), here);
            }
        }
        return named;
    }

    @Test
    void that_of_the_kit() throws IOException {
        String version = one(pom(), "<version>([^<]*)</version>");
        Map<String, List<String>> named =
                named("(?:rsm-tck-|VERSION=|rsm-tck.version>)(\\d[\\w.-]*?)(?=\\.zip|`|\\s|<)");
        assertThat(named).containsKeys("docs/vendor-guide.md", "Dockerfile", "tck/example/pom.xml");
        assertThat(named)
                .allSatisfy((document, all) -> assertThat(all).as(document).containsOnly(version));
        String latest = one(Files.readString(ROOT.resolve("CHANGELOG.md")), "\n## (\\S+)");
        assertThat(latest).isEqualTo(version.replace("-SNAPSHOT", ""));
    }

    @Test
    void that_of_the_jdk() throws IOException {
        String jdk = one(pom(), "<jdk>(\\d+)</jdk>");
        Map<String, List<String>> named =
                named(
                        "(?:JDK |java-version:"
                                + " '|temurin:|JDK_|compiler.release>|<version>\\[)(\\d+)(?!\\d| or"
                                + " newer)");
        assertThat(named)
                .containsKeys(
                        "README.md",
                        "CONTRIBUTING.md",
                        "Dockerfile",
                        "docs/vendor-guide.md",
                        "docs/examples/ci/github-java.yml",
                        "docs/examples/ci/gitlab-c.yml",
                        "tck/example/pom.xml");
        assertThat(named)
                .allSatisfy((document, all) -> assertThat(all).as(document).containsOnly(jdk));
    }

    @Test
    void that_of_maven() throws IOException {
        String least = one(pom(), "<requireMavenVersion>\\s*<version>\\[([\\d.]+),");
        assertThat(named("`mvn` \\(([\\d.]+) or newer\\)"))
                .containsKey("CONTRIBUTING.md")
                .allSatisfy((document, all) -> assertThat(all).as(document).containsOnly(least));
    }

    @Test
    void those_of_the_plugins_of_the_example() throws IOException {
        Map<String, String> ours = plugins(pom());
        Map<String, String> theirs = plugins(Files.readString(ROOT.resolve("tck/example/pom.xml")));
        assertThat(theirs).hasSizeGreaterThan(3);
        assertThat(ours).containsAllEntriesOf(theirs);
    }

    private static Map<String, String> plugins(String pom) {
        Map<String, String> plugins = new TreeMap<>();
        PLUGIN.matcher(pom).results().forEach(one -> plugins.put(one.group(1), one.group(2)));
        return plugins;
    }
}
