package org.rsmtck.kit.suite;

import org.rsmtck.kit.probes.Effort;
import org.rsmtck.kit.probes.ProbesSuite;
import org.rsmtck.kit.races.RacesSuite;

import java.util.List;
import java.util.function.Function;

/** All suites, in the order in which what they owe is told. */
public final class Suites {
    private static final List<Kind> ALL =
            List.of(
                    new Kind(RulesSuite.NAME, RulesSuite::new),
                    new Kind(PermissionsSuite.NAME, PermissionsSuite::new),
                    new Kind(TransitionsSuite.NAME, TransitionsSuite::new),
                    new Kind(WalksSuite.NAME, WalksSuite::new),
                    new Kind(ProbesSuite.NAME, run -> new ProbesSuite(run, Effort.USUAL)),
                    new Kind(RacesSuite.NAME, RacesSuite::new));

    /** A suite, and how it is made for a run. */
    private record Kind(String name, Function<TestRun, Suite> maker) {}

    private Suites() {}

    /** As filters spell them. */
    public static List<String> names() {
        return ALL.stream().map(Kind::name).toList();
    }

    /** All of them, for one run. */
    static List<Suite> of(TestRun run) {
        return ALL.stream().map(kind -> kind.maker().apply(run)).toList();
    }
}
