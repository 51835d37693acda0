package org.rsmtck.kit;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import org.junit.jupiter.api.DynamicTest;
import org.rsmtck.kit.execute.Program;
import org.rsmtck.kit.plan.Exercise;
import org.rsmtck.kit.probes.Probe;
import org.rsmtck.kit.probes.ProbesSuite;
import org.rsmtck.kit.suite.Exercises;
import org.rsmtck.kit.suite.TestRun;
import org.rsmtck.kit.suite.TransitionsSuite;
import org.rsmtck.reports.Failure;
import org.rsmtck.reports.FailureText;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The campaigns of this JVM: one for each class of conformance tests, whichever engine asks for it.
 */
public final class TestRuns {
    private static final Map<Class<?>, TestRun> BY_TEST = new ConcurrentHashMap<>();

    private TestRuns() {}

    /** The campaign that the tests of this class belong to. */
    public static TestRun of(Conformance tests) {
        return BY_TEST.computeIfAbsent(tests.getClass(), first -> new TestRun(tests.order()));
    }

    /** The campaign of these tests, which is over. The caller closes it. */
    public static TestRun finish(Class<? extends Conformance> tests) {
        return BY_TEST.remove(tests);
    }

    /** All campaigns that have begun, by the class of their tests. */
    static Map<Class<?>, TestRun> all() {
        return Map.copyOf(BY_TEST);
    }

    /** One test for each exercise that is wanted. */
    static Stream<DynamicTest> tests(Conformance conformance, List<Exercise> exercises) {
        TestRun campaign = of(conformance);
        campaign.plan(exercises.stream().map(Exercise::owed).toList());
        return exercises.stream()
                .filter(exercise -> campaign.order().selection().test(exercise.owed()))
                .map(exercise ->
                        dynamicTest(
                                exercise.owed().id(),
                                () -> assertNoFailure(campaign, run(campaign, exercise))));
    }

    private static String run(TestRun campaign, Exercise exercise) {
        String atBasics = campaign.failsAtBasics(exercise.owed());
        return atBasics.isEmpty() ? Exercises.run(campaign, exercise) : atBasics;
    }

    private static String run(TestRun campaign, Probe probe) {
        String atBasics = campaign.failsAtBasics(probe.owed());
        return atBasics.isEmpty() ? campaign.probes().run(probe) : atBasics;
    }

    /** One test for each part of the tour, and one that settles what it owed. */
    static Stream<DynamicTest> tour(Conformance conformance) {
        TestRun campaign = of(conformance);
        if (!campaign.isToRun(TransitionsSuite.NAME)) {
            return Stream.empty();
        }
        TransitionsSuite transitions = campaign.transitions();
        List<Program> parts =
                campaign.planning(() -> {
                    campaign.plan(transitions.owed());
                    return transitions.programs();
                });
        Stream<DynamicTest> tests =
                IntStream.range(0, parts.size())
                        .mapToObj(part ->
                                dynamicTest(
                                        "transitions: part " + (part + 1),
                                        () ->
                                                assertNoFailure(
                                                        campaign,
                                                        transitions.go(parts.get(part)))));
        return Stream.concat(
                tests, Stream.of(dynamicTest("transitions: coverage", transitions::settle)));
    }

    /** One test for each probe that is wanted. */
    static Stream<DynamicTest> probes(Conformance conformance) {
        TestRun campaign = of(conformance);
        if (!campaign.isToRun(ProbesSuite.NAME)) {
            return Stream.empty();
        }
        campaign.plan(campaign.probes().owed());
        return campaign.probes().all().stream()
                .filter(probe -> campaign.order().selection().test(probe.owed()))
                .map(probe ->
                        dynamicTest(
                                probe.owed().id(),
                                () -> assertNoFailure(campaign, run(campaign, probe))));
    }

    /** One test for all races: they are run at a time. */
    static Stream<DynamicTest> races(Conformance conformance) {
        TestRun campaign = of(conformance);
        return Stream.of(
                dynamicTest(
                        "races",
                        () -> {
                            List<String> failures = campaign.races().run();
                            if (!failures.isEmpty()) {
                                throw new AssertionError(
                                        failures.stream()
                                                .map(id -> text(campaign, id))
                                                .collect(Collectors.joining("\n\n")));
                            }
                        }));
    }

    static void assertNoFailure(TestRun campaign, String failure) {
        if (!failure.isEmpty()) {
            throw new AssertionError(text(campaign, failure));
        }
    }

    static String text(TestRun campaign, String id) {
        Failure failure =
                campaign.failures().all().stream()
                        .filter(found -> found.id().equals(id))
                        .findFirst()
                        .orElseThrow();
        return FailureText.of(failure);
    }
}
