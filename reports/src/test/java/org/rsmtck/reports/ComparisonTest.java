package org.rsmtck.reports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

class ComparisonTest {
    private static Results of(Obligation... obligations) {
        return new Results(
                Results.VERSION,
                Examples.passing().run(),
                List.of(obligations),
                Examples.failing().failures(),
                Examples.passing().outOfReach());
    }

    private static Obligation one(String id, Status status, long milliseconds) {
        String failure = status.isFailure() ? Examples.failing().failures().getFirst().id() : "";
        return new Obligation(
                id,
                "rules",
                List.of("connect/returns"),
                List.of(),
                status,
                "",
                failure,
                milliseconds);
    }

    @Test
    void what_has_changed_is_told_by_its_kind() {
        Results earlier =
                of(
                        one("breaks", Status.PASSED, 10),
                        one("mended", Status.FAILED, 10),
                        one("as bad", Status.FAILED, 10),
                        one("slow", Status.PASSED, 1_000),
                        one("a bit slow", Status.PASSED, 1_000),
                        one("left", Status.PASSED, 10),
                        one("gone", Status.PASSED, 10),
                        one("never there", Status.NOT_EXERCISED, 10));
        Results now =
                of(
                        one("breaks", Status.FAILED, 10),
                        one("mended", Status.PASSED, 90_000),
                        one("as bad", Status.KNOWN_FAILURE, 10),
                        one("slow", Status.PASSED, 2_000),
                        one("a bit slow", Status.PASSED, 1_900),
                        one("left", Status.NOT_EXERCISED, 10),
                        one("added", Status.PASSED, 9_000));
        Comparison changes = Comparison.of(earlier, now);

        assertThat(changes.byKind())
                .containsEntry("new", List.of("breaks"))
                .containsEntry("fixed", List.of("mended"))
                .containsEntry("unchanged", List.of("as bad"))
                .containsEntry("not judged any more", List.of("left", "gone"))
                .containsEntry("slower", List.of("slow (1.0 s, then 2.0 s)"));
        assertThat(Html.of(now, Optional.of(changes)))
                .contains("id=\"changes\"", "slow (1.0 s, then 2.0 s)", "NOT CONFORMANT");
        assertThat(Markdown.of(now, Optional.of(changes))).contains("- 1 new\n  - `breaks`\n");
    }

    @Test
    void the_same_results_differ_in_nothing_but_what_fails_still() {
        Comparison same = Comparison.of(Examples.failing(), Examples.failing());
        same.byKind()
                .forEach((kind, ids) ->
                        assertThat(ids.isEmpty()).isEqualTo(!kind.equals("unchanged")));
    }

    @Test
    void the_slowest_are_listed_the_slowest_first() {
        Results some =
                of(
                        one("fast", Status.PASSED, 1),
                        one("slow", Status.PASSED, 3_400),
                        one("no time", Status.PASSED, 0));
        assertThat(some.slowest(5)).extracting(Obligation::id).containsExactly("slow", "fast");
        assertThat(Html.of(some)).contains("<dt>slow</dt><dd>3.4 s</dd>");
        assertThat(Markdown.of(some)).contains("| `slow` | 3.4 s |");
    }
}
