package org.rsmtck.kit.probes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.kit.Suites;
import org.rsmtck.kit.Tools;
import org.rsmtck.kit.agent.CAgent;
import org.rsmtck.kit.suite.Level;
import org.rsmtck.kit.suite.RunRequest;
import org.rsmtck.kit.suite.TestRun;
import org.rsmtck.kit.target.AgentFabric;
import org.rsmtck.kit.target.VendorFile;
import org.rsmtck.model.Profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Consumer;

/** A call that was under way when its process died may have taken effect or not. */
@Timeout(120)
class RecordingTest {
    private static final Reply DEATH = new Reply.NoReply("the process died of SIGSEGV");
    private static final Reply STALE = new Reply.Refused(RsmError.BAD_SEG_HNDL, 0);
    private static final long CONTROLLER = 0x1000;
    private static final long IMPORT = 0x3000;
    private static final int SEGMENT = 0x400001;
    private static final Call CONNECT =
            new Call.Connect(CONTROLLER, 1, SEGMENT, Permission.READ, Out.VALID);
    private static final Call DISCONNECT = new Call.Disconnect(IMPORT);

    @TempDir private static Path folder;
    private static Path vendor;

    @BeforeAll
    static void build() throws IOException {
        Tools.demand(CAgent.compiler().isPresent(), () -> "there is no cc on this machine");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        CAgent.compile(folder);
        vendor =
                Files.writeString(
                        folder.resolve("vendor.toml"),
                        "name = 'x'\nagent.command = ['./rsm-agent']\n");
    }

    private static void judged(
            Profile profile, Consumer<Recording> race, Consumer<ProbeContext> then) {
        try (AgentFabric fabric = new AgentFabric(VendorFile.read(vendor));
                TestRun run = Suites.run(RunRequest.of(fabric, profile, Level.QUICK, 1))) {
            ProbeContext context = new ProbeContext(run, Effort.USUAL);
            Recording recording = new Recording(context, ProbeContext.setting(1), List.of());
            recording.add(
                    0, new Call.GetController("loopback", Out.VALID), new Reply.Handle(CONTROLLER));
            recording.add(
                    0,
                    new Call.ExportCreate(CONTROLLER, Memory.aligned(1), 4096, 0, Out.VALID),
                    new Reply.Handle(0x2000));
            recording.add(
                    0,
                    new Call.Publish(0x2000, SEGMENT, AccessList.everyone(), Out.VALID),
                    new Reply.Published(SEGMENT));
            recording.add(0, CONNECT, new Reply.Handle(IMPORT));
            race.accept(recording);
            recording.judge();
            then.accept(context);
        }
    }

    private static void race(Recording recording, Reply first, Reply second) {
        int one = recording.begun(0, DISCONNECT);
        int other = recording.begun(0, DISCONNECT);
        recording.returned(one, first);
        recording.returned(other, second);
    }

    @Test
    void a_death_of_two_disconnects_is_odd_where_nothing_is_promised_of_the_second() {
        for (List<Reply> replies :
                List.of(
                        List.of(Reply.done(), DEATH),
                        List.of(DEATH, Reply.done()),
                        List.of(DEATH, DEATH))) {
            assertThatCode(() ->
                            judged(
                                    Profile.MAN_PAGE,
                                    recording -> race(recording, replies.get(0), replies.get(1)),
                                    context -> assertThat(context.oddities()).isNotEmpty()))
                    .as(replies.toString())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void it_is_a_failure_where_the_second_has_to_be_refused() {
        assertThatThrownBy(() ->
                        judged(
                                Profile.STRICT,
                                recording -> race(recording, Reply.done(), DEATH),
                                _ -> {}))
                .isInstanceOfSatisfying(
                        ProbeFailedException.class,
                        broken ->
                                assertThat(broken.failure().clauses())
                                        .contains("frame/no-crash-no-hang"));
    }

    @Test
    void a_disconnect_under_way_may_be_the_one_that_the_other_came_too_late_for() {
        assertThatThrownBy(() ->
                        judged(Profile.STRICT, recording -> race(recording, DEATH, STALE), _ -> {}))
                .isInstanceOfSatisfying(
                        ProbeFailedException.class,
                        broken ->
                                assertThat(broken.failure().observed())
                                        .as("the death alone is wrong, not the refusal")
                                        .contains("SIGSEGV"));
    }

    @Test
    void what_was_answered_is_judged_all_the_same() {
        assertThatThrownBy(() ->
                        judged(
                                Profile.MAN_PAGE,
                                recording -> {
                                    int pending = recording.begun(0, CONNECT);
                                    recording.add(
                                            0, CONNECT, new Reply.Refused(RsmError.PERM_DENIED, 0));
                                    recording.returned(pending, DEATH);
                                },
                                _ -> {}))
                .isInstanceOfSatisfying(
                        ProbeFailedException.class,
                        broken -> assertThat(broken.failure().observed()).contains("PERM_DENIED"));
    }
}
