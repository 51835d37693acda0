package org.rsmtck.kit.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** What is copied for other users to read can be read by who knows where it is, and no more. */
class StagingTest {
    @TempDir private Path folder;

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void a_copy_can_be_read_and_its_folder_cannot_be_listed() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        Path library = Files.writeString(folder.resolve("librsm.so"), "a library");
        Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("rw-------"));
        Path copy = Staging.readable(library);
        assertThat(copy).isNotEqualTo(library).hasContent("a library");
        assertThat(mode(copy)).isEqualTo("r--r--r--");
        assertThat(mode(copy.getParent())).isEqualTo("rwx--x--x");
        assertThat(mode(copy.getParent().getParent())).isEqualTo("rwx--x--x");
    }

    @Test
    void nothing_is_copied_where_agents_are_the_same_user() throws IOException {
        Path library = Files.writeString(folder.resolve("librsm.so"), "a library");
        Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("rw-------"));
        assertThat(JvmAgent.forLibrary(library, false)).endsWith("--library", library.toString());
    }
}
