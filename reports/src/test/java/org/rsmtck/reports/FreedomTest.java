package org.rsmtck.reports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rsmtck.model.Rule;
import org.rsmtck.model.page.Pages;

import java.util.Map;
import java.util.Optional;

/** What a target made of the room that its profile leaves. */
class FreedomTest {
    private static final HtmlPage PAGE = HtmlPage.of(Examples.passing(), Optional.empty());

    @Test
    void freedom_is_taken_by_refusals_that_are_not_due_and_by_nothing_else() {
        assertThat(PAGE.results().run().progress().given())
                .contains("connect/BAD_CTLR_HNDL", "connect/creates-import");
        assertThat(PAGE.freedomTaken()).containsOnlyKeys("connect/INSUFFICIENT_MEM");
        assertThat(Pages.RULES)
                .filteredOn(rule -> rule.id().equals("connect/INSUFFICIENT_MEM"))
                .singleElement()
                .extracting(rule -> ((Rule.Refusal<?>) rule).force())
                .isEqualTo(Rule.Force.MAY);
    }

    @Test
    void a_choice_is_shown_or_not() {
        assertThat(PAGE.choicesShown())
                .isEqualTo(Map.of("a controller got again", "the same handle"));
        assertThat(PAGE.choicesNotShown()).containsExactly("a cut seen from elsewhere");
    }

    @Test
    void the_report_tells_all_of_it() {
        assertThat(Html.of(PAGE.results()))
                .containsSubsequence(
                        "Choices shown",
                        "the same handle",
                        "Nothing was shown at 1 point<",
                        "a cut seen from elsewhere",
                        "Freedom taken",
                        "connect/INSUFFICIENT_MEM",
                        "Freedom not used",
                        "connect/INTERRUPTED");
    }
}
