package org.rsmtck.kit;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.rsmtck.kit.suite.Suite;
import org.rsmtck.kit.suite.TestRun;
import org.rsmtck.reports.Failure;
import org.rsmtck.reports.FailureText;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The runs of this JVM: one for each class of conformance tests, whichever engine asks for it. */
public final class TestRuns {
    private static final Map<Class<?>, TestRun> BY_TEST = new ConcurrentHashMap<>();

    private TestRuns() {}

    /** The run that the tests of this class belong to. */
    public static TestRun of(Conformance tests) {
        return BY_TEST.computeIfAbsent(tests.getClass(), first -> Suites.run(tests.request()));
    }

    /** The run of these tests, which is over. The caller closes it. */
    public static @Nullable TestRun finish(Class<? extends Conformance> tests) {
        return BY_TEST.remove(tests);
    }

    /** All runs that have begun, by the class of their tests. */
    static Map<Class<?>, TestRun> all() {
        return Map.copyOf(BY_TEST);
    }

    /** One test for each step of the suite. */
    static Stream<DynamicTest> tests(Conformance conformance, Class<? extends Suite> suite) {
        TestRun run = of(conformance);
        return run.suite(suite)
                .steps()
                .map(step ->
                        dynamicTest(
                                step.name(),
                                () -> {
                                    List<String> failures = step.go().get();
                                    if (!failures.isEmpty()) {
                                        throw new AssertionError(text(run, failures));
                                    }
                                }));
    }

    /** What is told of these failures. */
    static String text(TestRun run, List<String> ids) {
        Map<String, Failure> byId =
                run.failures().all().stream()
                        .collect(Collectors.toMap(Failure::id, failure -> failure));
        return ids.stream()
                .distinct()
                .map(id -> FailureText.of(requireNonNull(byId.get(id))))
                .collect(Collectors.joining("\n\n"));
    }
}
