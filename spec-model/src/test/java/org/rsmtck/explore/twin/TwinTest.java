package org.rsmtck.explore.twin;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.function.UnaryOperator.identity;

import org.junit.jupiter.api.Test;
import org.rsmtck.explore.Scopes;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;

/** The model in Java and the one in TLA+ are two readings of the same page, and agree. */
class TwinTest {

    @Test
    void theModelsAgree() {
        Tlc.Run run = Tlc.check("twin", identity(), identity());
        assertThat(run.exit()).as(run.output()).isZero();

        Comparison.Result result =
                Comparison.of(
                        Transitions.read(run.told()),
                        Model.of(Profile.STRICT),
                        Profile.STRICT.readings().getFirst(),
                        Scopes.TWIN);
        assertThat(result.difference()).isEmpty();
    }
}
