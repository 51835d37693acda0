package org.rsmtck.explore.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rsmtck.explore.picture.Diagram.Actor;
import org.rsmtck.explore.picture.Diagram.Cause;
import org.rsmtck.explore.picture.Diagram.Edge;
import org.rsmtck.explore.picture.Diagram.Node;
import org.rsmtck.explore.picture.Life.Grain;
import org.rsmtck.model.Profile;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The pictures show what the model says, at either grain. */
class LifeTest {
    private static final Diagram IMPORT = Life.ofImport(Profile.STRICT, Grain.BRIEF);
    private static final Diagram EXPORT = Life.ofExport(Profile.STRICT);

    private static List<Cause> causes(Diagram diagram, String from, String to) {
        return diagram.edges().stream()
                .filter(edge -> edge.from().equals(from) && edge.to().equals(to))
                .flatMap(edge -> edge.causes().stream())
                .toList();
    }

    @Test
    void an_import_is_live_or_fading_or_off_and_in_use_or_not() {
        assertThat(IMPORT.nodes())
                .extracting(Node::name)
                .containsExactly(
                        "not connected",
                        "live",
                        "live, in use",
                        "fading",
                        "fading, in use",
                        "off",
                        "off, in use");
    }

    @Test
    void nothing_but_disconnect_ends_an_import_and_nothing_may_be_in_its_way() {
        assertThat(IMPORT.edges())
                .filteredOn(edge -> edge.to().equals("not connected"))
                .allSatisfy(edge -> {
                    assertThat(edge.from()).doesNotEndWith("in use");
                    assertThat(edge.causes())
                            .containsExactly(new Cause(Actor.IMPORTER, "disconnect"));
                });
    }

    @Test
    void the_exporter_cuts_off_and_the_cut_arrives_by_itself() {
        assertThat(causes(IMPORT, "live", "fading"))
                .containsExactly(
                        new Cause(Actor.EXPORTER, "destroy"),
                        new Cause(Actor.EXPORTER, "unpublish"),
                        new Cause(Actor.SURROUNDINGS, "exporter killed"));
        assertThat(causes(IMPORT, "fading", "off"))
                .containsExactly(new Cause(Actor.SURROUNDINGS, "forced disconnect arrives"));
        assertThat(IMPORT.edges())
                .filteredOn(edge -> edge.from().startsWith("off"))
                .noneMatch(edge -> edge.to().startsWith("live"));
    }

    @Test
    void where_a_cut_arrives_at_once_nothing_fades() {
        assertThat(Life.ofImport(Profile.MAN_PAGE, Grain.BRIEF).nodes())
                .extracting(Node::name)
                .noneMatch(name -> name.startsWith("fading"));
    }

    @Test
    void an_export_is_bound_and_published_and_imported_and_may_change_meanwhile() {
        assertThat(EXPORT.nodes())
                .extracting(Node::name)
                .containsExactly("no export", "bound", "published", "published, imported");
        assertThat(EXPORT.nodes().getLast().inside())
                .containsExactly(
                        new Cause(Actor.EXPORTER, "rebind"),
                        new Cause(Actor.EXPORTER, "republish"));
    }

    /** What is told apart in full comes to the brief picture when it is told apart no more. */
    @Test
    void both_grains_tell_the_same() {
        Map<String, TreeSet<Cause>> merged = new TreeMap<>();
        for (Edge edge : Life.ofImport(Profile.STRICT, Grain.FULL).edges()) {
            String from = brief(edge.from());
            String to = brief(edge.to());
            if (!from.equals(to)) {
                merged.computeIfAbsent(from + " > " + to, way -> new TreeSet<>())
                        .addAll(edge.causes());
            }
        }
        Map<String, TreeSet<Cause>> brief = new TreeMap<>();
        for (Edge edge : IMPORT.edges()) {
            brief.put(edge.from() + " > " + edge.to(), new TreeSet<>(edge.causes()));
        }

        assertThat(merged).isEqualTo(brief);
    }

    private static String brief(String name) {
        return name.replace(", mapped", ", in use")
                .replace(", in use, polled", ", in use")
                .replace(", polled", ", in use");
    }

    @Test
    void the_same_search_gives_the_same_picture() {
        assertThat(Life.ofImport(Profile.STRICT, Grain.BRIEF)).isEqualTo(IMPORT);
    }
}
