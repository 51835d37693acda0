package org.rsmtck.kit.cli;

import java.util.ArrayList;
import java.util.List;

/** The first few of what may be many, and how many more there are. */
final class Few {
    private static final int SHOWN = 5;

    private Few() {}

    /** A line for each, with that head. */
    static List<String> of(String head, List<String> all) {
        List<String> lines = new ArrayList<>();
        all.stream().limit(SHOWN).forEach(one -> lines.add(head + one));
        if (all.size() > SHOWN) {
            lines.add(head + "and " + (all.size() - SHOWN) + " more, in the report");
        }
        return lines;
    }
}
