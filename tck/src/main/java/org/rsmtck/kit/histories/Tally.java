package org.rsmtck.kit.histories;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What programs with one aim have come to. */
final class Tally {
    private int programs;
    private int met;
    private int judged;
    private int unknown;
    private int nothingPromised;
    private int unready;
    private int untold;
    private String why = "";

    /** Counts one. */
    void add(Aim aim, Ending ending) {
        programs++;
        untold += ending.meets().isKnown() ? 0 : 1;
        boolean isMet = ending.meets().has(aim);
        met += isMet ? 1 : 0;
        switch (ending.kind()) {
            case RIGHT -> judged += isMet ? 1 : 0;
            case UNKNOWN -> {
                unknown++;
                why = ending.why();
            }
            case NOTHING_PROMISED -> nothingPromised++;
            case UNREADY -> {
                unready++;
                why = ending.why();
            }
            case WRONG -> {}
        }
    }

    int programs() {
        return programs;
    }

    /** Whether what was aimed at was brought about at least once, and found right. */
    boolean isExercised() {
        return judged > 0;
    }

    /** Whether it was brought about, and nothing is promised of it whenever it is. */
    boolean isNeverPromised() {
        return judged == 0 && met > 0 && nothingPromised > 0 && unknown == 0;
    }

    /** For the report. */
    String words() {
        List<String> words = new ArrayList<>();
        words.add(
                String.format(
                        Locale.ROOT,
                        "at the same time in %,d of %,d programs, %,d of them right",
                        met,
                        programs,
                        judged));
        add(words, nothingPromised, "of which nothing is promised");
        add(words, unknown, "unknown: " + why);
        add(words, unready, "not brought about: " + why);
        add(words, untold, "of which the agents do not tell what overlapped");
        return String.join("; ", words);
    }

    private static void add(List<String> words, int count, String what) {
        if (count > 0) {
            words.add(String.format(Locale.ROOT, "%,d %s", count, what));
        }
    }
}
