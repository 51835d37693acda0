package org.rsmtck.reference.shared;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rsmtck.api.Topology;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is removed at the start is what this engine left, and nobody else's. */
class PrivateFoldersTest {
    @TempDir private Path parent;

    @Test
    void folders_of_others_are_left_alone() throws IOException {
        for (String name :
                List.of(
                        "rsm-tck-1234-1",
                        "rsm-tck-agent-1",
                        "rsm-reference-mine",
                        "rsm-reference-")) {
            Path folder = Files.createDirectory(parent.resolve(name));
            Files.writeString(folder.resolve("fabric"), "of a vendor");
        }
        PrivateFolders.removeForsaken(parent);
        assertThat(parent.toFile().list()).hasSize(4);
        assertThat(parent.resolve("rsm-tck-1234-1/fabric")).exists();
    }

    @Test
    void a_fabric_whose_creator_lives_is_left_alone_and_one_that_is_forsaken_goes()
            throws IOException {
        Path living = parent.resolve("rsm-reference-0123456789abcdef");
        Path forsaken = parent.resolve("rsm-reference-fedcba9876543210");
        FabricFolder.create(forsaken, Topology.oneNode(), Identities.DECLARED).close();
        try (FabricFolder _ =
                FabricFolder.create(living, Topology.oneNode(), Identities.DECLARED)) {
            PrivateFolders.removeForsaken(parent);
            assertThat(living.resolve("fabric")).exists();
            assertThat(forsaken).doesNotExist();
        }
    }
}
