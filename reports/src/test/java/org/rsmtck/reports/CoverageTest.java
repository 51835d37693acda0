package org.rsmtck.reports;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The rows of coverage hold every obligation once, under what it is about. */
class CoverageTest {
    @Property(tries = 200)
    @Domain(AnyResults.class)
    void every_obligation_is_counted_once(@ForAll Results results) {
        Map<Status, Integer> owed = new EnumMap<>(Status.class);
        results.obligations().forEach(one -> owed.merge(one.status(), 1, Integer::sum));
        Map<Status, Integer> shown = new EnumMap<>(Status.class);
        for (Coverage suite : Coverage.of(results)) {
            suite.whole().byStatus().forEach((status, n) -> shown.merge(status, n, Integer::sum));
        }

        assertThat(shown).isEqualTo(owed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rules|rules: connect/BAD_ADDR: connect(null)|connect",
                "rules|rules: not called for get/CONN_ABORTED|get",
                "permissions|permissions: mode 0640|mode",
                "permissions|permissions: default 0000, owner, READ|default",
                "combinations|combinations: access list: of 2, without the importer's node|access"
                        + " list",
                "walks|walks: calm|walks"
            })
    void a_row_is_what_obligations_are_about(String suite, String id, String title) {
        assertThat(titles(suite, id)).containsExactly(title);
    }

    @Test
    void a_row_of_transitions_is_a_state_of_the_exporter() {
        assertThat(titles("transitions", "transitions: 0: controller x1 | 1: import off READ"))
                .containsExactly("0: controller x1");
    }

    private static List<String> titles(String suite, String id) {
        Obligation one = new Obligation(id, suite, List.of(), List.of(), Status.PASSED, "", "");
        Results some = Examples.passing();
        Results results =
                new Results(
                        some.version(),
                        some.run(),
                        List.of(one),
                        List.of(),
                        some.outOfReach(),
                        some.robustness(),
                        some.unstated(),
                        some.troubles(),
                        some.terms());
        return Coverage.of(results).stream()
                .flatMap(suiteOf -> suiteOf.rows().stream())
                .map(Coverage.Row::title)
                .toList();
    }
}
