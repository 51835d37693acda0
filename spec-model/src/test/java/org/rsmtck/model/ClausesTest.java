package org.rsmtck.model;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.toSet;

import org.junit.jupiter.api.Test;
import org.rsmtck.api.Call;
import org.rsmtck.model.page.Pages;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Every clause has a rule or a reason, and every rule a clause. */
class ClausesTest {
    private static final List<Clause> ALL = Clauses.of(Pages.RULES);

    /** What the page promises, and the frame around it: the table that the model is held to. */
    private static final List<String> PAGE =
            List.of(
                    "connect/creates-import",
                    "connect/logical-connection",
                    "connect/physical-connection",
                    "connect/perm-domain",
                    "connect/perm-checked",
                    "connect/perm-denied-if-invalid",
                    "connect/perm-governs-access",
                    "connect/returns",
                    "connect/MT-safe",
                    "disconnect/breaks-connection",
                    "disconnect/frees-resources",
                    "disconnect/returns",
                    "disconnect/MT-safe",
                    "disconnect/always-possible",
                    "connect/BAD_SEG_HNDL",
                    "connect/BAD_CTLR_HNDL",
                    "connect/CTLR_NOT_PRESENT",
                    "connect/PERM_DENIED",
                    "connect/INSUFFICIENT_MEM",
                    "connect/INSUFFICIENT_RESOURCES",
                    "connect/SEG_NOT_PUBLISHED_TO_NODE",
                    "connect/SEG_NOT_PUBLISHED",
                    "connect/BAD_ADDR",
                    "connect/REMOTE_NODE_UNREACHABLE",
                    "connect/INTERRUPTED",
                    "disconnect/BAD_SEG_HNDL",
                    "disconnect/SEG_STILL_MAPPED",
                    "disconnect/POLLFD_IN_USE",
                    "frame/refusal-changes-nothing",
                    "frame/others-untouched",
                    "frame/exporter-independent",
                    "frame/forced-disconnect",
                    "frame/no-crash-no-hang");

    @Test
    void the_required_clauses_are_those_of_the_page() {
        assertThat(ALL)
                .filteredOn(Clause::isRequired)
                .extracting(Clause::id)
                .hasSize(33)
                .containsExactlyInAnyOrderElementsOf(PAGE);
    }

    @Test
    void every_clause_is_carried_by_a_rule_or_says_why_it_is_for_later() {
        Set<String> carried =
                Pages.RULES.stream().flatMap(rule -> rule.clauses().stream()).collect(toSet());

        assertThat(ALL)
                .allSatisfy(clause ->
                        assertThat(carried.contains(clause.id()) ^ !clause.later().isEmpty())
                                .as("%s is carried, or else for later", clause.id())
                                .isTrue());
    }

    @Test
    void every_clause_that_a_rule_carries_exists() {
        Set<String> known = ALL.stream().map(Clause::id).collect(toSet());

        assertThat(Pages.RULES).allSatisfy(rule -> assertThat(known).containsAll(rule.clauses()));
    }

    @Test
    void every_id_names_the_call_of_its_rule_or_the_frame() {
        Set<String> frame = Set.of("frame", "release_controller");

        assertThat(Pages.RULES)
                .filteredOn(rule -> !(rule instanceof Rule.Outside<?>))
                .allSatisfy(rule -> assertThat(rule.id()).startsWith(word(rule.on()) + "/"));
        assertThat(Pages.RULES)
                .filteredOn(Rule.Outside.class::isInstance)
                .extracting(Rule::clause)
                .allMatch(id ->
                        words().contains(id.substring(0, id.indexOf('/')))
                                || frame.contains(id.substring(0, id.indexOf('/'))));
    }

    private static Set<String> words() {
        return calls().map(ClausesTest::word).collect(toSet());
    }

    private static Stream<Class<? extends Call>> calls() {
        return Arrays.stream(Call.class.getPermittedSubclasses())
                .filter(Class::isRecord)
                .map(type -> type.asSubclass(Call.class));
    }

    /** As a rule spells it that says what success of the call is. */
    private static String word(Class<? extends Call> call) {
        return Pages.RULES.stream()
                .filter(rule -> rule.on() == call && rule instanceof Rule.Effect<?>)
                .map(rule -> rule.id().substring(0, rule.id().indexOf('/')))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void every_call_has_one_rule_for_its_success() {
        calls().forEach(call ->
                assertThat(Pages.RULES)
                        .filteredOn(rule -> rule.on() == call && rule instanceof Rule.Effect<?>)
                        .as("%s", call)
                        .hasSize(1));
    }
}
