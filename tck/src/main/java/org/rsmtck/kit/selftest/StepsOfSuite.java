package org.rsmtck.kit.selftest;

import org.rsmtck.kit.suite.Suite;
import org.rsmtck.kit.suite.TestRun;
import org.rsmtck.kit.suite.WalksSuite;

import java.util.List;
import java.util.stream.IntStream;

/** What a suite does in a run, in pieces that can be gone one without the other. */
final class StepsOfSuite {
    private static final int WALKS_AT_ONCE = 25;

    private StepsOfSuite() {}

    /** Its steps; of the suite that walks, some walks each. The same in runs of one request. */
    static List<Runnable> of(TestRun run, String name) {
        Suite suite =
                run.suites().stream()
                        .filter(one -> one.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        if (suite instanceof WalksSuite walks) {
            int all = run.request().level().walks(run.request().fabric()) / WALKS_AT_ONCE;
            long seed = run.request().seed();
            return IntStream.range(0, all)
                    .<Runnable>mapToObj(i -> () -> walks.goSome(WALKS_AT_ONCE, seed + i))
                    .toList();
        }
        return suite.steps()
                .<Runnable>map(step ->
                        () -> {
                            List<String> _ = step.go().get();
                        })
                .toList();
    }
}
