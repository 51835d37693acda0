package org.rsmtck.kit.probes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rsmtck.api.Call;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.kit.grading.Twisted;
import org.rsmtck.kit.simulated.ModelFabric;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;
import org.rsmtck.reports.Failure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A target in this process that leaves something behind in each round is found. */
@Timeout(120)
class RoundsInsideTest {
    private static final Fabric MODEL = ModelFabric.of("model", Pages.model(Profile.STRICT));

    private final List<InputStream> left = new ArrayList<>();

    @BeforeEach
    void needsProc() {
        assumeThat(RoundsInside.canCount()).isTrue();
    }

    @AfterEach
    void close() throws IOException {
        for (InputStream one : left) {
            one.close();
        }
    }

    private Optional<Failure> found(Fabric fabric) {
        return new RoundsInside(fabric, Pages.model(Profile.STRICT))
                .go("again", Duration.ofSeconds(10));
    }

    @Test
    void the_model_leaves_nothing_behind() {
        assertThat(found(MODEL)).isEmpty();
    }

    @Test
    void a_descriptor_left_open_by_each_disconnect_is_found() {
        assertThat(found(Twisted.answering("leaking", MODEL, () -> this::leaking)))
                .hasValueSatisfying(failure -> {
                    assertThat(failure.clause()).isEqualTo("disconnect/frees-resources");
                    assertThat(failure.observed()).contains("2,000 rounds", "descriptors more");
                });
    }

    @Test
    void what_is_refused_now_and_then_is_asked_again() {
        AtomicInteger maps = new AtomicInteger();
        Fabric busy =
                Twisted.answering(
                        "busy",
                        MODEL,
                        () ->
                                (right, call) ->
                                        call instanceof Call.Map && maps.incrementAndGet() % 40 == 0
                                                ? new Reply.Refused(RsmError.INSUFFICIENT_RESOURCES)
                                                : right.call(call));

        assertThat(found(busy)).isEmpty();
        assertThat(maps.get()).isGreaterThan(RoundsInside.ROUNDS);
    }

    /** As the model does, but each disconnect leaves a descriptor open. */
    private Reply leaking(Participant right, Call call) {
        if (call instanceof Call.Disconnect) {
            try {
                left.add(Files.newInputStream(Path.of("/dev/null")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return right.call(call);
    }
}
