package org.rsmtck.kit.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.api.Reply;
import org.rsmtck.api.Session;
import org.rsmtck.api.Topology;
import org.rsmtck.kit.Tools;
import org.rsmtck.kit.agent.CAgent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Whatever agents have started is gone when the run is. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class OffspringTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"command = [\"./rsm-agent\"]", "library = \"librsm.so\""})
    void a_library_that_forks_when_it_is_loaded_does_not_outlive_the_kit(String agent)
            throws Exception {
        Tools.demand(CAgent.compiler().isPresent(), () -> "there is no cc on this machine");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        CAgent.compile(folder);
        Path children = folder.resolve("children");
        Path vendor =
                Files.writeString(
                        folder.resolve("vendor.toml"),
                        """
                        name = "a library that forks"
                        [agent]
                        %s
                        environment = { STUB_CHILDREN = "%s" }
                        """
                                .formatted(agent, children));
        try (AgentFabric fabric = new AgentFabric(VendorFile.read(vendor));
                Session session = fabric.open(Topology.oneNode())) {
            Reply reply =
                    session.attach(1, TargetConfig.ANYBODY)
                            .call(new Call.GetController("loopback", Out.VALID));
            assertThat(reply).isEqualTo(new Reply.Handle(0x1000));
            assertThat(living(children)).isNotEmpty();
        }
        Instant deadline = Instant.now().plus(Duration.ofSeconds(10));
        while (!living(children).isEmpty()) {
            assertThat(Instant.now()).as("children of agents are left").isBefore(deadline);
        }
    }

    private static List<ProcessHandle> living(Path children) throws IOException {
        try (var lines = Files.lines(children)) {
            return lines.map(Long::parseLong)
                    .flatMap(pid -> ProcessHandle.of(pid).stream())
                    .filter(OffspringTest::isNotDead)
                    .toList();
        }
    }

    /** A process that nobody has fetched the status of is there, and has no memory. */
    private static boolean isNotDead(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"))
                    .contains("VmSize");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void strangers_are_left_alone() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            new Offspring().end();
            assertThat(stranger.waitFor(100, TimeUnit.MILLISECONDS)).isFalse();
        } finally {
            stranger.destroyForcibly();
        }
    }
}
