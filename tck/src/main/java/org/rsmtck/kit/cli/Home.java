package org.rsmtck.kit.cli;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/** Where files are kept when nobody says where. */
final class Home {
    private Home() {}

    /** Where a run leaves its reports. */
    static Path reports() {
        return folder("rsm-tck-report", "rsm-tck");
    }

    /** Where races leave theirs. */
    static Path racesReports() {
        return folder("rsm-tck-races-report", "rsm-tck-races");
    }

    private static Path folder(String alone, String atHome) {
        String home = System.getProperty("rsmtck.home");
        Path folder =
                home == null
                        ? Path.of(alone)
                        : Path.of(home).resolve("reports").resolve("target").resolve(atHome);
        return shortest(folder);
    }

    /** Where to keep runs: where somebody says, or else at home. */
    static Path shortestOf(@Nullable Path out, Path usual) {
        return shortest(out == null ? usual : out);
    }

    /** The path as seen from where the command was called, if that is shorter. */
    static Path shortest(Path path) {
        Path here = Path.of("").toAbsolutePath();
        Path absolute = path.toAbsolutePath().normalize();
        return absolute.startsWith(here) ? here.relativize(absolute) : absolute;
    }
}
