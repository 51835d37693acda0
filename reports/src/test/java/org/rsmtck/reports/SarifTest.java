package org.rsmtck.reports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

/** What tools that read SARIF are shown of a failure. */
class SarifTest {
    private static JsonNode run(Results results) {
        JsonNode log = ResultsFile.MAPPER.readTree(Sarif.of(results));
        assertThat(log.path("version").stringValue()).isEqualTo("2.1.0");
        return log.path("runs").path(0);
    }

    @Test
    void a_rule_is_a_clause_and_a_code_flow_is_the_history() {
        Results failing = Examples.failing();
        JsonNode run = run(failing);
        JsonNode rules = run.path("tool").path("driver").path("rules");
        assertThat(run.path("results")).hasSameSizeAs(failing.failures());
        for (int i = 0; i < failing.failures().size(); i++) {
            Failure failure = failing.failures().get(i);
            JsonNode result = run.path("results").path(i);
            int rule = result.path("ruleIndex").intValue();
            assertThat(rules.path(rule).path("id").stringValue()).isEqualTo(failure.clause());
            assertThat(result.path("message").path("text").stringValue())
                    .isEqualTo(FailureText.of(failure));
            int steps = 0;
            for (JsonNode thread : result.path("codeFlows").path(0).path("threadFlows")) {
                steps += thread.path("locations").size();
            }
            assertThat(steps).isEqualTo(failure.history().size());
        }
    }

    @Test
    void what_breaks_a_supporting_clause_only_warns() {
        assertThat(run(Examples.failing()).path("results"))
                .extracting(result -> result.path("level").stringValue())
                .contains("error", "warning");
    }

    @Test
    void what_is_known_is_suppressed() {
        Results failing = Examples.failing();
        Results known =
                failing.on(
                        new Terms(
                                Shard.WHOLE,
                                java.util.List.of(),
                                KnownFailures.parse(KnownFailures.text(failing), "known.txt")));
        JsonNode first = run(known).path("results").path(1);
        assertThat(first.path("suppressions").path(0).path("justification").stringValue())
                .isEqualTo("known failure");
        assertThat(run(failing).path("results"))
                .allSatisfy(result -> assertThat(result.has("suppressions")).isFalse());
    }
}
