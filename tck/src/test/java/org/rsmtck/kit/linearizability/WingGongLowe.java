package org.rsmtck.kit.linearizability;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The search that others do, to compare with: of J. M. Wing and C. Gong, with the memory of G. Lowe
 * of which operations led to which states, for each object by itself, as in the checker Porcupine.
 * It knows of nothing that commutes.
 */
public final class WingGongLowe<S, O> {
    private final Specification<S, O> specification;
    private final Entry<O> head = new Entry<>(null, -1, null);
    private int answered;

    private static final class Entry<O> {
        private final O operation;
        private final int id;
        private final Entry<O> end;
        private Entry<O> before;
        private Entry<O> after;

        Entry(O operation, int id, Entry<O> end) {
            this.operation = operation;
            this.id = id;
            this.end = end;
        }
    }

    private record Moment<O>(long time, boolean isEnd, Entry<O> entry) {}

    private record Known<S>(BitSet done, S states) {}

    private record Made<S, O>(Entry<O> entry, S before) {}

    private WingGongLowe(Specification<S, O> specification, List<Timed<O>> operations) {
        this.specification = specification;
        List<Moment<O>> moments = new ArrayList<>();
        for (int id = 0; id < operations.size(); id++) {
            Timed<O> one = operations.get(id);
            Entry<O> end = new Entry<>(null, one.isAnswered() ? id : -1, null);
            moments.add(new Moment<>(one.begin(), false, new Entry<>(one.operation(), id, end)));
            moments.add(new Moment<>(one.end(), true, end));
            answered += one.isAnswered() ? 1 : 0;
        }
        moments.sort((one, other) ->
                one.time() != other.time()
                        ? Long.compare(one.time(), other.time())
                        : Boolean.compare(one.isEnd(), other.isEnd()));
        Entry<O> last = head;
        for (Moment<O> moment : moments) {
            last.after = moment.entry();
            moment.entry().before = last;
            last = moment.entry();
        }
    }

    /** Whether some order is allowed from the beginning, of each object. */
    public static <S, O> boolean isLinearizable(
            Specification<S, O> specification, Collection<Timed<O>> operations) {
        Map<Object, List<Timed<O>>> byObject = new LinkedHashMap<>();
        for (Timed<O> one : operations) {
            byObject.computeIfAbsent(
                            specification.object(one.operation()), none -> new ArrayList<>())
                    .add(one);
        }
        for (List<Timed<O>> own : byObject.values()) {
            if (!new WingGongLowe<>(specification, own).isOrdered()) {
                return false;
            }
        }
        return true;
    }

    private boolean isOrdered() {
        Set<Known<S>> known = new HashSet<>();
        Deque<Made<S, O>> way = new ArrayDeque<>();
        BitSet done = new BitSet();
        S states = specification.initial();
        Entry<O> entry = head.after;
        while (answered > 0) {
            if (entry.end != null) {
                S next = specification.step(states, entry.operation);
                BitSet more = (BitSet) done.clone();
                more.set(entry.id);
                if (!specification.isEmpty(next) && known.add(new Known<>(more, next))) {
                    way.push(new Made<>(entry, states));
                    states = next;
                    done = more;
                    lift(entry);
                    entry = head.after;
                } else {
                    entry = entry.after;
                }
            } else if (way.isEmpty()) {
                return false;
            } else {
                Made<S, O> last = way.pop();
                states = last.before();
                done = (BitSet) done.clone();
                done.clear(last.entry().id);
                unlift(last.entry());
                entry = last.entry().after;
            }
        }
        return true;
    }

    private void lift(Entry<O> entry) {
        entry.before.after = entry.after;
        entry.after.before = entry.before;
        Entry<O> end = entry.end;
        end.before.after = end.after;
        if (end.after != null) {
            end.after.before = end.before;
        }
        answered -= end.id >= 0 ? 1 : 0;
    }

    private void unlift(Entry<O> entry) {
        Entry<O> end = entry.end;
        end.before.after = end;
        if (end.after != null) {
            end.after.before = end;
        }
        entry.before.after = entry;
        entry.after.before = entry;
        answered += end.id >= 0 ? 1 : 0;
    }
}
