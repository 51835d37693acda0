package org.rsmtck.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rsmtck.reference.TestFabric.SEGMENT;
import static org.rsmtck.reference.TestFabric.refusal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Permission;
import org.rsmtck.api.RsmError;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Calls of several threads at the same time: they take effect one after the other. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RaceTest {
    private static final int ROUNDS = 1000;

    /** Long enough for a put to be caught in the middle. */
    private static final int LENGTH = 1 << 18;

    @Test
    void of_many_disconnects_one_succeeds() throws Exception {
        inRounds(
                3,
                (segment, connected) ->
                        List.of(
                                connected::disconnect,
                                connected::disconnect,
                                connected::disconnect),
                (segment, connected, errors) ->
                        assertThat(errors)
                                .containsExactlyInAnyOrder(
                                        null, RsmError.BAD_SEG_HNDL, RsmError.BAD_SEG_HNDL));
    }

    @Test
    void a_mapping_never_outlives_its_import() throws Exception {
        inRounds(
                2,
                (segment, connected) ->
                        List.of(
                                connected::disconnect,
                                () -> connected.map(Permission.READ, 0, 4096)),
                (segment, connected, errors) -> {
                    if (errors.get(1) == null) {
                        assertThat(errors.get(0)).isEqualTo(RsmError.SEG_STILL_MAPPED);
                        connected.unmap();
                        connected.disconnect();
                    } else {
                        assertThat(errors).containsExactly(null, RsmError.BAD_SEG_HNDL);
                    }
                });
    }

    @Test
    void a_poll_descriptor_never_outlives_its_import() throws Exception {
        inRounds(
                2,
                (segment, connected) -> List.of(connected::disconnect, connected::getPollfd),
                (segment, connected, errors) -> {
                    if (errors.get(1) == null) {
                        assertThat(errors.get(0)).isEqualTo(RsmError.POLLFD_IN_USE);
                        connected.releasePollfd();
                        connected.disconnect();
                    } else {
                        assertThat(errors).containsExactly(null, RsmError.BAD_SEG_HNDL);
                    }
                });
    }

    @Test
    void a_put_that_succeeded_before_unpublish_is_in_the_memory_and_one_that_did_not_is_not()
            throws Exception {
        byte[] data = new byte[LENGTH];
        Arrays.fill(data, (byte) 7);
        inRounds(
                2,
                (segment, connected) -> List.of(segment::unpublish, () -> connected.put(0, data)),
                (segment, connected, errors) -> {
                    byte[] memory = new byte[LENGTH];
                    segment.read(0, memory);
                    assertThat(errors.get(0)).isNull();
                    if (errors.get(1) == null) {
                        assertThat(memory).isEqualTo(data);
                    } else {
                        assertThat(errors.get(1)).isEqualTo(RsmError.CONN_ABORTED);
                        assertThat(memory).isEqualTo(new byte[LENGTH]);
                    }
                    connected.disconnect();
                });
    }

    @Test
    void a_process_can_die_in_the_middle_of_its_calls() throws Exception {
        byte[] data = new byte[LENGTH];
        try (TestFabric fabric = TestFabric.oneNode();
                Rsm exporter = fabric.join(1);
                ExportSegment segment = exporter.controller("loopback").export(LENGTH);
                Threads threads = new Threads(3)) {
            segment.publish(SEGMENT, AccessList.everyone());
            for (int round = 0; round < ROUNDS / 10; round++) {
                Rsm dying = fabric.join(1);
                ImportSegment connected =
                        dying.controller("loopback").connect(1, SEGMENT, Permission.READ_WRITE);
                connected.initBarrier();
                connected.map(Permission.READ_WRITE, 0, LENGTH);
                List<RsmError> errors =
                        threads.run(
                                List.of(
                                        dying::abandon,
                                        untilRefused(() -> connected.put(0, data)),
                                        untilRefused(() -> connected.load(0, data))));
                assertThat(errors)
                        .containsExactly(null, RsmError.BAD_SEG_HNDL, RsmError.BAD_SEG_HNDL);
            }
            segment.unpublish();
        }
    }

    private static Runnable untilRefused(Runnable call) {
        return () -> {
            while (true) {
                call.run();
            }
        };
    }

    @Test
    void of_two_publishes_of_one_id_one_succeeds() throws Exception {
        try (TestFabric fabric = TestFabric.oneNode();
                Rsm one = fabric.join(1);
                Rsm other = fabric.join(1);
                ExportSegment first = one.controller("loopback").export(4096);
                ExportSegment second = other.controller("loopback").export(4096);
                Threads threads = new Threads(2)) {
            for (int round = 0; round < ROUNDS; round++) {
                List<RsmError> errors =
                        threads.run(
                                List.of(
                                        () -> first.publish(SEGMENT, AccessList.everyone()),
                                        () -> second.publish(SEGMENT, AccessList.everyone())));
                assertThat(errors).containsExactlyInAnyOrder(null, RsmError.SEGID_IN_USE);
                (errors.get(0) == null ? first : second).unpublish();
            }
            assertThat(fabric.publications()).isEmpty();
        }
    }

    @Test
    void a_connect_beside_unpublish_is_forced_off_or_finds_nothing() throws Exception {
        try (TestFabric fabric = TestFabric.oneNode();
                Rsm one = fabric.join(1);
                Rsm other = fabric.join(1);
                ExportSegment segment = one.controller("loopback").export(4096);
                Threads threads = new Threads(2)) {
            Controller controller = other.controller("loopback");
            for (int round = 0; round < ROUNDS; round++) {
                segment.publish(SEGMENT, AccessList.everyone());
                List<ImportSegment> connected = new ArrayList<>();
                List<RsmError> errors =
                        threads.run(
                                List.of(
                                        segment::unpublish,
                                        () ->
                                                connected.add(
                                                        controller.connect(
                                                                1,
                                                                SEGMENT,
                                                                Permission.READ_WRITE))));
                assertThat(errors.get(0)).isNull();
                if (errors.get(1) == null) {
                    ImportSegment late = connected.get(0);
                    late.initBarrier();
                    assertThat(refusal(() -> late.put(0, new byte[8])))
                            .isEqualTo(RsmError.CONN_ABORTED);
                    late.disconnect();
                } else {
                    assertThat(errors.get(1)).isEqualTo(RsmError.SEG_NOT_PUBLISHED);
                }
            }
        }
    }

    private interface Race {
        List<Runnable> calls(ExportSegment segment, ImportSegment connected);
    }

    private interface Outcome {
        void judge(ExportSegment segment, ImportSegment connected, List<RsmError> errors);
    }

    private static void inRounds(int threadCount, Race race, Outcome outcome) throws Exception {
        try (TestFabric fabric = TestFabric.oneNode();
                Rsm exporter = fabric.join(1);
                Rsm importer = fabric.join(1);
                Threads threads = new Threads(threadCount)) {
            Controller controller = importer.controller("loopback");
            for (int round = 0; round < ROUNDS; round++) {
                try (ExportSegment segment = exporter.controller("loopback").export(LENGTH)) {
                    segment.publish(SEGMENT, AccessList.everyone());
                    ImportSegment connected = controller.connect(1, SEGMENT, Permission.READ_WRITE);
                    connected.initBarrier();
                    outcome.judge(segment, connected, threads.run(race.calls(segment, connected)));
                }
            }
        }
    }

    /** Threads that start their calls together. */
    private static final class Threads implements AutoCloseable {
        private final ExecutorService executor;
        private final CyclicBarrier start;

        Threads(int count) {
            executor = Executors.newFixedThreadPool(count);
            start = new CyclicBarrier(count);
        }

        /** The errors of the calls, null for those that succeeded, in their order. */
        List<RsmError> run(List<Runnable> calls) throws Exception {
            List<Callable<RsmError>> tasks = new ArrayList<>();
            for (Runnable call : calls) {
                tasks.add(() -> {
                    start.await();
                    return refusal(call);
                });
            }
            List<RsmError> errors = new ArrayList<>();
            for (Future<RsmError> done : executor.invokeAll(tasks)) {
                errors.add(done.get());
            }
            return errors;
        }

        @Override
        public void close() {
            executor.shutdownNow();
        }
    }
}
