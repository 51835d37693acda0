package org.rsmtck.kit.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rsmtck.api.Capabilities;
import org.rsmtck.api.Limits;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;

import java.time.Duration;

/** What the model, as an implementation, says of itself. */
class ModelFabricTest {
    @Test
    void it_declares_what_it_was_told_to() {
        Duration bound = Duration.ofMillis(70);
        Limits limits = new Limits(3, 4, 5, 6);

        Capabilities declared =
                ModelFabric.of("the model", Pages.model(Profile.STRICT))
                        .settlingWithin(bound)
                        .declaring(limits)
                        .capabilities();

        assertThat(declared.settle()).isEqualTo(bound);
        assertThat(declared.limits()).isEqualTo(limits);
    }
}
