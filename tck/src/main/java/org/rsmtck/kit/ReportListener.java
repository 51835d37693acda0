package org.rsmtck.kit;

import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;
import org.rsmtck.kit.suite.TestRun;
import org.rsmtck.reports.ReportFiles;
import org.rsmtck.reports.Results;
import org.rsmtck.reports.Statement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Leaves a report behind when conformance tests run in somebody's own build: in {@code
 * target/rsm-tck/}, in a folder named after the test class. The last line is the statement.
 */
public final class ReportListener implements TestExecutionListener {
    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        TestRuns.all()
                .forEach((tests, run) -> {
                    Path folder = Path.of("target", "rsm-tck", tests.getSimpleName());
                    report(run, folder);
                });
    }

    private static void report(TestRun run, Path folder) {
        Results results = run.results();
        try {
            ReportFiles.write(results, folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the report to " + folder, e);
        }
        System.out.println(folder.resolve("index.html"));
        System.out.println(Statement.of(results).line());
    }
}
