package org.rsmtck.reports.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmtck.explore.Scope;
import org.rsmtck.explore.Scopes;
import org.rsmtck.explore.Worlds;
import org.rsmtck.explore.packed.PackedSearch;
import org.rsmtck.explore.packed.PackedWorlds;
import org.rsmtck.explore.picture.Diagram;
import org.rsmtck.explore.picture.Diagram.Edge;
import org.rsmtck.explore.picture.Diagram.Node;
import org.rsmtck.explore.picture.Life;
import org.rsmtck.explore.picture.Life.Grain;
import org.rsmtck.explore.property.Properties;
import org.rsmtck.explore.property.Property;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.VariationPoint;
import org.rsmtck.model.page.Pages;
import org.rsmtck.model.profile.KnownProfiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables of {@code docs/model.md}, and the pictures of each profile, are what the model comes
 * to. Run with {@code -Drsmtck.renew=true}, it writes them anew.
 */
class ModelPageTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Path PAGE = DOCS.resolve("model.md");
    private static final Path PICTURES =
            Path.of("src/main/resources", "org/rsmtck/reports/picture");
    private static final String REMEDY = "; .ci/renew writes it anew";
    private static final boolean RENEWS = Boolean.getBoolean("rsmtck.renew");

    private static final Profile PROFILE = Profile.STRICT;
    private static final Model MODEL = Pages.model(PROFILE);
    private static final Interpretation READING = PROFILE.readings().getFirst();
    private static final long PAGE_SIZE = 4096;
    private static final int MOST_STATES = 200_000;

    /** What stands between {@code <!-- table: NAME -->} and {@code <!-- end -->}. */
    private enum Part {
        SCOPES(ModelPageTest::scopes),
        PROPERTIES(ModelPageTest::properties),
        IMPORT(ModelPageTest::importSteps),
        POINTS(ModelPageTest::points);

        private final Supplier<List<String>> lines;

        Part(Supplier<List<String>> lines) {
            this.lines = lines;
        }

        Pattern pattern() {
            String name = name().toLowerCase(Locale.ROOT);
            return Pattern.compile(
                    "(<!-- table: " + name + " -->\n)(.*?)(<!-- end -->)", Pattern.DOTALL);
        }
    }

    static Stream<Arguments> pictures() {
        return KnownProfiles.all().stream()
                .flatMap(profile ->
                        Stream.of(LifePicture.values())
                                .map(picture -> Arguments.of(picture, profile)));
    }

    private static Diagram diagram(LifePicture picture, Profile profile) {
        return switch (picture) {
            case IMPORT -> Life.ofImport(profile, Grain.BRIEF);
            case EXPORT -> Life.ofExport(profile);
        };
    }

    @ParameterizedTest
    @EnumSource(Part.class)
    void the_table_is_what_the_model_comes_to(Part part) throws IOException {
        String page = Files.readString(PAGE);
        Matcher found = part.pattern().matcher(page);
        assertThat(found.find()).as("%s has a place for %s", PAGE, part).isTrue();
        String table = String.join("\n", part.lines.get()) + "\n";
        if (RENEWS) {
            Files.writeString(
                    PAGE, page.substring(0, found.end(1)) + table + page.substring(found.start(3)));
        } else {
            assertThat(found.group(2)).as("%s, %s%s", PAGE, part, REMEDY).isEqualTo(table);
        }
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void the_picture_is_what_the_model_comes_to(LifePicture picture, Profile profile)
            throws IOException {
        Path file = PICTURES.resolve(picture.resource(profile));
        String svg = Picture.of(diagram(picture, profile));
        if (RENEWS) {
            Files.writeString(file, svg);
        } else {
            assertThat(Files.readString(file)).as("%s%s", file, REMEDY).isEqualTo(svg);
        }
    }

    private static List<String> scopes() {
        List<String> lines = new ArrayList<>();
        lines.add("| scope | what it looks at | states | transitions | depth |");
        lines.add("|---|---|--:|--:|--:|");
        for (Scope scope : Scopes.EVERY) {
            PackedSearch.Order order = new PackedSearch.Order(1, MOST_STATES, reach -> {});
            Worlds worlds = new Worlds(MODEL, READING, scope, PAGE_SIZE);
            PackedSearch.Reach reach = PackedSearch.of(new PackedWorlds(worlds), order).reach();
            String size =
                    reach.isComplete()
                            ? "%,d | %,d | %d"
                                    .formatted(reach.states(), reach.transitions(), reach.depth())
                            : "over %,d | |".formatted(MOST_STATES);
            lines.add("| `%s` | %s | %s |".formatted(scope.name(), scope.words(), size));
        }
        return lines;
    }

    private static List<String> properties() {
        List<String> lines = new ArrayList<>();
        lines.add("| claim | in words | must be true |");
        lines.add("|---|---|---|");
        for (Property property : Properties.of(MODEL, READING, Scopes.LIFE)) {
            lines.add(
                    "| `%s` | %s | %s |"
                            .formatted(property.name(), property.words(), when(property.mode())));
        }
        return lines;
    }

    private static String when(Property.Mode mode) {
        return switch (mode) {
            case ALWAYS -> "always";
            case SOMETIMES -> "in one world at least";
            case LEADS_TO -> "on every fair run";
        };
    }

    private static List<String> importSteps() {
        Diagram full = Life.ofImport(PROFILE, Grain.FULL);
        List<String> lines = new ArrayList<>();
        lines.add("| an import that is | becomes |");
        lines.add("|---|---|");
        for (Node node : full.nodes()) {
            String steps =
                    full.edges().stream()
                            .filter(edge -> edge.from().equals(node.name()))
                            .map(ModelPageTest::step)
                            .collect(Collectors.joining("; "));
            lines.add("| %s | %s |".formatted(node.name(), steps));
        }
        return lines;
    }

    private static String step(Edge edge) {
        return "**%s** by %s"
                .formatted(
                        edge.to(),
                        edge.causes().stream()
                                .map(cause -> cause.words())
                                .collect(Collectors.joining(", ")));
    }

    private static List<String> points() {
        List<String> lines = new ArrayList<>();
        List<Profile> profiles = KnownProfiles.all();
        lines.add(
                "| where readings differ | "
                        + profiles.stream().map(Profile::name).collect(Collectors.joining(" | "))
                        + " |");
        lines.add("|---|" + "---|".repeat(profiles.size()));
        for (VariationPoint<?> point : VariationPoint.all()) {
            lines.add(
                    "| %s | %s |"
                            .formatted(
                                    point.words(),
                                    profiles.stream()
                                            .map(profile -> options(profile, point))
                                            .collect(Collectors.joining(" | "))));
        }
        return lines;
    }

    private static String options(Profile profile, VariationPoint<?> point) {
        return profile.at(point).stream()
                .map(option -> "`" + option + "`")
                .collect(Collectors.joining(" or "));
    }
}
