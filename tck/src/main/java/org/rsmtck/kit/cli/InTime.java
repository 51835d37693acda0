package org.rsmtck.kit.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work that is left behind when its time is over, wherever it stands: it may wait for a pipe. */
final class InTime {
    private InTime() {}

    /**
     * What the work comes to, done by a thread of its own; empty if it takes longer, or if the
     * caller is interrupted.
     *
     * @param work throws only what is unchecked
     */
    static <T> Optional<T> done(Duration longest, String thread, Callable<T> work) {
        CompletableFuture<T> doing = new CompletableFuture<>();
        Thread.ofPlatform()
                .name(thread)
                .daemon()
                .start(() -> {
                    try {
                        doing.complete(work.call());
                    } catch (Throwable t) {
                        doing.completeExceptionally(t);
                    }
                });
        try {
            return Optional.of(doing.get(longest.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            if (e.getCause() instanceof Error known) {
                throw known;
            }
            throw new IllegalStateException(thread, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
