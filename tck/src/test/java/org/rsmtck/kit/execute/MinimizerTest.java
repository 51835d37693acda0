package org.rsmtck.kit.execute;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.RsmError;
import org.rsmtck.api.Topology;
import org.rsmtck.explore.Scopes;
import org.rsmtck.kit.plan.Exercise;
import org.rsmtck.kit.simulated.ModelFabric;
import org.rsmtck.kit.suite.RulesSuite;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.Rule;
import org.rsmtck.model.page.Pages;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Of a program in which a call fails among others that have no part in it, what is left cannot lose
 * one more act, and is as short as the explorer's shortest way to the rule that was left out.
 */
class MinimizerTest {
    private static final Model STRICT = Pages.model(Profile.STRICT);
    private static final List<String> LEFT_OUT =
            List.of(
                    "disconnect/SEG_STILL_MAPPED",
                    "disconnect/POLLFD_IN_USE",
                    "connect/PERM_DENIED#domain",
                    "connect/SEG_NOT_PUBLISHED#nowhere",
                    "connect/REMOTE_NODE_UNREACHABLE#silent");
    private static final Set<Interpretation> ANY = Set.of(Interpretation.NONE);

    private static List<Exercise> exercises;

    @BeforeAll
    static void read() {
        exercises = RulesSuite.of(STRICT, 4096);
    }

    @AfterAll
    static void forget() {
        exercises = null;
    }

    static Stream<String> leftOut() {
        return LEFT_OUT.stream();
    }

    /** Where the rule has the only say: the shortest program that there is for it. */
    private static Program shortest(String rule) {
        return exercises.stream()
                .filter(exercise -> exercise.owed().rules().equals(List.of(rule)))
                .map(Exercise::program)
                .min(Comparator.comparingInt(Program::size))
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("leftOut")
    void what_is_left_fails_and_can_lose_nothing_more(String rule) {
        Program shortest = shortest(rule);
        Program padded = padded(shortest);
        ModelFabric broken = ModelFabric.of("broken", STRICT.without(rule));
        try (Driver driver = new Driver(broken, STRICT, Duration.ofSeconds(5))) {
            Outcome failing = driver.run(padded, List.of(), ANY);
            assertThat(failing.isAllowed()).isFalse();
            Minimizer minimizer = new Minimizer(driver, ANY);

            Outcome least = minimizer.minimized(failing);

            assertThat(minimizer.hasGivenUp()).isFalse();
            assertThat(least.isAllowed()).isFalse();
            assertThat(least.program().size()).isLessThanOrEqualTo(shortest.size());
            for (int left = 0; left < least.program().size(); left++) {
                List<Action> rest = new ArrayList<>(least.program().acts());
                rest.remove(left);
                assertThat(driver.run(least.program().with(rest), List.of(), ANY).isAllowed())
                        .as("without act " + left)
                        .isTrue();
            }
        }
    }

    /** Each of its segments is needed as long as there is a connect to it. */
    @Test
    void connects_are_made_alike_where_that_lets_exports_go() {
        Rule full = full();
        Model withLimit =
                STRICT.with(rules -> Stream.concat(rules.stream(), Stream.of(full)).toList());
        try (Driver driver =
                new Driver(ModelFabric.of("full", withLimit), STRICT, Duration.ofSeconds(5))) {
            Outcome failing = driver.run(toTwoSegments(), List.of(), ANY);
            assertThat(failing.isAllowed()).isFalse();

            Outcome least = new Minimizer(driver, ANY).minimized(failing);

            assertThat(least.program().acts().stream().filter(MinimizerTest::isCreate).count())
                    .isEqualTo(1);
            assertThat(least.program().size()).isEqualTo(toTwoSegments().size() - 2);
        }
    }

    /** A process gets no third import. */
    private static Rule full() {
        return Rule.refuse(
                Call.Connect.class,
                "connect/INSUFFICIENT_RESOURCES#third",
                RsmError.INSUFFICIENT_RESOURCES,
                "the process has two",
                context -> context.me().imports().size() == 2);
    }

    private static Program toTwoSegments() {
        List<Action> acts = new ArrayList<>();
        acts.add(act(acts.size(), new Call.GetController(Topology.LOOPBACK, Out.VALID), -1));
        for (int segment : List.of(Scopes.FIRST, Scopes.SECOND)) {
            acts.add(
                    act(
                            acts.size(),
                            new Call.ExportCreate(0, Memory.aligned(1), 4096, 0, Out.VALID),
                            0));
            acts.add(
                    act(
                            acts.size(),
                            new Call.Publish(0, segment, AccessList.everyone(), Out.VALID),
                            acts.size() - 1));
        }
        for (int segment : List.of(Scopes.FIRST, Scopes.SECOND, Scopes.FIRST)) {
            acts.add(
                    act(
                            acts.size(),
                            new Call.Connect(0, 1, segment, Permission.READ, Out.VALID),
                            0));
        }
        Setting.Member one = new Setting.Member(1, Credentials.user(1001, 101, 022));
        return new Program(new Setting(Topology.oneNode(), List.of(one)), acts);
    }

    private static Action act(int id, Call call, int handleFrom) {
        return new Action.Calling(
                id,
                0,
                call,
                handleFrom < 0 ? OptionalInt.empty() : OptionalInt.of(handleFrom),
                OptionalInt.empty());
    }

    private static boolean isCreate(Action act) {
        return act instanceof Action.Calling calling && calling.call() instanceof Call.ExportCreate;
    }

    /** The same among calls of its first process that lead nowhere. */
    private static Program padded(Program program) {
        List<Action> acts = new ArrayList<>();
        int id = 1_000;
        for (Action act : program.acts()) {
            for (int i = 0; i < 3; i++) {
                acts.add(
                        new Action.Calling(
                                id++,
                                0,
                                new Call.GetTopology(Out.VALID),
                                OptionalInt.empty(),
                                OptionalInt.empty()));
            }
            acts.add(act);
        }
        return program.with(acts);
    }
}
