package org.rsmtck.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmtck.kit.Suites;
import org.rsmtck.kit.suite.Exercises;
import org.rsmtck.kit.suite.Level;
import org.rsmtck.kit.suite.RulesSuite;
import org.rsmtck.kit.suite.RunRequest;
import org.rsmtck.kit.suite.TestRun;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;
import org.rsmtck.reports.Failure;

/**
 * The verdict on the reference rests on the model alone: change one guard there, and the reference
 * is wrong.
 */
class ChangedModelTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "disconnect/POLLFD_IN_USE",
                "disconnect/SEG_STILL_MAPPED",
                "connect/SEG_NOT_PUBLISHED_TO_NODE"
            })
    void without_a_guard_in_the_model_the_reference_is_rejected(String rule) {
        Model changed = Pages.model(Profile.STRICT).without(rule);
        RunRequest request = RunRequest.of(new ReferenceFabric(), Profile.STRICT, Level.QUICK, 1);
        try (TestRun run = Suites.run(request.judgedBy(changed))) {
            // The ways are those of the unchanged model: it is the judgement that has to change.
            RulesSuite.of(Pages.model(Profile.STRICT), 4096).stream()
                    .filter(exercise -> exercise.owed().rules().contains(rule))
                    .forEach(exercise -> Exercises.run(run, exercise));

            assertThat(run.failures().all())
                    .extracting(Failure::observed)
                    .allMatch(
                            observed -> observed.startsWith(rule.substring(rule.indexOf('/') + 1)))
                    .isNotEmpty();
        }
    }
}
