package org.rsmtck.reports;

import java.util.Locale;

/** Lengths of time as people read them. */
final class Durations {
    private Durations() {}

    /** For instance {@code 850 ms}, {@code 42.3 s}, {@code 3 min 5 s}, {@code 2 h 7 min}. */
    static String words(long milliseconds) {
        if (milliseconds < 1000) {
            return milliseconds + " ms";
        }
        if (milliseconds < 60_000) {
            return String.format(
                    Locale.ROOT, "%d.%d s", milliseconds / 1000, milliseconds / 100 % 10);
        }
        long seconds = milliseconds / 1000;
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d min %d s", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d h %d min", seconds / 3600, seconds / 60 % 60);
    }
}
