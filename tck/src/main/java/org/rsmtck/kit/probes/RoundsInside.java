package org.rsmtck.kit.probes;

import org.rsmtck.api.Call;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.api.Session;
import org.rsmtck.api.Topology;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.judge.Uncaused;
import org.rsmtck.kit.plan.Owed;
import org.rsmtck.model.Model;
import org.rsmtck.reports.Failure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Many rounds of connect, map, unmap and disconnect on a target in this process, after which the
 * process must hold no more descriptors and mappings than before. What it holds as objects of its
 * own cannot be told from garbage, and is not judged. Growth counts only if a second measurement
 * shows it too, for the kit lives in the same process.
 */
final class RoundsInside {
    static final Owed OWED =
            new Owed(
                    ProbesSuite.NAME + ": many rounds in this process",
                    ProbesSuite.NAME,
                    List.of("disconnect/frees-resources"),
                    List.of());

    static final int ROUNDS = 2_000;

    private static final int WARM_UP = 300;

    /** One round in ten that leaves something behind is seen; the kit's own threads are not. */
    private static final int SHARE = 10;

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Path MAPPINGS = Path.of("/proc/self/maps");

    /** What the process holds. */
    private record Held(long descriptors, long mappings) {
        static Held now() {
            try (Stream<Path> open = Files.list(DESCRIPTORS);
                    Stream<String> maps = Files.lines(MAPPINGS)) {
                return new Held(open.count(), maps.count());
            } catch (IOException e) {
                throw new NotReadyException(
                        "what this process holds cannot be counted: " + e.getMessage());
            }
        }

        /** What has grown since, and by how much; empty if nothing has. */
        Optional<String> grown(Held since) {
            long bound = ROUNDS / SHARE;
            if (descriptors - since.descriptors >= bound) {
                return Optional.of(descriptors - since.descriptors + " descriptors");
            }
            return mappings - since.mappings >= bound
                    ? Optional.of(mappings - since.mappings + " mappings")
                    : Optional.empty();
        }
    }

    private final Fabric fabric;
    private final Model model;
    private final AtomicLong calls = new AtomicLong();

    RoundsInside(Fabric fabric, Model model) {
        this.fabric = fabric;
        this.model = model;
    }

    /** How many calls were made. */
    long calls() {
        return calls.get();
    }

    static boolean canCount() {
        return Files.isDirectory(DESCRIPTORS) && Files.isReadable(MAPPINGS);
    }

    /** What was measured. */
    static String notes() {
        return String.format(
                Locale.ROOT,
                "%,d rounds of connect, map, unmap and disconnect in this process: no descriptor"
                        + " and no mapping more",
                ROUNDS);
    }

    /**
     * Goes the rounds.
     *
     * @return the failure, if they leave something behind
     * @throws NotReadyException if a call on the way is refused
     */
    Optional<Failure> go(String replay, Duration patience) {
        CompletableFuture<Optional<Failure>> going = new CompletableFuture<>();
        Thread.ofPlatform()
                .name("rsm-tck-rounds")
                .daemon()
                .start(() -> {
                    try {
                        going.complete(gone(replay));
                    } catch (Throwable t) {
                        going.completeExceptionally(t);
                    }
                });
        return awaited(going, patience);
    }

    /** Waits as long as calls are answered. */
    private Optional<Failure> awaited(
            CompletableFuture<Optional<Failure>> going, Duration patience) {
        while (true) {
            long answered = calls();
            try {
                return going.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (calls() == answered) {
                    throw new NotReadyException(
                            "a call, one of many, was not answered within "
                                    + patience.toMillis()
                                    + " ms");
                }
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException thrown) {
                    throw thrown;
                }
                throw new IllegalStateException("the rounds ended early", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new NotReadyException("the kit was interrupted during the rounds");
            }
        }
    }

    private Optional<Failure> gone(String replay) {
        try (Session session = fabric.open(Topology.oneNode())) {
            calls.incrementAndGet();
            Participant process = session.attach(ProbeContext.NODE, ProbeContext.OWNER);
            long page = fabric.capabilities().pageSize();
            int segment = ProbeContext.segment();
            long controller = handle(process, Fixture.controller());
            long export =
                    handle(
                            process,
                            new Call.ExportCreate(
                                    controller, Memory.aligned(Fixture.FILL), page, 1, Out.VALID));
            done(process, Fixture.publish(export, segment));
            Call.Connect connect = Fixture.connect(controller, segment);
            rounds(process, connect, page, WARM_UP);
            Held before = Held.now();
            rounds(process, connect, page, ROUNDS);
            Held after = Held.now();
            if (after.grown(before).isEmpty()) {
                return Optional.empty();
            }
            rounds(process, connect, page, ROUNDS);
            return Held.now().grown(after).map(more -> failure(more, replay));
        }
    }

    private void rounds(Participant process, Call.Connect connect, long page, int rounds) {
        for (int round = 0; round < rounds; round++) {
            long handle = handle(process, connect);
            done(process, new Call.Map(handle, Permission.READ_WRITE, 0, page, Out.VALID));
            done(process, new Call.Unmap(handle));
            done(process, new Call.Disconnect(handle));
        }
    }

    private long handle(Participant process, Call call) {
        if (asked(process, call) instanceof Reply.Handle(long handle)) {
            return handle;
        }
        throw new NotReadyException(call.word() + ", one of many, was answered without a handle");
    }

    private void done(Participant process, Call call) {
        asked(process, call);
    }

    private Reply asked(Participant process, Call call) {
        Reply reply =
                Insistence.answer(
                        () -> {
                            calls.incrementAndGet();
                            return process.call(call);
                        },
                        refused -> Uncaused.isOne(model, new Observation.Called(0, call, refused)));
        if (!(reply instanceof Reply.Success)) {
            throw new NotReadyException(call.word() + ", one of many, was answered " + reply);
        }
        return reply;
    }

    private static Failure failure(String more, String replay) {
        String found =
                String.format(
                        Locale.ROOT, "after %,d rounds this process holds %s more", ROUNDS, more);
        return new Failure(
                "disconnect-frees-resources-in-this-process",
                OWED.clauses().getFirst(),
                List.of(),
                ProbesSuite.NAME,
                4,
                List.of("no more descriptors and mappings than before"),
                found,
                List.of("a second measurement of as many rounds showed it too"),
                List.of(
                        new Failure.Line(1, 0, "connect", "import 1"),
                        new Failure.Line(2, 0, "map(import 1)", "success"),
                        new Failure.Line(3, 0, "unmap(import 1)", "success"),
                        new Failure.Line(4, 0, "disconnect(import 1), of each round", "success")),
                replay,
                1);
    }
}
