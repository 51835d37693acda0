package org.rsmtck.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Event.Resource;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.RsmError;
import org.rsmtck.model.profile.KnownProfiles;

import java.util.List;

/** Errors that a page lists for a mishap are right once the mishap was brought about. */
class MishapTest {
    static List<Profile> profiles() {
        return KnownProfiles.all();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void a_signal_may_break_the_wait_for_an_event(Profile profile) {
        Story story =
                Story.onOneNode(profile)
                        .connected("loopback", Permission.READ)
                        .saw(new Event.Interruption(1))
                        .saw(
                                1,
                                new Call.SignalWait(Story.IMPORT, 1),
                                Story.refused(RsmError.INTERRUPTED));

        assertThat(story.isExplained()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void a_process_short_of_memory_may_get_no_topology(Profile profile) {
        Story story =
                Story.onTwoNodes(profile)
                        .saw(new Event.Shortage(1, Resource.MEMORY))
                        .saw(
                                1,
                                new Call.GetTopology(Out.VALID),
                                Story.refused(RsmError.INSUFFICIENT_MEM));

        assertThat(story.isExplained()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void without_a_mishap_neither_is_right(Profile profile) {
        Story interrupted =
                Story.onOneNode(profile)
                        .connected("loopback", Permission.READ)
                        .saw(
                                1,
                                new Call.SignalWait(Story.IMPORT, 1),
                                Story.refused(RsmError.INTERRUPTED));
        Story shortOfMemory =
                Story.onTwoNodes(profile)
                        .saw(
                                1,
                                new Call.GetTopology(Out.VALID),
                                Story.refused(RsmError.INSUFFICIENT_MEM));

        assertThat(interrupted.isExplained()).isFalse();
        assertThat(shortOfMemory.isExplained()).isFalse();
    }
}
