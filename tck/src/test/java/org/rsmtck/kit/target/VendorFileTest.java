package org.rsmtck.kit.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rsmtck.api.Capability;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Faults;
import org.rsmtck.api.Faults.Extent;
import org.rsmtck.api.Faults.Hit;
import org.rsmtck.api.Limits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What a vendor file may say, and what its author is told when it says something else. */
class VendorFileTest {
    private static final String WHOLE =
            """
            name = "an implementation"
            profile = "strict"
            page_size = 8192
            lacks = ["kill"]

            [agent]
            command = ["my-agent", "{fabric}"]
            environment = { WHERE = "{node} of {fabric}", WHO = "{uid}:{gid} {groups}" }

            [fabric]
            start = ["sh", "-c", "true"]
            links = ["17/wrsm0-42/wrsm0"]
            real = true

            [[node]]
            id = 17
            controllers = ["wrsm0", "wrsm1"]

            [[node]]
            id = 42
            controllers = ["wrsm0"]
            prefix = ["ssh", "other"]
            environment = { WHERE = "there" }

            [users]
            prefix = ["become", "{uid}"]

            [faults]
            link_lost = ["cut", "{link}"]
            link_back = ["mend", "{link}"]

            [bounds]
            answer = "500 ms"
            settle = "3 s"

            [limits]
            imports = 64
            """;

    @TempDir private Path folder;

    private TargetConfig read(String text) throws IOException {
        return VendorFile.read(Files.writeString(folder.resolve("vendor.toml"), text));
    }

    @Test
    void everything_that_it_says_is_heard() throws IOException {
        TargetConfig config = read(WHOLE);
        Credentials who = Credentials.user(7, 8, 022);
        assertThat(config.name()).isEqualTo("an implementation");
        assertThat(config.pageSize()).hasValue(8192);
        assertThat(config.hasRealNodes()).isTrue();
        assertThat(config.lacks()).containsExactly(Capability.KILL);
        assertThat(config.bounds())
                .isEqualTo(
                        new Bounds(
                                Bounds.USUAL.start(),
                                Duration.ofMillis(500),
                                Duration.ofSeconds(3)));
        assertThat(config.limits())
                .isEqualTo(new Limits(64, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE));
        assertThat(config.launcher().command("f", 42, who))
                .containsExactly("ssh", "other", "become", "7", "my-agent", "f");
        assertThat(config.launcher().command("f", 17, who))
                .containsExactly("become", "7", "my-agent", "f");
        assertThat(config.launcher().environment("f", 17, who))
                .containsEntry("WHERE", "17 of f")
                .containsEntry("WHO", "7:8 8");
        assertThat(config.launcher().environment("f", 42, who)).containsEntry("WHERE", "there");
        assertThat(config.provider().capabilities())
                .containsExactlyInAnyOrder(
                        Capability.NODES, Capability.CONTROLLERS, Capability.LINK_FAULTS);
    }

    private static final String MANNERS =
            """
            name = "x"
            agent.command = ["a"]
            segment_ids.application = "SUNWdb"
            [faults]
            interruption = ["i", "{pid}"]
            interruption_hits = "next-connect"
            memory_shortage = ["s", "{pid}"]
            memory_shortage_over = ["o", "{pid}"]
            shortage_of = "node"
            [fabric]
            start = ["true", "{topology}"]
            """;

    @Test
    void the_manner_of_faults_is_heard() throws IOException {
        assertThat(read(MANNERS).faults())
                .isEqualTo(new Faults(Hit.NEXT_CONNECT, Extent.NODE, Extent.PROCESS));
        assertThat(read(MANNERS.replace("node", "all")).faults().memory()).isEqualTo(Extent.ALL);
        assertThat(read(MANNERS).application()).contains("SUNWdb");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"node\" | \"host\" | line 9: faults.shortage_of = \"host\": write one of"
                        + " \"process\", \"node\", \"all\"",
                "\"next-connect\" | \"connect\" | line 6: faults.interruption_hits = \"connect\":"
                        + " write one of \"next-call\", \"next-connect\"",
                "interruption = [\"i\", \"{pid}\"] | | faults.interruption_hits ="
                        + " \"next-connect\": says something of faults.interruption; give that",
                "\"SUNWdb\" | \"\" | segment_ids.application = \"\": is empty",
            })
    void a_mistake_about_the_manner_is_told(String right, String wrong, String told) {
        assertThat(MANNERS).contains(right.strip());
        assertThatThrownBy(() ->
                        read(MANNERS.replace(right.strip(), wrong == null ? "" : wrong.strip())))
                .isInstanceOf(TargetSetupException.class)
                .hasMessageContaining(told.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name = | nome = | line 1: nome = \"an implementation\": there is no such key",
                "name = \"an implementation\" | | name: is missing; say what to call it",
                "\"strict\" | \"loose\" | line 2: profile = \"loose\": is not known; choose one of",
                "8192 | 8191 | line 3: page_size = 8191: is not a power of two",
                "8192 | \"8k\" | line 3: page_size = \"8k\": write an integer from 1 to",
                "\"cut\", \"{link}\" | \"cut\", \"{lnik}\" | {lnik} stands for nothing; those that"
                        + " do are",
                "\"kill\" | \"kil\" | line 4: lacks = [\"kil\"]: \"kil\" is no capability",
                "command = [ | command = \"x\" # | line 7: agent.command = \"x\": is not a list",
                "\"{fabric}\"] | 7] | line 7: agent.command = [\"my-agent\",7]: 7 is not a string",
                "\"my-agent\" | \"./my-agent\" | line 7: agent.command",
                "[\"my-agent\", \"{fabric}\"] | [] | line 6: agent = {",
                "WHO = \" | WHO = 7 #\" | line 8",
                "17/wrsm0- | 17- | line 12: fabric.links",
                "42/wrsm0 | 42/wrsm1 | line 12: fabric.links = [\"17/wrsm0-42/wrsm1\"]: no [[node]]"
                        + " has the port 42/wrsm1",
                "real = true | real = 1 | line 13: fabric.real = 1: write true or false",
                "id = 42 | id = 17 | line 20: node[1].id = 17: another node has this id",
                "id = 42 | id = 64 | line 20: node[1].id = 64: write an integer from 0 to 63",
                "id = 42 | | line 19: node[1].id: is missing",
                "[\"wrsm0\", \"wrsm1\"] | [\"loopback\"] | line 17: node[0].controllers ="
                        + " [\"loopback\"]: every node has loopback",
                "link_back | link_bakc | line 30: faults.link_bakc",
                "link_back = [\"mend\", \"{link}\"] | | line 29: faults.link_lost ="
                        + " [\"cut\",\"{link}\"]: needs link_back beside it",
                "500 ms | soon | line 33: bounds.answer = \"soon\": is no time",
                "imports = 64 | imports = 0 | line 37: limits.imports = 0: write an integer from 1",
                "imports = 64 | inports = 64 | line 37: limits.inports = 64: there is no such key",
                "[bounds] | [bonds] | bonds",
                "[bounds] | [bounds | line 32: this is not TOML",
            })
    void a_mistake_is_told_with_its_line(String right, String wrong, String told) {
        assertThat(WHOLE).contains(right.strip());
        assertThatThrownBy(() ->
                        read(WHOLE.replace(right.strip(), wrong == null ? "" : wrong.strip())))
                .isInstanceOf(TargetSetupException.class)
                .hasMessageStartingWith(folder + "/vendor.toml, ")
                .hasMessageContaining(told.strip());
    }

    @Test
    void a_file_that_is_not_there_is_said() {
        assertThatThrownBy(() -> VendorFile.read(folder.resolve("none.toml")))
                .isInstanceOf(TargetSetupException.class)
                .hasMessageContaining("none.toml cannot be read");
    }
}
