package org.rsmtck.kit.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.api.Session;
import org.rsmtck.api.Topology;
import org.rsmtck.kit.Tools;
import org.rsmtck.kit.agent.CAgent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The range of segment ids is asked for by the application that the vendor names. */
@Timeout(60)
class SegmentIdsTest {
    @TempDir private Path folder;

    private Reply asked(String key) throws IOException {
        Path vendor =
                Files.writeString(
                        folder.resolve("vendor.toml"),
                        "name = \"x\"\nagent.command = [\"./rsm-agent\"]\n" + key);
        try (AgentFabric fabric = new AgentFabric(VendorFile.read(vendor));
                Session session = fabric.open(Topology.oneNode())) {
            return session.attach(1, TargetConfig.ANYBODY)
                    .call(new Call.GetSegmentIdRange("rsm-tck", Out.VALID));
        }
    }

    @Test
    void the_vendors_application_takes_the_place_of_the_kits() throws IOException {
        Tools.demand(CAgent.compiler().isPresent(), () -> "there is no cc on this machine");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        CAgent.compile(folder);
        assertThat(asked("")).isEqualTo(new Reply.Refused(RsmError.BAD_APPID, 0));
        assertThat(asked("segment_ids.application = \"exports\"\n"))
                .isEqualTo(new Reply.SegmentIds(0, 0));
    }
}
