package org.rsmtck.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.rsmtck.reference.TestFabric.SEGMENT;

import org.junit.jupiter.api.Test;
import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Permission;
import org.rsmtck.api.RsmError;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What the kernel lets a process do that goes round the library, where it says who a process is.
 */
class KernelModeTest {

    @Test
    void the_file_of_a_segment_grants_what_the_list_grants() throws Exception {
        assertMode(AccessList.of(new AccessEntry(1, 0640)), "rw-r-----");
        assertMode(AccessList.of(new AccessEntry(1, 0444)), "r--r--r--");
        assertMode(AccessList.of(new AccessEntry(1, 0)), "---------");
    }

    @Test
    void it_grants_what_some_node_is_granted() throws Exception {
        assertMode(AccessList.of(new AccessEntry(1, 0400), new AccessEntry(2, 0060)), "r--rw----");
    }

    @Test
    void writing_implies_reading_since_no_mapping_can_do_otherwise() throws Exception {
        assertMode(AccessList.of(new AccessEntry(1, 0620)), "rw-rw----");
    }

    @Test
    void without_a_list_the_umask_of_the_exporter_decides() throws Exception {
        Credentials own = Rsm.ownCredentials();
        assertMode(AccessList.everyone(), 0777 & ~own.umask() & 0666);
    }

    @Test
    void a_new_list_changes_the_file() throws Exception {
        try (TestFabric fabric = TestFabric.ofKernel();
                Rsm rsm = Rsm.join(fabric.path(), 1, Rsm.ownCredentials());
                ExportSegment segment = rsm.controller("loopback").export(4096)) {
            segment.publish(SEGMENT, AccessList.of(new AccessEntry(1, 0666)));
            segment.republish(AccessList.of(new AccessEntry(1, 0400)));
            assertThat(mode(fabric)).isEqualTo("r--------");
        }
    }

    @Test
    void an_ordinary_user_cannot_join_as_someone_else() {
        Credentials own = Rsm.ownCredentials();
        assumeThat(own.uid()).as("the superuser may").isNotZero();
        try (TestFabric fabric = TestFabric.ofKernel()) {
            Credentials other = Credentials.user(own.uid() + 1, own.gid(), 0);
            assertThatThrownBy(() -> Rsm.join(fabric.path(), 1, other))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_superuser_gives_its_files_to_whom_it_plays() throws Exception {
        assumeThat(Rsm.ownCredentials().uid()).as("only the superuser can").isZero();
        try (TestFabric fabric = TestFabric.ofKernel();
                Rsm rsm = Rsm.join(fabric.path(), 1, Credentials.user(4711, 4712, 0));
                ExportSegment segment = rsm.controller("loopback").export(4096)) {
            segment.publish(SEGMENT, AccessList.of(new AccessEntry(1, 0600)));
            assertThat(Files.getAttribute(memory(fabric), "unix:uid")).isEqualTo(4711);
            assertThat(Files.getAttribute(memory(fabric), "unix:gid")).isEqualTo(4712);
            try (Rsm same = Rsm.join(fabric.path(), 1, Credentials.user(4711, 1, 0))) {
                same.controller("loopback").connect(1, SEGMENT, Permission.READ_WRITE);
            }
        }
    }

    @Test
    void nobody_takes_away_the_files_of_another() throws Exception {
        assumeThat(Rsm.ownCredentials().uid()).as("only the superuser can be others").isZero();
        assumeThat(Path.of("/usr/bin/setpriv")).exists();
        try (TestFabric fabric = TestFabric.ofKernel();
                Rsm rsm = Rsm.join(fabric.path(), 1, Credentials.user(4711, 4712, 0));
                ExportSegment segment = rsm.controller("loopback").export(4096)) {
            segment.publish(SEGMENT, AccessList.of(new AccessEntry(1, 0666)));
            for (String name : fabric.publications()) {
                Path file = fabric.path().resolve(name);
                assertThat(as(4713, "rm", "-f", file.toString())).as("rm " + name).isNotZero();
                assertThat(as(4713, "mv", file.toString(), file + ".old")).isNotZero();
                assertThat(Files.exists(file, LinkOption.NOFOLLOW_LINKS)).isTrue();
            }
            assertThat(as(4713, "touch", fabric.path() + "/of-4713")).as("his own").isZero();
            assertThat(as(4711, "rm", "-f", fabric.path() + "/of-4713")).isNotZero();
            assertThat(as(4713, "rm", fabric.path() + "/of-4713")).isZero();
        }
    }

    @Test
    void a_publication_in_the_name_of_another_is_none() throws Exception {
        assumeThat(Rsm.ownCredentials().uid()).as("only the superuser can be others").isZero();
        for (boolean isMemory : new boolean[] {false, true}) {
            try (TestFabric fabric = TestFabric.ofKernel();
                    Rsm rsm = Rsm.join(fabric.path(), 1, Credentials.user(4711, 4712, 0));
                    ExportSegment segment = rsm.controller("loopback").export(4096)) {
                segment.publish(SEGMENT, AccessList.of(new AccessEntry(1, 0666)));
                assertThat(connecting(fabric)).isNull();
                Path forged = isMemory ? memory(fabric) : ledger(fabric);
                Files.setAttribute(forged, "unix:uid", 4713);
                assertThat(connecting(fabric))
                        .as(isMemory ? "memory" : "ledger")
                        .isEqualTo(RsmError.SEG_NOT_PUBLISHED);
            }
        }
    }

    /** The refusal that a process of the exporter's user meets when it connects, or null. */
    private static RsmError connecting(TestFabric fabric) {
        try (Rsm importer = Rsm.join(fabric.path(), 1, Credentials.user(4711, 1, 0))) {
            Controller controller = importer.controller("loopback");
            return TestFabric.refusal(() -> controller.connect(1, SEGMENT, Permission.READ));
        }
    }

    private static Path ledger(TestFabric fabric) throws IOException {
        try (Stream<Path> ledgers = Files.list(fabric.path().resolve("exporters"))) {
            return ledgers.findFirst().orElseThrow();
        }
    }

    private static int as(int uid, String... command) throws Exception {
        List<String> words =
                new ArrayList<>(
                        List.of("setpriv", "--reuid=" + uid, "--regid=" + uid, "--clear-groups"));
        words.addAll(List.of(command));
        Process process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static void assertMode(AccessList list, int mode) throws Exception {
        StringBuilder text = new StringBuilder();
        for (int bit = 8; bit >= 0; bit--) {
            text.append((mode >> bit & 1) == 0 ? '-' : "xwr".charAt(bit % 3));
        }
        assertMode(list, text.toString());
    }

    private static void assertMode(AccessList list, String mode) throws Exception {
        try (TestFabric fabric = TestFabric.ofKernel();
                Rsm rsm = Rsm.join(fabric.path(), 1, Rsm.ownCredentials());
                ExportSegment segment = rsm.controller("loopback").export(4096)) {
            segment.publish(SEGMENT, list);
            assertThat(mode(fabric)).isEqualTo(mode);
        }
    }

    private static String mode(TestFabric fabric) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(memory(fabric)));
    }

    private static Path memory(TestFabric fabric) {
        String name =
                fabric.publications().stream()
                        .filter(file -> file.endsWith(".memory"))
                        .findFirst()
                        .orElseThrow();
        return fabric.path().resolve(name);
    }
}
