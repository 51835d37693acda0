package org.rsmtck.kit.probes;

import org.rsmtck.kit.wire.Line;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What a process held, each time that it was measured; what could not be counted is negative. */
final class Usages {
    private final List<Line> all = new ArrayList<>();

    void add(Line usage) {
        all.add(usage);
    }

    int size() {
        return all.size();
    }

    /** Whether nothing could be counted from the first. */
    boolean areUnknown() {
        return Arrays.stream(Measure.values()).allMatch(measure -> at(measure, 0) < 0);
    }

    /**
     * @param rounds that lay between two measurements, but for the first two
     * @param isSure whether only what grew all the time has grown: what is kept open for good, once
     *     or up to some number, is no leak
     * @param isCut whether the last measurement came before its time
     */
    boolean hasGrown(Measure measure, int rounds, boolean isSure, boolean isCut) {
        int last = all.size() - 1;
        if (at(measure, 0) < 0) {
            return false;
        }
        if (at(measure, last) < 0) {
            // It could be counted before: now no descriptor is left to count with.
            return measure == Measure.DESCRIPTORS;
        }
        long bound = measure.bound((long) rounds * (last - 1));
        if (measure != Measure.RESIDENT) {
            return at(measure, last) - at(measure, 0) > bound
                    && (!isSure || growsInEach(measure, isCut ? last - 1 : last, bound));
        }
        return last > 1
                && (isSure
                        ? growsInEach(measure, last, bound)
                        : at(measure, last) - at(measure, 1) > bound);
    }

    /** Whether each part up to this measurement, if all were like it, would exceed the bound. */
    private boolean growsInEach(Measure measure, int to, long bound) {
        int parts = all.size() - 2;
        return IntStream.range(1, to)
                .allMatch(i -> (at(measure, i + 1) - at(measure, i)) * parts > bound);
    }

    private long at(Measure measure, int when) {
        return all.get(when).integer(measure.field());
    }

    String figure(Measure measure, int when) {
        long at = at(measure, when);
        return at < 0 ? "more than it can count" : String.format(Locale.ROOT, "%,d", at);
    }

    String more(Measure measure, int since) {
        int last = all.size() - 1;
        return at(measure, last) < 0
                ? "more %s than it can count".formatted(measure.words())
                : String.format(
                        Locale.ROOT,
                        "%,d %s more",
                        at(measure, last) - at(measure, since),
                        measure.words());
    }
}
