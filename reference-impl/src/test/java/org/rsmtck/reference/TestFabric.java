package org.rsmtck.reference;

import org.rsmtck.api.Credentials;
import org.rsmtck.api.RsmError;
import org.rsmtck.api.Topology;
import org.rsmtck.reference.shared.FabricFolder;
import org.rsmtck.reference.shared.Identities;
import org.rsmtck.reference.shared.SharedBackend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A fabric folder that goes when the test ends, also when it fails. */
final class TestFabric implements AutoCloseable {
    static final int SEGMENT = 0x400001;
    static final Credentials USER = Credentials.user(1000, 1000, 022);

    private final Path parent;
    private final FabricFolder folder;

    private TestFabric(Topology topology, Identities identities) {
        Path sharedMemory = Path.of("/dev/shm");
        try {
            parent =
                    Files.isWritable(sharedMemory)
                            ? Files.createTempDirectory(sharedMemory, "rsm-reference-test-")
                            : Files.createTempDirectory("rsm-reference-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        parent.toFile().setExecutable(true, false);
        parent.toFile().setReadable(true, false);
        folder = FabricFolder.create(parent.resolve("fabric"), topology, identities);
    }

    static TestFabric oneNode() {
        return new TestFabric(Topology.oneNode(), Identities.DECLARED);
    }

    /** Nodes 1 and 2, with controllers {@code a} and {@code b}, and a link between them. */
    static TestFabric twoNodes() {
        Topology.Link link =
                new Topology.Link(new Topology.Port(1, "a"), new Topology.Port(2, "b"));
        Topology topology =
                new Topology(
                        List.of(
                                new Topology.Node(1, List.of("a")),
                                new Topology.Node(2, List.of("b"))),
                        Set.of(link));
        return new TestFabric(topology, Identities.DECLARED);
    }

    /** One node, where the kernel says who a process is. */
    static TestFabric ofKernel() {
        return new TestFabric(Topology.oneNode(), Identities.KERNEL);
    }

    Path path() {
        return folder.path();
    }

    FabricFolder folder() {
        return folder;
    }

    Rsm join(int node) {
        return Rsm.join(path(), node, USER);
    }

    /** Joins as a process that removes nothing that the dead left. */
    Rsm joinWithoutSweeping(int node) {
        return new Rsm(new SharedBackend(FabricFolder.open(path()), node, USER), node, USER);
    }

    /** The names of the files that publications have in the folder. */
    List<String> publications() {
        return Arrays.stream(path().toFile().list())
                .filter(name -> !Set.of("fabric", "commons", "exporters").contains(name))
                .sorted()
                .toList();
    }

    /** The error that the action is refused with, or null if it succeeds. */
    static RsmError refusal(Runnable action) {
        try {
            action.run();
            return null;
        } catch (RsmException e) {
            return e.error();
        }
    }

    @Override
    public void close() {
        folder.remove();
        try {
            Files.delete(parent);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
