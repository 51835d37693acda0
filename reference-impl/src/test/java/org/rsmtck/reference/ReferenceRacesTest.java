package org.rsmtck.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rsmtck.kit.races.Mode;
import org.rsmtck.kit.races.RaceResult;
import org.rsmtck.kit.races.Races;
import org.rsmtck.model.Profile;

import java.util.List;

/** The reference implementation under jcstress, in the races that are the closest. */
class ReferenceRacesTest {
    private static final List<String> RACES =
            List.of(
                    "connect_unpublish",
                    "disconnect_disconnect",
                    "get_disconnect",
                    "get_pollfd_then_release_pollfd_disconnect",
                    "map_disconnect",
                    "put_unpublish");

    @Test
    @Timeout(240)
    void nothing_that_no_order_explains_comes_out() {
        List<RaceResult> results =
                Races.run(
                        new ReferenceFabric(),
                        "",
                        Profile.STRICT,
                        Mode.QUICK,
                        RACES,
                        (done, all) -> {});

        assertThat(results).hasSameSizeAs(RACES);
        assertThat(results)
                .allSatisfy(result -> {
                    assertThat(result.trials()).as(result.name()).isPositive();
                    assertThat(result.unready()).as(result.name()).isEmpty();
                    assertThat(result.forbidden()).as(result.name()).isEmpty();
                    assertThat(result.troubles()).as(result.name()).isEmpty();
                });
    }
}
