package org.rsmtck.kit.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

import org.jspecify.annotations.Nullable;
import org.rsmtck.explore.packed.PackedSearch;

import java.time.Duration;

/**
 * Shows how far a search is, which nobody can know the end of: a counter on a terminal, now and
 * then a line elsewhere.
 */
final class SearchProgress implements PackedSearch.Progress, AutoCloseable {
    private static final long QUIET_NANOS = Duration.ofSeconds(5).toNanos();

    private final boolean isTerminal = Terminal.isThere();
    private final String scope;
    private final long start = System.nanoTime();
    private @Nullable ProgressBar bar;
    private long lastTold = start;

    SearchProgress(String scope) {
        this.scope = scope;
    }

    @Override
    public void at(PackedSearch.Reach reach) {
        long now = System.nanoTime();
        String rate =
                "depth %d, %,.0f states/s"
                        .formatted(reach.depth(), reach.states() * 1e9 / (now - start));
        if (isTerminal) {
            show(reach, rate);
        } else if (now - lastTold > QUIET_NANOS) {
            lastTold = now;
            System.err.printf("%s: %,d states, %s%n", scope, reach.states(), rate);
        }
    }

    private void show(PackedSearch.Reach reach, String rate) {
        if (bar == null) {
            bar =
                    new ProgressBarBuilder()
                            .setTaskName(scope)
                            .setInitialMax(-1)
                            .setUnit(" states", 1)
                            .setStyle(ProgressBarStyle.ASCII)
                            .setUpdateIntervalMillis(200)
                            .clearDisplayOnFinish()
                            .build();
        }
        bar.setExtraMessage(rate);
        bar.stepTo(reach.states());
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
