package org.rsmtck.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rsmtck.reference.TestFabric.SEGMENT;
import static org.rsmtck.reference.TestFabric.refusal;

import org.junit.jupiter.api.Test;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.api.Session;
import org.rsmtck.api.Topology;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Descriptors and mappings of this process, counted before and after many rounds. */
class LeakTest {
    private static final int ROUNDS = 2000;

    @Test
    void segments_give_back_all_they_held() throws IOException {
        try (TestFabric fabric = TestFabric.oneNode();
                Rsm rsm = fabric.join(1)) {
            Controller controller = rsm.controller("loopback");
            assertNothingGrows(() -> round(controller));
            assertThat(fabric.publications()).isEmpty();
        }
    }

    private static void round(Controller controller) {
        try (ExportSegment segment = controller.export(8192)) {
            segment.publish(SEGMENT, AccessList.everyone());
            for (int i = 0; i < 2; i++) {
                ImportSegment connected = controller.connect(1, SEGMENT, Permission.READ_WRITE);
                connected.initBarrier();
                connected.map(Permission.READ, 4096, 4096);
                if (i == 0) {
                    connected.unmap();
                    connected.disconnect();
                }
                if (i == 1) {
                    segment.unpublish();
                    connected.close();
                }
            }
            assertThat(refusal(() -> controller.connect(1, SEGMENT, Permission.READ)))
                    .isEqualTo(RsmError.SEG_NOT_PUBLISHED);
            segment.publish(SEGMENT, AccessList.of());
            assertThat(refusal(() -> controller.connect(1, SEGMENT, 0)))
                    .isEqualTo(RsmError.PERM_DENIED);
            try (ExportSegment other = controller.export(4096)) {
                assertThat(refusal(() -> other.publish(SEGMENT, AccessList.everyone())))
                        .isEqualTo(RsmError.SEGID_IN_USE);
            }
        }
    }

    @Test
    void sessions_give_back_all_they_held_also_when_processes_were_killed() throws IOException {
        ReferenceFabric fabric = new ReferenceFabric();
        Credentials user = TestFabric.USER;
        assertNothingGrows(() -> {
            try (Session session = fabric.open(Topology.oneNode())) {
                Participant dying = session.attach(1, user);
                session.attach(1, user);
                long controller = handle(dying.call(new Call.GetController("loopback", Out.VALID)));
                long export =
                        handle(
                                dying.call(
                                        new Call.ExportCreate(
                                                controller,
                                                Memory.aligned(1),
                                                4096,
                                                0,
                                                Out.VALID)));
                dying.call(new Call.Publish(export, SEGMENT, AccessList.everyone(), Out.VALID));
                handle(
                        dying.call(
                                new Call.Connect(
                                        controller, 1, SEGMENT, Permission.READ, Out.VALID)));
                dying.kill();
            }
        });
    }

    private static long handle(Reply reply) {
        return ((Reply.Handle) reply).value();
    }

    private static void assertNothingGrows(Runnable round) throws IOException {
        for (int i = 0; i < 50; i++) {
            round.run();
        }
        long descriptors = descriptors();
        long mappings = mappings();
        for (int i = 0; i < ROUNDS; i++) {
            round.run();
        }
        // The JVM opens and maps a little of its own meanwhile; a leak of one a round would be
        // thousands.
        assertThat(descriptors() - descriptors).as("more descriptors").isLessThan(20);
        assertThat(mappings() - mappings).as("more mappings of fabric files").isLessThan(20);
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    private static long mappings() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> line.contains("rsm-")).count();
        }
    }
}
