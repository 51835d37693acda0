package org.rsmtck.kit;

import org.rsmtck.kit.histories.HistoriesSuite;
import org.rsmtck.kit.probes.Effort;
import org.rsmtck.kit.probes.ProbesSuite;
import org.rsmtck.kit.races.RacesSuite;
import org.rsmtck.kit.suite.CombinationsSuite;
import org.rsmtck.kit.suite.PermissionsSuite;
import org.rsmtck.kit.suite.RulesSuite;
import org.rsmtck.kit.suite.RunRequest;
import org.rsmtck.kit.suite.Suite;
import org.rsmtck.kit.suite.TestRun;
import org.rsmtck.kit.suite.TransitionsSuite;
import org.rsmtck.kit.suite.WalksSuite;

import java.util.List;
import java.util.function.Function;

/** All suites, in the order in which what they owe is told. */
public final class Suites {
    private static final List<Kind> ALL =
            List.of(
                    new Kind(RulesSuite.NAME, RulesSuite::new),
                    new Kind(PermissionsSuite.NAME, PermissionsSuite::new),
                    new Kind(TransitionsSuite.NAME, TransitionsSuite::new),
                    new Kind(CombinationsSuite.NAME, CombinationsSuite::new),
                    new Kind(WalksSuite.NAME, WalksSuite::new),
                    new Kind(HistoriesSuite.NAME, HistoriesSuite::new),
                    new Kind(ProbesSuite.NAME, run -> new ProbesSuite(run, Effort.USUAL)),
                    new Kind(RacesSuite.NAME, RacesSuite::new));

    /** A suite, and how it is made for a run. */
    private record Kind(String name, Function<TestRun, Suite> maker) {}

    private Suites() {}

    /** As filters spell them. */
    public static List<String> names() {
        return ALL.stream().map(Kind::name).toList();
    }

    /** Begins a run of all of them, which the caller closes. */
    public static TestRun run(RunRequest request) {
        return new TestRun(request, ALL.stream().map(Kind::maker).toList());
    }
}
