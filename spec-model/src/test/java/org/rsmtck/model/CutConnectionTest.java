package org.rsmtck.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.model.profile.KnownProfiles;

import java.util.List;

/** What may and what may not be seen through a connection that is cut, or about to be. */
class CutConnectionTest {
    private static final Bytes WORD = Bytes.ofWord(0x1234_5678_9ABC_DEF0L);
    private static final Reply DONE = Reply.done();

    private static final Call MAP =
            new Call.Map(Story.IMPORT, Permission.READ_WRITE, 0, 2 * Story.PAGE, Out.VALID);
    private static final Call UNPUBLISH = new Call.Unpublish(Story.EXPORT);
    private static final Call LOAD = new Call.Load(Story.IMPORT, 0, Long.BYTES);
    private static final Call STORE = new Call.Store(Story.IMPORT, 0, WORD);
    private static final Call WRITE = new Call.ExporterWrite(Story.EXPORT, 0, WORD);
    private static final Call READ = new Call.ExporterRead(Story.EXPORT, 0, Long.BYTES);
    private static final Call EXPLICIT = new Call.SetMode(Story.IMPORT, 0);
    private static final Call GET = new Call.Get(Story.IMPORT, 0, Long.BYTES, Out.VALID);
    private static final Call PUT = new Call.Put(Story.IMPORT, 0, WORD, Out.VALID);

    static List<Profile> profiles() {
        return KnownProfiles.all();
    }

    /** An import on another node, mapped; the forced disconnect reaches it at some time. */
    private static Story farAndMapped(Profile profile) {
        return Story.onTwoNodes(profile)
                .connected("wire0", Permission.READ_WRITE)
                .saw(1, MAP, DONE)
                .saw(1, EXPLICIT, DONE);
    }

    private static Story nearAndMapped(Profile profile) {
        return Story.onOneNode(profile)
                .connected("loopback", Permission.READ_WRITE)
                .saw(1, MAP, DONE)
                .saw(1, EXPLICIT, DONE);
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void an_import_that_the_forced_disconnect_has_not_reached_may_see_what_the_exporter_writes(
            Profile profile) {
        for (Call call : List.of(LOAD, GET)) {
            Story story =
                    farAndMapped(profile)
                            .saw(0, UNPUBLISH, DONE)
                            .saw(0, WRITE, DONE)
                            .saw(1, call, new Reply.Data(WORD));

            assertThat(story.isExplained()).as("%s", call).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void an_import_that_the_forced_disconnect_has_not_reached_may_write_to_the_exporter(
            Profile profile) {
        for (Call call : List.of(STORE, PUT)) {
            Story story =
                    farAndMapped(profile)
                            .saw(0, UNPUBLISH, DONE)
                            .saw(1, call, DONE)
                            .saw(0, READ, new Reply.Data(WORD));

            assertThat(story.isExplained()).as("%s", call).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void what_is_written_on_the_way_to_a_forced_disconnect_may_be_lost(Profile profile) {
        Story story =
                farAndMapped(profile)
                        .saw(0, UNPUBLISH, DONE)
                        .saw(1, PUT, DONE)
                        .saw(0, READ, new Reply.Data(Bytes.ofWord(Memory.wordAt(Story.FILL, 0))));

        assertThat(story.isExplained()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void a_signal_on_the_way_to_a_forced_disconnect_may_arrive(Profile profile) {
        Story story =
                farAndMapped(profile)
                        .saw(0, UNPUBLISH, DONE)
                        .saw(1, new Call.SignalPost(Story.IMPORT, 0), DONE)
                        .saw(0, new Call.SignalWait(Story.EXPORT, 0), DONE);

        assertThat(story.isExplained()).isTrue();
    }

    /** The bytes are unspecified: those of the segment itself give nothing away. */
    @ParameterizedTest
    @MethodSource("profiles")
    void a_mapping_that_is_cut_off_may_show_its_own_segment_while_that_is_not_published(
            Profile profile) {
        Story seen =
                nearAndMapped(profile)
                        .saw(0, UNPUBLISH, DONE)
                        .saw(0, WRITE, DONE)
                        .saw(1, LOAD, new Reply.Data(WORD));
        Story written =
                nearAndMapped(profile)
                        .saw(0, UNPUBLISH, DONE)
                        .saw(1, STORE, DONE)
                        .saw(0, READ, new Reply.Data(WORD));

        assertThat(seen.isExplained()).isTrue();
        assertThat(written.isExplained()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void a_mapping_that_is_cut_off_never_shows_a_later_publication(Profile profile) {
        for (Story before : List.of(nearAndMapped(profile), farAndMapped(profile))) {
            Story story =
                    before.saw(0, UNPUBLISH, DONE)
                            .publishes()
                            .saw(0, WRITE, DONE)
                            .saw(1, LOAD, new Reply.Data(WORD));

            assertThat(story.isExplained()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void a_mapping_that_is_cut_off_never_writes_to_a_later_publication(Profile profile) {
        for (Story before : List.of(nearAndMapped(profile), farAndMapped(profile))) {
            Story story =
                    before.saw(0, UNPUBLISH, DONE)
                            .publishes()
                            .saw(1, STORE, DONE)
                            .saw(0, READ, new Reply.Data(WORD));

            assertThat(story.isExplained()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void a_mapping_that_is_cut_off_never_shows_another_segment(Profile profile) {
        Story story =
                nearAndMapped(profile)
                        .saw(
                                0,
                                new Call.ExportCreate(
                                        Story.CONTROLLER,
                                        Memory.aligned(Story.FILL + 1),
                                        2 * Story.PAGE,
                                        1,
                                        Out.VALID),
                                Story.handle(0x21))
                        .saw(0, UNPUBLISH, DONE);
        assertThat(story.isExplained()).isTrue();

        story.saw(1, LOAD, new Reply.Data(Bytes.ofWord(Memory.wordAt(Story.FILL + 1, 0))));

        assertThat(story.isExplained()).isFalse();
    }

    /** Where the import stays without a path, only what answers can be judged: loads cannot. */
    @Test
    void a_mapping_whose_path_is_lost_may_show_anything_but_another_segment() {
        Story story =
                farAndMapped(Profile.MAN_PAGE)
                        .saw(new Event.LinkLost(Story.wire()))
                        .saw(1, LOAD, new Reply.Data(Bytes.ofWord(-1)))
                        .saw(1, STORE, DONE)
                        .saw(new Event.LinkBack(Story.wire()))
                        .saw(1, new Call.SignalPost(Story.IMPORT, 0), DONE)
                        .saw(1, GET, new Reply.Data(Bytes.ofWord(Memory.wordAt(Story.FILL, 0))));

        assertThat(story.isExplained()).isTrue();
    }

    /** Whose word it is that two segments hold, nobody can say. */
    @ParameterizedTest
    @MethodSource("profiles")
    void a_mapping_that_is_cut_off_may_show_what_was_stored_through_it_whoever_wrote_the_same(
            Profile profile) {
        for (Story before : List.of(nearAndMapped(profile), farAndMapped(profile))) {
            Story story =
                    before.saw(0, UNPUBLISH, DONE)
                            .saw(1, STORE, DONE)
                            .publishes()
                            .saw(0, WRITE, DONE)
                            .saw(1, LOAD, new Reply.Data(WORD));

            assertThat(story.isExplained()).isTrue();
        }
    }

    /** What a segment held before it was published anew, its old mappings may have kept. */
    @ParameterizedTest
    @MethodSource("profiles")
    void a_mapping_that_is_cut_off_may_keep_what_was_written_before_the_next_publication(
            Profile profile) {
        for (Story before : List.of(nearAndMapped(profile), farAndMapped(profile))) {
            Story story =
                    before.saw(0, UNPUBLISH, DONE)
                            .saw(0, WRITE, DONE)
                            .publishes()
                            .saw(1, LOAD, new Reply.Data(WORD));

            assertThat(story.isExplained()).isTrue();
        }
    }

    /** They are what memory holds, or a bus answers, that nobody has written to. */
    @ParameterizedTest
    @MethodSource("profiles")
    void a_mapping_that_is_cut_off_may_show_zeros_or_ones_whoever_wrote_the_same(Profile profile) {
        for (Bytes blank : List.of(Bytes.ofWord(0), Bytes.ofWord(-1))) {
            Story story =
                    nearAndMapped(profile)
                            .saw(0, UNPUBLISH, DONE)
                            .publishes()
                            .saw(0, new Call.ExporterWrite(Story.EXPORT, 0, blank), DONE)
                            .saw(1, LOAD, new Reply.Data(blank));

            assertThat(story.isExplained()).as("%s", blank).isTrue();
        }
    }

    /** The page lets a transfer in explicit mode through after a cut. */
    @Test
    void an_import_that_is_cut_off_unmapped_may_show_what_its_segment_held() {
        Story story =
                Story.onOneNode(Profile.MAN_PAGE)
                        .connected("loopback", Permission.READ_WRITE)
                        .saw(1, EXPLICIT, DONE)
                        .saw(0, UNPUBLISH, DONE)
                        .saw(1, MAP, new Reply.Refused(RsmError.CONN_ABORTED))
                        .publishes()
                        .saw(1, GET, new Reply.Data(Bytes.ofWord(Memory.wordAt(Story.FILL, 0))));

        assertThat(story.isExplained()).isTrue();
    }
}
