package org.rsmtck.kit.execute;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.Mismatch;
import org.rsmtck.model.Interpretation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Cuts a failing program down, by delta debugging: takes parts away and runs the rest again, as
 * long as the same kind of call still fails. It gives up after 2,000 runs or 20 s, with what it has
 * by then.
 */
public final class Minimizer {
    private static final int MOST_RUNS = 2_000;
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final Driver driver;
    private final Collection<Interpretation> readings;
    private final long start = System.nanoTime();
    private int runs;

    public Minimizer(Driver driver, Collection<Interpretation> readings) {
        this.driver = driver;
        this.readings = readings;
    }

    /**
     * A failing outcome of a part of the program that cannot lose one more act and still fail.
     * Where a part that is no shorter fails as well with calls of one kind made alike, that may be
     * cut down further: four connects to one segment need fewer exports than four to two.
     */
    public Outcome minimized(Outcome failing) {
        Outcome smallest = cutDown(failing);
        while (!isTired()) {
            Outcome smaller = cutDown(alike(smallest));
            if (smaller.program().size() >= smallest.program().size()) {
                break;
            }
            smallest = smaller;
        }
        return smallest;
    }

    /** As many calls as can be are made as an earlier one of the same process was. */
    private Outcome alike(Outcome failing) {
        Outcome alike = failing;
        for (int later = 1; later < failing.program().size(); later++) {
            for (int earlier = 0; earlier < later && !isTired(); earlier++) {
                Outcome one = madeAlike(alike, earlier, later);
                if (one != null) {
                    alike = one;
                    break;
                }
            }
        }
        return alike;
    }

    private @Nullable Outcome madeAlike(Outcome failing, int earlier, int later) {
        List<Action> acts = new ArrayList<>(failing.program().acts());
        if (later >= acts.size()
                || !(acts.get(earlier) instanceof Action.Calling model)
                || !(acts.get(later) instanceof Action.Calling call)
                || model.process() != call.process()
                || !model.call().word().equals(call.call().word())) {
            return null;
        }
        Action.Calling alike =
                new Action.Calling(
                        call.id(),
                        call.process(),
                        model.call(),
                        model.handleFrom(),
                        model.segmentFrom());
        if (alike.equals(call)) {
            return null;
        }
        acts.set(later, alike);
        runs++;
        Outcome outcome = driver.run(failing.program().with(acts), List.of(), readings);
        return isSameKind(failing, outcome) ? outcome : null;
    }

    private Outcome cutDown(Outcome failing) {
        Outcome smallest = failing;
        int parts = 2;
        while (smallest.program().size() > 1 && !isTired()) {
            int size = smallest.program().size();
            parts = Math.min(parts, size);
            Outcome smaller = withoutOnePart(smallest, parts);
            if (smaller != null) {
                smallest = smaller;
                parts = Math.max(2, parts - 1);
            } else if (parts < size) {
                parts = Math.min(size, 2 * parts);
            } else {
                break;
            }
        }
        return smallest;
    }

    private @Nullable Outcome withoutOnePart(Outcome failing, int parts) {
        List<Action> acts = failing.program().acts();
        int size = acts.size();
        for (int part = parts - 1; part >= 0; part--) {
            int from = (int) ((long) part * size / parts);
            int to = (int) ((long) (part + 1) * size / parts);
            List<Action> rest = new ArrayList<>(acts.subList(0, from));
            rest.addAll(acts.subList(to, size));
            runs++;
            Outcome outcome = driver.run(failing.program().with(rest), List.of(), readings);
            // What is late is asked for again, so that the rest of a program may become longer.
            if (isSameKind(failing, outcome) && outcome.program().size() < size) {
                return outcome;
            }
            if (isTired()) {
                return null;
            }
        }
        return null;
    }

    /** Whether it gave up: then what it has is short, and need not be the shortest. */
    public boolean hasGivenUp() {
        return isTired();
    }

    private boolean isTired() {
        return runs >= MOST_RUNS || System.nanoTime() - start > LONGEST.toNanos();
    }

    private static boolean isSameKind(Outcome failing, Outcome outcome) {
        return outcome.mismatch().isPresent()
                && kind(failing.mismatch().orElseThrow())
                        .equals(kind(outcome.mismatch().orElseThrow()));
    }

    private static String kind(Mismatch mismatch) {
        String observed =
                switch (mismatch.observed().reply()) {
                    case Reply.Success success -> "success";
                    case Reply.Refused refused -> refused.error().name();
                    case Reply.Unknown unknown -> "unknown";
                    case Reply.NoReply none -> "none";
                };
        return mismatch.observed().call().word() + " " + observed;
    }
}
