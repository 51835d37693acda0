package org.rsmtck.reports;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What has changed since an earlier run of the same.
 *
 * @param baseline the statement of the earlier run, in one line
 * @param fresh obligations that fail and did not: they passed, were not judged, or were not owed
 * @param fixed those that failed and pass
 * @param unchanged those that fail as they did, by whatever clause
 * @param lost those that were judged and are not any more
 * @param slower those that passed both times and took at least twice as long, and a second more
 */
public record Comparison(
        String baseline,
        List<Obligation> fresh,
        List<Obligation> fixed,
        List<Obligation> unchanged,
        List<Obligation> lost,
        List<Slower> slower) {

    private static final int TIMES = 2;
    private static final long MORE = 1_000;

    /** An obligation that took longer, and how long it took before, in milliseconds. */
    public record Slower(Obligation obligation, long before) {

        /** For instance {@code 1.2 s, then 4.0 s}. */
        public String words() {
            return Durations.words(before) + ", then " + Durations.words(obligation.milliseconds());
        }
    }

    /** Compares by the ids of obligations. */
    public static Comparison of(Results earlier, Results now) {
        Map<String, Obligation> before = new LinkedHashMap<>();
        earlier.obligations().forEach(one -> before.put(one.id(), one));
        Comparison changes =
                new Comparison(
                        Statement.of(earlier).line(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>());
        for (Obligation one : now.obligations()) {
            Obligation was = before.remove(one.id());
            changes.add(was, one);
        }
        before.values().stream().filter(was -> was.status().isJudged()).forEach(changes.lost::add);
        return changes;
    }

    private void add(@Nullable Obligation was, Obligation one) {
        boolean failed = was != null && was.status().isFailure();
        if (one.status().isFailure()) {
            (failed ? unchanged : fresh).add(one);
        } else if (was == null) {
            return;
        } else if (one.status() != Status.PASSED) {
            if (was.status().isJudged()) {
                lost.add(one);
            }
        } else if (failed) {
            fixed.add(one);
        } else if (was.status() == Status.PASSED && isSlower(was, one)) {
            slower.add(new Slower(one, was.milliseconds()));
        }
    }

    private static boolean isSlower(Obligation was, Obligation now) {
        return now.milliseconds() >= TIMES * was.milliseconds()
                && now.milliseconds() >= was.milliseconds() + MORE;
    }

    /** The ids of the obligations of each kind, by its word; every kind is there. */
    public Map<String, List<String>> byKind() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("new", fresh.stream().map(Obligation::id).toList());
        all.put("fixed", fixed.stream().map(Obligation::id).toList());
        all.put("unchanged", unchanged.stream().map(Obligation::id).toList());
        all.put("not judged any more", lost.stream().map(Obligation::id).toList());
        all.put(
                "slower",
                slower.stream()
                        .map(one -> one.obligation().id() + " (" + one.words() + ")")
                        .toList());
        return all;
    }
}
