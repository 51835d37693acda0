package org.rsmtck.kit.linearizability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * Histories of a register or a store at random: each operation does what it does at a time between
 * its begin and its end, so that they are right; or with another answer, so that they may not be.
 */
public final class ObjectHistories {
    private static final int UNIT = 1_000;
    private static final int VALUES = 4;

    private final Random random;
    private final int clients;

    public ObjectHistories(Random random, int clients) {
        this.random = random;
        this.clients = clients;
    }

    /** Reads, writes and exchanges. */
    public List<Timed<Register.Operation>> register(int operations) {
        int[] state = new int[1];
        return timed(
                operations,
                client -> {
                    int value = random.nextInt(VALUES);
                    int expected = random.nextInt(VALUES);
                    return switch (random.nextInt(3)) {
                        case 0 -> new Register.Operation.Read(state[0]);
                        case 1 -> new Register.Operation.Write(state[0] = value);
                        default -> {
                            boolean isDone = state[0] == expected;
                            state[0] = isDone ? value : state[0];
                            yield new Register.Operation.CompareAndSet(expected, value, isDone);
                        }
                    };
                });
    }

    /**
     * @param keys how many there are
     */
    public List<Timed<Store.Operation>> store(int operations, int keys) {
        Map<String, String> state = new HashMap<>();
        return timed(
                operations,
                client -> {
                    String key = "key " + random.nextInt(keys);
                    String text = String.valueOf(random.nextInt(1_000));
                    return switch (random.nextInt(3)) {
                        case 0 -> new Store.Operation.Get(key, state.getOrDefault(key, ""));
                        case 1 -> {
                            state.put(key, text);
                            yield new Store.Operation.Put(key, text);
                        }
                        default -> {
                            state.merge(key, text, String::concat);
                            yield new Store.Operation.Append(key, text);
                        }
                    };
                });
    }

    /** Gives times to what is done one after another; no client does two things at once. */
    private <O> List<Timed<O>> timed(int operations, Function<Integer, O> doing) {
        List<Integer> callers = new ArrayList<>();
        List<O> done = new ArrayList<>();
        for (int i = 0; i < operations; i++) {
            callers.add(random.nextInt(clients));
            done.add(doing.apply(callers.get(i)));
        }
        List<Timed<O>> timed = new ArrayList<>();
        Map<Integer, Long> freeFrom = new HashMap<>();
        for (int i = 0; i < operations; i++) {
            int next = callers.subList(i + 1, operations).indexOf(callers.get(i));
            int until = next < 0 ? operations : i + 1 + next;
            long effect = (i + 1L) * UNIT;
            long least = freeFrom.getOrDefault(callers.get(i), 0L);
            long begin = effect - random.nextLong(Math.min(effect - least, 5L * UNIT));
            long end = effect + random.nextLong(Math.min((until - i) * (long) UNIT, 5L * UNIT));
            freeFrom.put(callers.get(i), end);
            timed.add(new Timed<>(done.get(i), begin, end));
        }
        return timed;
    }

    /** The same where one read another value. */
    public List<Timed<Register.Operation>> misread(List<Timed<Register.Operation>> right) {
        List<Timed<Register.Operation>> all = new ArrayList<>(right);
        int from = random.nextInt(all.size());
        for (int i = from; i < all.size(); i++) {
            Timed<Register.Operation> one = all.get(i);
            if (one.operation() instanceof Register.Operation.Read(int value)) {
                int other = (value + 1 + random.nextInt(VALUES - 1)) % VALUES;
                all.set(i, new Timed<>(new Register.Operation.Read(other), one.begin(), one.end()));
                return all;
            }
        }
        return all;
    }

    /** The same where one got another text. */
    public List<Timed<Store.Operation>> misgot(List<Timed<Store.Operation>> right) {
        List<Timed<Store.Operation>> all = new ArrayList<>(right);
        for (int i = all.size() / 2; i < all.size(); i++) {
            Timed<Store.Operation> one = all.get(i);
            if (one.operation() instanceof Store.Operation.Get(String key, String _)) {
                all.set(
                        i,
                        new Timed<>(
                                new Store.Operation.Get(key, "nobody's"), one.begin(), one.end()));
                return all;
            }
        }
        return all;
    }

    /** The same where some were not answered. */
    public List<Timed<Register.Operation>> open(
            List<Timed<Register.Operation>> right, int percent) {
        List<Timed<Register.Operation>> all = new ArrayList<>();
        for (Timed<Register.Operation> one : right) {
            all.add(
                    random.nextInt(100) < percent
                            ? new Timed<>(
                                    new Register.Operation.Open(one.operation()),
                                    one.begin(),
                                    Timed.NEVER)
                            : one);
        }
        return all;
    }
}
