package org.rsmtck.kit.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rsmtck.api.Call;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.Suites;
import org.rsmtck.kit.grading.Twist;
import org.rsmtck.kit.grading.Twisted;
import org.rsmtck.kit.simulated.ModelFabric;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;
import org.rsmtck.reports.Results;
import org.rsmtck.reports.Statement;
import org.rsmtck.reports.Status;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/** A call that hangs is waited for in full twice, and not by each obligation. */
@Timeout(120)
class KnownHangTest {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int SOME = 40;

    /** Never answers the calls that it is deaf to. */
    private static Twist deaf(Predicate<Call> isDeaf) {
        return (participant, call) -> {
            if (isDeaf.test(call)) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    return new Reply.NoReply("interrupted");
                }
            }
            return participant.call(call);
        };
    }

    private static Results ran(Predicate<Call> isDeaf) {
        Fabric model = ModelFabric.of("deaf", Pages.model(Profile.STRICT));
        Fabric deaf = Twisted.answering("deaf", model, () -> deaf(isDeaf));
        RunRequest request =
                RunRequest.of(deaf, Profile.STRICT, Level.QUICK, 1)
                        .of(owed -> owed.suite().equals(PermissionsSuite.NAME))
                        .waiting(PATIENCE);
        try (TestRun run = Suites.run(request)) {
            PermissionsSuite.of(run.request().model(), 4096)
                    .subList(0, SOME)
                    .forEach(exercise -> Exercises.run(run, exercise));
            return run.results();
        }
    }

    @Test
    void a_hang_that_is_known_is_not_paid_again() {
        long start = System.nanoTime();
        Results results = ran(Call.Connect.class::isInstance);
        Duration time = Duration.ofNanos(System.nanoTime() - start);

        assertThat(results.failures()).hasSize(1);
        assertThat(results.failures().getFirst().observed()).contains("no answer within");
        assertThat(results.obligations())
                .filteredOn(one -> one.reason().contains("connect is known to hang"))
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.status()).isEqualTo(Status.NOT_EXERCISED));
        assertThat(Statement.of(results).verdict()).isEqualTo(Statement.Verdict.NOT_CONFORMANT);
        assertThat(time).isLessThan(PATIENCE.multipliedBy(SOME / 2));
    }

    @Test
    void a_call_that_is_late_once_is_no_failure() {
        boolean[] hasHung = {false};
        Results results =
                ran(call -> {
                    boolean hangs = call instanceof Call.Connect && !hasHung[0];
                    hasHung[0] |= hangs;
                    return hangs;
                });

        assertThat(results.failures()).isEmpty();
        assertThat(results.obligations())
                .filteredOn(one -> one.reason().contains("was when it was repeated"))
                .hasSize(1)
                .allSatisfy(one -> assertThat(one.status()).isEqualTo(Status.NOT_EXERCISED));
    }
}
