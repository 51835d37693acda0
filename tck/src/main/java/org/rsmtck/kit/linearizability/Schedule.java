package org.rsmtck.kit.linearizability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Which operations may come next when some have been put in order. Never changes. */
public final class Schedule<O> {
    private final List<Timed<O>> over;
    private final List<Timed<O>> open;
    private final int[][] next;
    private final int[] openBy;

    private Schedule(List<Timed<O>> over, List<Timed<O>> open) {
        this.over = over;
        this.open = open;
        this.next = new int[over.size()][];
        this.openBy = new int[over.size()];
        findNext();
    }

    /** Of operations in any order. */
    public static <O> Schedule<O> of(Collection<Timed<O>> operations) {
        List<Timed<O>> over = new ArrayList<>(operations.size());
        List<Timed<O>> open = new ArrayList<>(0);
        for (Timed<O> one : operations) {
            (one.isAnswered() ? over : open).add(one);
        }
        over.sort(Comparator.comparingLong(Timed::end));
        open.sort(Comparator.comparingLong(Timed::begin));
        return new Schedule<>(over, open);
    }

    /** How many operations took effect. */
    public int size() {
        return over.size();
    }

    /** How many were not answered. */
    public int openSize() {
        return open.size();
    }

    /**
     * An operation that took effect.
     *
     * @param index in the order in which they ended
     */
    public Timed<O> over(int index) {
        return over.get(index);
    }

    /**
     * An operation that was not answered.
     *
     * @param index in the order in which they began
     */
    public Timed<O> open(int index) {
        return open.get(index);
    }

    /**
     * The indexes of what may come next of what took effect, those of which have not come already,
     * when everything before index {@code base} has come and {@code base} has not: what began
     * before that ended. Not to be changed.
     */
    int[] next(int base) {
        return next[base];
    }

    /** How many of what was not answered may come next then. */
    public int openBy(int base) {
        return openBy[base];
    }

    /** The indexes of what took effect and was under way at the same time as one of it. */
    public IntStream overlapping(int index) {
        int first = index;
        while (first > 0 && over.get(first - 1).end() > over.get(index).begin()) {
            first--;
        }
        return IntStream.concat(
                IntStream.range(first, index),
                IntStream.of(next[index]).filter(other -> other > index));
    }

    private void findNext() {
        Integer[] byBegin = new Integer[over.size()];
        Arrays.setAll(byBegin, index -> index);
        Arrays.sort(byBegin, Comparator.comparingLong(index -> over.get(index).begin()));
        int[] running = new int[0];
        int begun = 0;
        int opened = 0;
        for (int base = 0; base < over.size(); base++) {
            long end = over.get(base).end();
            int more = begun;
            while (more < byBegin.length && over.get(byBegin[more]).begin() <= end) {
                more++;
            }
            while (opened < open.size() && open.get(opened).begin() < end) {
                opened++;
            }
            int done = base > 0 ? 1 : 0;
            int[] now = Arrays.copyOfRange(running, done, running.length + more - begun);
            for (int i = running.length - done; begun < more; i++) {
                now[i] = byBegin[begun++];
            }
            if (now.length > running.length - done) {
                Arrays.sort(now);
            }
            running = now;
            next[base] = now;
            openBy[base] = opened;
        }
    }
}
