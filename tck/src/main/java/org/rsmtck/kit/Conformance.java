package org.rsmtck.kit;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.statistics.Statistics;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.rsmtck.api.Fabric;
import org.rsmtck.kit.histories.HistoriesSuite;
import org.rsmtck.kit.probes.ProbesSuite;
import org.rsmtck.kit.races.RacesSuite;
import org.rsmtck.kit.suite.CombinationsSuite;
import org.rsmtck.kit.suite.Level;
import org.rsmtck.kit.suite.PermissionsSuite;
import org.rsmtck.kit.suite.RulesSuite;
import org.rsmtck.kit.suite.RunRequest;
import org.rsmtck.kit.suite.TransitionsSuite;
import org.rsmtck.kit.suite.WalkPlan;
import org.rsmtck.kit.suite.WalksSuite;
import org.rsmtck.model.Profile;
import org.rsmtck.model.profile.KnownProfiles;

import java.util.List;
import java.util.stream.Stream;

/**
 * The kit as tests: a class that implements this is a conformance test of the fabric that it names.
 *
 * <pre>{@code
 * class MyConformanceTest implements Conformance {
 *     public Fabric fabric() {
 *         return new MyFabric();
 *     }
 * }
 * }</pre>
 *
 * The suites run under the JUnit Platform, {@code rules} by Jupiter and {@code walks} by jqwik.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public interface Conformance {

    /** The implementation to test; asked once for a run. */
    Fabric fabric();

    /** The profile to judge by: what the fabric claims to follow. */
    default Profile profile(Fabric fabric) {
        return KnownProfiles.named(fabric.profile())
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "profile "
                                        + fabric.profile()
                                        + " is not known; "
                                        + "known are "
                                        + KnownProfiles.all().stream()
                                                .map(Profile::name)
                                                .toList()));
    }

    default Level level() {
        return Level.QUICK;
    }

    /** The seed of the random suite: the same seed gives the same sequences. */
    default long seed() {
        return 1;
    }

    /** What is asked of the run. */
    default RunRequest request() {
        Fabric fabric = fabric();
        return RunRequest.of(fabric, profile(fabric), level(), seed());
    }

    /** Every rule where it stands alone and where it meets others. */
    @TestFactory
    @Order(2)
    default Stream<DynamicTest> rules() {
        return TestRuns.tests(this, RulesSuite.class);
    }

    /** Every file mode, importer and mode of access. */
    @TestFactory
    @Order(1)
    default Stream<DynamicTest> permissions() {
        return TestRuns.tests(this, PermissionsSuite.class);
    }

    /** Every call in every abstract state of a scope. */
    @TestFactory
    @Order(3)
    default Stream<DynamicTest> transitions() {
        return TestRuns.tests(this, TransitionsSuite.class);
    }

    /** Every value of the catalogue, alone and in combinations. */
    @TestFactory
    @Order(6)
    default Stream<DynamicTest> combinations() {
        return TestRuns.tests(this, CombinationsSuite.class);
    }

    /** What is tried on processes that may break, where there are any. */
    @TestFactory
    @Order(4)
    default Stream<DynamicTest> probes() {
        return TestRuns.tests(this, ProbesSuite.class);
    }

    /** Calls at the same time, where other JVMs can make the fabric. */
    @TestFactory
    @Order(5)
    default Stream<DynamicTest> races() {
        return TestRuns.tests(this, RacesSuite.class);
    }

    /** Programs of calls at the same time. */
    @TestFactory
    @Order(7)
    default Stream<DynamicTest> histories() {
        return TestRuns.tests(this, HistoriesSuite.class);
    }

    /** Long random sequences. */
    @Property(
            tries = WalksSuite.TRIES,
            seed = "1",
            generation = GenerationMode.RANDOMIZED,
            shrinking = ShrinkingMode.OFF)
    @AddLifecycleHook(WalksVerdict.class)
    default void walks(@ForAll("walkPlans") List<WalkPlan> walks) {
        walks.forEach(walk -> Statistics.label("walks through").collect(walk.scope().name()));
        TestRuns.of(this).suite(WalksSuite.class).go(walks);
    }

    /** What the walks of this run are drawn from. */
    @Provide
    default Arbitrary<List<WalkPlan>> walkPlans() {
        return TestRuns.of(this).suite(WalksSuite.class).plans();
    }
}
