package org.rsmtck.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rsmtck.reference.TestFabric.SEGMENT;
import static org.rsmtck.reference.TestFabric.refusal;

import org.junit.jupiter.api.Test;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Permission;
import org.rsmtck.api.RsmError;

/** What an exporter leaves in the folder when it dies, and what becomes of it. */
class StaleNameTest {

    @Test
    void the_name_of_a_dead_exporter_stands_for_nothing() {
        try (TestFabric fabric = TestFabric.oneNode();
                Rsm importer = fabric.join(1)) {
            leaveStaleName(fabric);
            Controller controller = importer.controller("loopback");
            assertThat(refusal(() -> controller.connect(1, SEGMENT, Permission.READ)))
                    .isEqualTo(RsmError.SEG_NOT_PUBLISHED);
        }
    }

    @Test
    void a_new_publish_takes_its_place() {
        try (TestFabric fabric = TestFabric.oneNode();
                Rsm rsm = fabric.join(1)) {
            leaveStaleName(fabric);
            Controller controller = rsm.controller("loopback");
            ExportSegment segment = controller.export(4096, offset -> offset + 1, false);
            segment.publish(SEGMENT, AccessList.everyone());
            assertThat(fabric.publications()).hasSize(2);

            byte[] word = new byte[8];
            ImportSegment imported = controller.connect(1, SEGMENT, Permission.READ);
            imported.initBarrier();
            imported.get(0, word);
            assertThat(word[0]).isEqualTo((byte) 1);
        }
    }

    @Test
    void the_next_to_join_removes_it() {
        try (TestFabric fabric = TestFabric.oneNode()) {
            leaveStaleName(fabric);
            assertThat(fabric.publications()).hasSize(2);
            fabric.join(1).close();
            assertThat(fabric.publications()).isEmpty();
        }
    }

    @Test
    void what_the_living_published_is_left_alone() {
        try (TestFabric fabric = TestFabric.oneNode();
                Rsm rsm = fabric.join(1)) {
            rsm.controller("loopback").export(4096).publish(SEGMENT, AccessList.everyone());
            fabric.join(1).close();
            assertThat(fabric.publications()).hasSize(2);
        }
    }

    private static void leaveStaleName(TestFabric fabric) {
        Rsm dead = fabric.joinWithoutSweeping(1);
        dead.controller("loopback").export(4096).publish(SEGMENT, AccessList.everyone());
        dead.abandon();
    }
}
