package org.rsmtck.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rsmtck.reference.ProcessOfTest.refused;
import static org.rsmtck.reference.TestFabric.SEGMENT;
import static org.rsmtck.reference.TestFabric.refusal;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Permission;
import org.rsmtck.api.RsmError;
import org.rsmtck.reference.shared.FabricFolder;

import java.nio.file.Path;

/** Two JVMs that share nothing but the folder. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TwoProcessesTest {

    @Test
    void another_jvm_reads_and_writes_what_this_one_exported() throws Exception {
        try (TestFabric fabric = TestFabric.oneNode();
                Rsm rsm = fabric.join(1);
                ProcessOfTest other = ProcessOfTest.start(fabric.path());
                ExportSegment segment = rsm.controller("loopback").export(8192)) {
            segment.publish(SEGMENT, AccessList.everyone());
            segment.write(4096, "exported".getBytes(UTF_8));
            byte[] word = new byte[8];

            assertThat(other.ask("connect")).isEqualTo("ok");
            assertThat(other.ask("get")).isEqualTo("exported");
            assertThat(other.ask("map")).isEqualTo("ok");
            assertThat(other.ask("load")).isEqualTo("exported");
            assertThat(other.ask("put")).isEqualTo("ok");
            segment.read(4096, word);
            assertThat(word).asString(UTF_8).isEqualTo("written!");
            assertThat(other.ask("store")).isEqualTo("ok");
            segment.read(4096, word);
            assertThat(word).asString(UTF_8).isEqualTo("stored!!");
            assertThat(other.ask("post")).isEqualTo("ok");
            segment.waitForSignal(0);
        }
    }

    @Test
    void another_jvms_mapping_never_reaches_memory_that_was_taken_back() throws Exception {
        try (TestFabric fabric = TestFabric.oneNode();
                Rsm rsm = fabric.join(1);
                ProcessOfTest other = ProcessOfTest.start(fabric.path());
                ExportSegment segment = rsm.controller("loopback").export(8192)) {
            segment.publish(SEGMENT, AccessList.everyone());
            segment.write(4096, "earlier!".getBytes(UTF_8));
            assertThat(other.ask("connect")).isEqualTo("ok");
            assertThat(other.ask("map")).isEqualTo("ok");

            segment.unpublish();
            segment.write(4096, "later!!!".getBytes(UTF_8));
            segment.publish(SEGMENT, AccessList.everyone());

            assertThat(other.ask("load")).isEqualTo("earlier!");
            assertThat(other.ask("store")).isEqualTo("ok");
            byte[] word = new byte[8];
            segment.read(4096, word);
            assertThat(word).asString(UTF_8).isEqualTo("later!!!");
            assertThat(other.ask("get")).isEqualTo(refused(RsmError.CONN_ABORTED));
        }
    }

    @Test
    void an_exporter_that_is_killed_is_noticed_and_its_name_is_free() throws Exception {
        try (TestFabric fabric = TestFabric.oneNode();
                Rsm rsm = fabric.join(1);
                ProcessOfTest other = ProcessOfTest.start(fabric.path())) {
            assertThat(other.ask("export")).isEqualTo("ok");
            Controller controller = rsm.controller("loopback");
            ImportSegment segment = controller.connect(1, SEGMENT, Permission.READ_WRITE);
            segment.initBarrier();
            segment.map(Permission.READ_WRITE, 0, 8192);
            segment.put(0, new byte[8]);

            other.kill();

            assertThat(refusal(() -> segment.get(0, new byte[8]))).isEqualTo(RsmError.CONN_ABORTED);
            assertThat(refusal(() -> segment.put(0, new byte[8]))).isEqualTo(RsmError.CONN_ABORTED);
            segment.load(0, new byte[8]);
            segment.store(0, new byte[8]);
            assertThat(refusal(() -> controller.connect(1, SEGMENT, Permission.READ)))
                    .isEqualTo(RsmError.SEG_NOT_PUBLISHED);
            try (ExportSegment next = controller.export(4096)) {
                next.publish(SEGMENT, AccessList.everyone());
                assertThat(fabric.publications()).hasSize(2);
            }
            segment.unmap();
            segment.disconnect();
            assertThat(fabric.publications()).isEmpty();
        }
    }

    @Test
    void the_private_folder_of_a_killed_jvm_is_removed_by_the_next() throws Exception {
        try (TestFabric fabric = TestFabric.oneNode();
                ProcessOfTest dying = ProcessOfTest.start(fabric.path());
                ProcessOfTest next = ProcessOfTest.start(fabric.path())) {
            Path left = Path.of(dying.ask("session"));
            dying.kill();
            assertThat(left).exists();
            Path own = Path.of(next.ask("session"));
            assertThat(left).doesNotExist();
            assertThat(own).exists();
            next.kill();
            try (FabricFolder folder = FabricFolder.open(own)) {
                folder.remove();
            }
        }
    }

    @Test
    void an_importer_that_is_killed_keeps_nobody_waiting() throws Exception {
        try (TestFabric fabric = TestFabric.oneNode();
                Rsm rsm = fabric.join(1);
                ProcessOfTest other = ProcessOfTest.start(fabric.path());
                ExportSegment segment = rsm.controller("loopback").export(8192)) {
            segment.publish(SEGMENT, AccessList.everyone());
            assertThat(other.ask("connect")).isEqualTo("ok");
            assertThat(other.ask("map")).isEqualTo("ok");
            other.kill();
            segment.unpublish();
            segment.destroy();
            assertThat(fabric.publications()).isEmpty();
        }
    }
}
