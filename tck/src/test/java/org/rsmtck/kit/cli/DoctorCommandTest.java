package org.rsmtck.kit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rsmtck.kit.Tools;
import org.rsmtck.kit.agent.CAgent;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** What somebody is told whose implementation cannot be reached. */
@Timeout(60)
class DoctorCommandTest {
    /** The library for the tests of agents, which has all it knows in one process. */
    private static final String[] LOCAL_TABLES = {
        "name = 'x'", "profile = 'strict'", "agent.command = ['./rsm-agent']", "[[node]]", "id = 1"
    };

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = RsmTck.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    private String told() {
        return out.toString() + err;
    }

    private String vendor(String... lines) throws IOException {
        return Files.writeString(folder.resolve("vendor.toml"), String.join("\n", lines))
                .toString();
    }

    private String examined(String... lines) throws IOException {
        assertThat(run("doctor", "--vendor", vendor(lines))).isEqualTo(Exit.MISUSE);
        return told();
    }

    @Test
    void a_file_that_is_no_library() throws IOException {
        Path text = Files.writeString(folder.resolve("librsm.so"), "not a library");
        assertThat(run("doctor", "--library", text.toString())).isEqualTo(Exit.MISUSE);
        assertThat(told())
                .contains("cannot be loaded as a library of this system")
                .as("the loader's own reason")
                .containsAnyOf("file too short", "invalid ELF header");
    }

    @Test
    void a_library_whose_tables_are_in_each_process() throws IOException {
        Tools.demand(CAgent.compiler().isPresent(), () -> "there is no cc on this machine");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        CAgent.compile(folder);
        String told = examined(LOCAL_TABLES);
        assertThat(told)
                .contains("loopback  PROBLEM: connect was answered with")
                .contains("what one process exports, another does not find")
                .contains("The likely cause is that the library keeps its tables in each process")
                .containsPattern("pid \\d+, uid \\d+: create\\(.*\\) -> handle 0x")
                .containsPattern("pid \\d+, uid \\d+: connect\\(.*\\) -> ");
    }

    @Test
    void a_library_that_is_not_there() {
        assertThat(run("doctor", "--library", folder + "/librsm.so")).isEqualTo(Exit.MISUSE);
        assertThat(told()).contains("librsm.so, which is not a file; give the path of librsm.so");
    }

    @Test
    void an_agent_that_ends_at_once() throws IOException {
        assertThat(
                        examined(
                                "name = 'x'",
                                "agent.command = ['sh', '-c', 'echo no such device >&2; exit 3']"))
                .contains("did not greet: the process ended with status 3: no such device");
    }

    @Test
    void an_agent_that_says_something_else() throws IOException {
        assertThat(examined("name = 'x'", "agent.command = ['echo', 'Welcome!']"))
                .contains("did not greet, but printed \"Welcome!\": the process ended");
        assertThat(examined("name = 'x'", "agent.command = ['echo', '{\"v\":']"))
                .contains("greeted with \"{\"v\":\"")
                .contains("the line is not JSON");
    }

    @Test
    void an_agent_of_another_version() throws IOException {
        assertThat(examined("name = 'x'", "agent.command = ['echo', '{\"v\":2}']"))
                .contains("the agent speaks version 2 of the agent protocol")
                .contains("use the agent that belongs to this kit");
    }

    @Test
    void what_is_printed_before_the_agent_greets_is_passed_over() throws IOException {
        assertThat(
                        examined(
                                "name = 'x'",
                                "agent.command = ['sh', '-c', 'echo Welcome!; echo; echo"
                                        + " \"{\\\"v\\\":2}\"']"))
                .contains("the agent speaks version 2 of the agent protocol");
    }

    @Test
    void a_prefix_that_fails() throws IOException {
        assertThat(
                        examined(
                                "name = 'x'",
                                "agent.command = ['sh', '-c', 'echo no such host >&2; exit 255']"))
                .contains("did not greet: the process ended with status 255: no such host");
    }

    @Test
    void an_agent_that_says_nothing() throws IOException {
        assertThat(
                        examined(
                                "name = 'x'",
                                "bounds.start = '500 ms'",
                                "agent.command = ['sleep', '30']"))
                .contains("did not greet: no greeting within 500 ms");
    }

    @Test
    void an_agent_that_is_not_there() throws IOException {
        assertThat(examined("name = 'x'", "agent.command = ['no-such-agent']"))
                .contains("no-such-agent")
                .contains("No such file or directory");
    }

    @Test
    void an_agent_that_runs_as_somebody_else() throws IOException {
        String greeting =
                "{\"v\":1,\"agent\":\"sh\",\"pid\":1,\"uid\":7,\"gid\":7,\"real_uid\":7,"
                        + "\"real_gid\":7,\"groups\":\"\",\"umask\":\"022\",\"page_size\":4096,"
                        + "\"events\":\"\",\"missing\":\"\"}";
        assertThat(
                        examined(
                                "name = 'x'",
                                "agent.command = ['sh', '-c', '''echo '"
                                        + greeting
                                        + "'; cat >/dev/null''']",
                                "users.prefix = ['env']",
                                "fabric.start = ['true']"))
                .contains("agent     PROBLEM: ")
                .contains("runs as Credentials[uid=7")
                .contains("and should run as Credentials[uid=1001");
    }

    @Test
    void a_fabric_that_cannot_be_made() throws IOException {
        assertThat(
                        examined(
                                "name = 'x'",
                                "agent.command = ['cat']",
                                "fabric.start = ['sh', '-c', 'echo out of fabrics; exit 4']"))
                .contains("PROBLEM: fabric.start: the command [sh, -c,")
                .contains("ended with status 4: out of fabrics")
                .endsWith("nothing can be judged before this is mended\n");
    }
}
