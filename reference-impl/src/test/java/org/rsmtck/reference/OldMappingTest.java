package org.rsmtck.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rsmtck.reference.TestFabric.SEGMENT;

import org.junit.jupiter.api.Test;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Event;
import org.rsmtck.api.Permission;

/** Raw loads and stores through a mapping, once its import has been disconnected by force. */
class OldMappingTest {
    private static final byte[] OWN = {1, 2, 3, 4, 5, 6, 7, 8};
    private static final byte[] FOREIGN = {9, 9, 9, 9, 9, 9, 9, 9};

    @Test
    void after_unpublish_the_exporters_memory_is_out_of_reach() {
        try (TestFabric fabric = TestFabric.oneNode();
                Rsm exporter = fabric.join(1);
                Rsm importer = fabric.join(1)) {
            ExportSegment segment = exporter.controller("loopback").export(8192);
            segment.publish(SEGMENT, AccessList.everyone());
            ImportSegment old = mapped(importer, "loopback", 1);

            segment.unpublish();
            segment.write(0, OWN);
            assertOutOfReach(old, segment);

            segment.publish(SEGMENT, AccessList.everyone());
            assertOutOfReach(old, segment);
        }
    }

    @Test
    void after_destroy_the_next_segment_of_that_id_is_out_of_reach() {
        try (TestFabric fabric = TestFabric.oneNode();
                Rsm exporter = fabric.join(1);
                Rsm importer = fabric.join(1)) {
            Controller controller = exporter.controller("loopback");
            ExportSegment first = controller.export(8192);
            first.publish(SEGMENT, AccessList.everyone());
            ImportSegment old = mapped(importer, "loopback", 1);

            first.destroy();
            ExportSegment next = controller.export(8192);
            next.publish(SEGMENT, AccessList.everyone());
            next.write(0, OWN);
            assertOutOfReach(old, next);
        }
    }

    @Test
    void after_the_loss_of_the_link_the_segment_is_out_of_reach() {
        try (TestFabric fabric = TestFabric.twoNodes();
                Rsm exporter = fabric.join(1);
                Rsm importer = fabric.join(2)) {
            ExportSegment segment = exporter.controller("a").export(8192);
            segment.publish(SEGMENT, AccessList.everyone());
            ImportSegment old = mapped(importer, "b", 1);

            var link = fabric.folder().topology().links().iterator().next();
            fabric.folder().apply(new Event.LinkLost(link));
            fabric.folder().apply(new Event.LinkBack(link));
            segment.write(0, OWN);
            assertOutOfReach(old, segment);
        }
    }

    @Test
    void after_the_death_of_the_exporter_loads_and_stores_do_not_fault() {
        try (TestFabric fabric = TestFabric.oneNode();
                Rsm importer = fabric.join(1)) {
            Rsm exporter = fabric.join(1);
            exporter.controller("loopback").export(8192).publish(SEGMENT, AccessList.everyone());
            ImportSegment old = mapped(importer, "loopback", 1);
            exporter.abandon();
            try (Rsm next = fabric.join(1)) {
                ExportSegment segment = next.controller("loopback").export(8192);
                segment.publish(SEGMENT, AccessList.everyone());
                segment.write(0, OWN);
                assertOutOfReach(old, segment);
            }
        }
    }

    private static ImportSegment mapped(Rsm importer, String controller, int node) {
        ImportSegment segment =
                importer.controller(controller).connect(node, SEGMENT, Permission.READ_WRITE);
        segment.map(Permission.READ_WRITE, 0, 8192);
        return segment;
    }

    private static void assertOutOfReach(ImportSegment old, ExportSegment segment) {
        byte[] word = new byte[8];
        old.load(0, word);
        assertThat(word).isNotEqualTo(OWN);
        old.store(0, FOREIGN);
        segment.read(0, word);
        assertThat(word).isEqualTo(OWN);
    }
}
