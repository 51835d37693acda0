package org.rsmtck.kit.history;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Which operations of a history were under way at the same time. */
final class Overlaps {
    private final List<Operation> all;
    private final Map<Integer, List<Operation>> others = new HashMap<>();

    Overlaps(Operations operations) {
        all = new ArrayList<>(operations.over());
        all.addAll(operations.open());
        all.sort(Comparator.comparingInt(Operation::number));
        for (Operation one : all) {
            others.put(
                    one.number(),
                    all.stream().filter(other -> other != one && overlap(one, other)).toList());
        }
    }

    /** All operations, in the order of their numbers. */
    List<Operation> all() {
        return all;
    }

    private static boolean overlap(Operation one, Operation other) {
        return one.begin() < end(other) && other.begin() < end(one);
    }

    private static int end(Operation operation) {
        return switch (operation) {
            case Operation.Completed over -> over.end();
            case Operation.Pending open -> Integer.MAX_VALUE;
        };
    }

    /** What was under way while this was, in the order of the numbers. */
    List<Operation> of(Operation one) {
        return requireNonNull(others.get(one.number()));
    }

    /** For instance {@code , at the same time as calls 4 to 6 and 9}; empty if nothing was. */
    String words(Operation one) {
        List<Integer> numbers = of(one).stream().map(Operation::number).toList();
        if (numbers.isEmpty()) {
            return "";
        }
        StringJoiner ranges = new StringJoiner(", ");
        String last = "";
        for (int from = 0; from < numbers.size(); ) {
            int to = from;
            while (to + 1 < numbers.size() && numbers.get(to + 1) == numbers.get(to) + 1) {
                to++;
            }
            if (to + 1 - from > 2) {
                last = add(ranges, last, numbers.get(from) + " to " + numbers.get(to));
            } else {
                for (int i = from; i <= to; i++) {
                    last = add(ranges, last, String.valueOf(numbers.get(i)));
                }
            }
            from = to + 1;
        }
        String all = ranges.length() == 0 ? last : ranges + " and " + last;
        return ", at the same time as " + (numbers.size() == 1 ? "call " : "calls ") + all;
    }

    private static String add(StringJoiner ranges, String last, String next) {
        if (!last.isEmpty()) {
            ranges.add(last);
        }
        return next;
    }
}
