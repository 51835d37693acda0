package org.rsmtck.kit.history;

import org.rsmtck.kit.linearizability.Budget;
import org.rsmtck.model.Model;

import java.time.Duration;
import java.util.Arrays;

/** Judges histories again and again, and prints how long that took, as a table in Markdown. */
final class JudgeTable {
    private static final Duration WARM = Duration.ofMillis(500);
    private static final int MOST_WARMING = 100;

    private final Model model;
    private final int runs;
    private final Duration deadline;

    JudgeTable(Model model, int runs, Duration deadline) {
        this.model = model;
        this.runs = runs;
        this.deadline = deadline;
    }

    void head() {
        System.out.println("| history | right | median | slowest | steps |");
        System.out.println("|---|---|--:|--:|--:|");
    }

    void rightAndWrong(String name, History right, History wrong) {
        right(name, right);
        measure(name, wrong, Verdict.NotAllowed.class);
    }

    void right(String name, History right) {
        measure(name, right, Verdict.Linearizable.class);
    }

    private void measure(String name, History history, Class<? extends Verdict> expected) {
        long start = System.nanoTime();
        for (int i = 0; i < MOST_WARMING && System.nanoTime() - start < WARM.toNanos(); i++) {
            judged(history, expected, new Budget(Long.MAX_VALUE, deadline));
        }
        double[] times = new double[runs];
        Budget work = new Budget(Long.MAX_VALUE, deadline);
        boolean isDecided = true;
        for (int run = 0; run < runs && isDecided; run++) {
            work = new Budget(Long.MAX_VALUE, deadline);
            start = System.nanoTime();
            isDecided = judged(history, expected, work);
            Arrays.fill(times, run, runs, (System.nanoTime() - start) / 1e6);
        }
        Arrays.sort(times);
        System.out.printf(
                "| %s | %s | %.2f ms | %.2f ms | %,d |%n",
                name,
                !isDecided ? "gave up" : expected == Verdict.NotAllowed.class ? "no" : "yes",
                times[runs / 2],
                times[runs - 1],
                work.steps());
    }

    private boolean judged(History history, Class<? extends Verdict> expected, Budget work) {
        Verdict verdict = Verdict.of(model, history, work);
        if (!expected.isInstance(verdict) && !(verdict instanceof Verdict.GaveUp)) {
            throw new AssertionError(verdict);
        }
        return expected.isInstance(verdict);
    }
}
