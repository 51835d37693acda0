package org.rsmtck.kit;

import org.rsmtck.kit.histories.HistoriesSuite;
import org.rsmtck.kit.probes.Effort;
import org.rsmtck.kit.probes.ProbesSuite;
import org.rsmtck.kit.races.RacesSuite;
import org.rsmtck.kit.suite.CombinationsSuite;
import org.rsmtck.kit.suite.PermissionsSuite;
import org.rsmtck.kit.suite.RulesSuite;
import org.rsmtck.kit.suite.RunRequest;
import org.rsmtck.kit.suite.SuiteKind;
import org.rsmtck.kit.suite.TestRun;
import org.rsmtck.kit.suite.TransitionsSuite;
import org.rsmtck.kit.suite.WalksSuite;

import java.util.List;

/** All suites, in the order in which what they owe is told. */
public final class Suites {
    private static final List<SuiteKind> ALL =
            List.of(
                    new SuiteKind(RulesSuite.NAME, false, RulesSuite::new),
                    new SuiteKind(PermissionsSuite.NAME, false, PermissionsSuite::new),
                    new SuiteKind(TransitionsSuite.NAME, true, TransitionsSuite::new),
                    new SuiteKind(CombinationsSuite.NAME, true, CombinationsSuite::new),
                    new SuiteKind(WalksSuite.NAME, true, WalksSuite::new),
                    new SuiteKind(HistoriesSuite.NAME, false, HistoriesSuite::new),
                    new SuiteKind(
                            ProbesSuite.NAME, false, run -> new ProbesSuite(run, Effort.USUAL)),
                    new SuiteKind(RacesSuite.NAME, true, RacesSuite::new));

    private Suites() {}

    /** As filters spell them. */
    public static List<String> names() {
        return ALL.stream().map(SuiteKind::name).toList();
    }

    /** Begins a run of all of them, which the caller closes. */
    public static TestRun run(RunRequest request) {
        return new TestRun(request, ALL);
    }
}
