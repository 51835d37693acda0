package org.rsmtck.kit.cli;

import static java.util.Objects.requireNonNull;

import org.junit.platform.engine.TestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.rsmtck.kit.TestRuns;
import org.rsmtck.kit.suite.RunRequest;
import org.rsmtck.kit.suite.TestRun;
import org.rsmtck.kit.suite.WalksSuite;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs the suites on the JUnit Platform, as a vendor's own build does. */
final class SuiteRun {
    // Says at each start that it keeps no database. Held here, or its level would be forgotten.
    private static final Logger JQWIK = Logger.getLogger("net.jqwik");

    private static final String JUPITER = "junit-jupiter";
    private static final String JQWIK_ENGINE = "jqwik";

    private SuiteRun() {}

    /** Runs them all. The caller closes the run. */
    static TestRun of(RunRequest request) {
        TargetConformance.prepare(request);
        JQWIK.setLevel(Level.WARNING);
        LauncherDiscoveryRequest discovery =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(DiscoverySelectors.selectClass(TargetConformance.class))
                        .configurationParameter("jqwik.database", "")
                        .configurationParameter("jqwik.reporting.usejunitplatform", "true")
                        .configurationParameter("jqwik.reporting.onlyfailures", "true")
                        .build();
        Troubles troubles = new Troubles();
        LauncherConfig config =
                LauncherConfig.builder()
                        .enableTestExecutionListenerAutoRegistration(false)
                        .enableTestEngineAutoRegistration(false)
                        .addTestEngines(engines(request))
                        .build();
        LauncherFactory.create(config).execute(discovery, troubles);
        TestRun run = requireNonNull(TestRuns.finish(TargetConformance.class), "no test was run");
        troubles.all.forEach(trouble -> run.trouble("kit", trouble));
        return run;
    }

    /**
     * Jupiter first: what its suites find needs no walk to be found. To start jqwik for nothing
     * takes a second.
     */
    private static TestEngine[] engines(RunRequest request) {
        List<String> order =
                request.manner().wants(WalksSuite.NAME)
                        ? List.of(JUPITER, JQWIK_ENGINE)
                        : List.of(JUPITER);
        return ServiceLoader.load(TestEngine.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(engine -> order.contains(engine.getId()))
                .sorted(Comparator.comparingInt(engine -> order.indexOf(engine.getId())))
                .toArray(TestEngine[]::new);
    }

    /** What went wrong other than a verdict. */
    private static final class Troubles implements TestExecutionListener {
        private final List<Throwable> all = new ArrayList<>();

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            result.getThrowable()
                    .filter(thrown -> !(thrown instanceof AssertionError))
                    .ifPresent(all::add);
        }
    }
}
