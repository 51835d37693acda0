package org.rsmtck.kit.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rsmtck.api.Capability;
import org.rsmtck.api.Topology;
import org.rsmtck.kit.Tools;
import org.rsmtck.kit.target.Preflight.Finding;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Agents that are not the processes that were started, as behind ssh or in a container. */
class AwayTest {
    private static NativeExample example;

    @BeforeAll
    static void build(@TempDir Path folder) throws IOException {
        List<String> missing = NativeExample.missingTools();
        Tools.demand(
                missing.isEmpty(), () -> "the example in C cannot be built without " + missing);
        example = NativeExample.in(folder);
    }

    @Test
    void without_a_command_nobody_is_killed_and_the_doctor_says_so() throws IOException {
        try (AgentFabric fabric = new AgentFabric(VendorFile.read(example.away("")))) {
            assertThat(fabric.capabilities().supports(Capability.KILL)).isFalse();
            assertThat(Preflight.of(fabric))
                    .allMatch(Finding::isFine)
                    .extracting(Finding::words)
                    .anyMatch(words -> words.contains("give faults.kill in the vendor file"));
        }
    }

    @Test
    void a_command_kills_the_agent_itself() throws IOException {
        Path vendorFile = example.away("kill = [\"kill\", \"-KILL\", \"{pid}\"]");
        try (AgentFabric fabric = new AgentFabric(VendorFile.read(vendorFile));
                AgentSession session = (AgentSession) fabric.open(Topology.oneNode())) {
            assertThat(fabric.capabilities().supports(Capability.KILL)).isTrue();
            AgentParticipant participant =
                    (AgentParticipant) session.attach(1, TargetConfig.ANYBODY);
            assertThat(participant.isHere()).isFalse();
            ProcessHandle agent = ProcessHandle.of(participant.pid()).orElseThrow();

            participant.kill();

            assertThat(agent.onExit()).succeedsWithin(Bounds.USUAL.answer());
        }
    }
}
