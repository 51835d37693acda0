package org.rsmtck.reports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The files that a run leaves behind for its readers. */
public final class ReportFiles {
    private ReportFiles() {}

    /**
     * Writes {@code results.json}, {@code index.html}, {@code junit.xml}, {@code results.sarif},
     * {@code summary.md} and {@code badge.svg}, each as a whole, and creates the folder where it is
     * missing. Nothing is written unless all of them can be made.
     *
     * @throws Tally.UnbalancedException if the obligations do not add up
     */
    public static void write(Results results, Path folder) throws IOException {
        write(results, Optional.empty(), folder);
    }

    /**
     * The same, telling also what has changed since an earlier run.
     *
     * @throws Tally.UnbalancedException if the obligations do not add up
     */
    public static void write(Results results, Optional<Comparison> changes, Path folder)
            throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("results.json", ResultsFile.text(results));
        files.put("index.html", Html.of(results, changes));
        files.put("junit.xml", JUnitXml.of(results));
        files.put("results.sarif", Sarif.of(results));
        files.put("summary.md", Markdown.of(results, changes));
        files.put("badge.svg", Badge.of(results));
        for (Map.Entry<String, String> file : files.entrySet()) {
            WholeFile.write(folder.resolve(file.getKey()), file.getValue());
        }
    }
}
