package org.rsmtck.kit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

class InTimeTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void work_that_waits_for_ever_is_left_behind() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);

        assertThat(
                        InTime.done(
                                Duration.ofMillis(1),
                                "waiting",
                                () -> {
                                    begun.countDown();
                                    never.await();
                                    return "too late";
                                }))
                .isEmpty();
        begun.await();
        never.countDown();
    }

    @Test
    void what_work_comes_to_is_told_and_what_it_throws_is_thrown() {
        assertThat(InTime.done(LONG, "adding", () -> 1 + 1)).contains(2);
        assertThatThrownBy(() ->
                        InTime.done(
                                LONG,
                                "failing",
                                () -> {
                                    throw new MisuseException("what is wrong");
                                }))
                .isInstanceOf(MisuseException.class);
        assertThatThrownBy(() ->
                        InTime.done(
                                LONG,
                                "filling",
                                () -> {
                                    throw new OutOfMemoryError("heap");
                                }))
                .isInstanceOf(OutOfMemoryError.class);
    }
}
