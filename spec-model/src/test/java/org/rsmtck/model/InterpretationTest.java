package org.rsmtck.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;

/** An implementation takes one option at each open point, and keeps to it. */
class InterpretationTest {
    private static final Call UNMAP = new Call.Unmap(Story.IMPORT);
    private static final Call EXPLICIT = new Call.SetMode(Story.IMPORT, 0);
    private static final Call GET = new Call.Get(Story.IMPORT, 0, Long.BYTES, Out.VALID);
    private static final Call MAP =
            new Call.Map(Story.IMPORT, Permission.READ, 0, Story.PAGE, Out.VALID);
    private static final Reply WORD = new Reply.Data(Bytes.ofWord(Memory.wordAt(Story.FILL, 0)));

    @Test
    void unmap_refuses_a_silent_mapping_with_the_code_it_has_for_none() {
        Story story =
                Story.onOneNode(Profile.MAN_PAGE)
                        .connected("loopback", Permission.READ)
                        .saw(1, UNMAP, Story.refused(RsmError.BAD_SEG_HNDL))
                        .saw(1, EXPLICIT, Reply.done())
                        .saw(1, GET, WORD)
                        .saw(1, MAP, Story.refused(RsmError.SEG_ALREADY_MAPPED));
        assertThat(story.isExplained()).isTrue();

        story.saw(1, UNMAP, Story.refused(RsmError.BAD_SEG_HNDL));

        assertThat(story.isExplained()).isTrue();
    }

    @Test
    void an_implementation_that_changes_its_code_for_unmap_is_not_explained() {
        Story story =
                Story.onOneNode(Profile.MAN_PAGE)
                        .connected("loopback", Permission.READ)
                        .saw(1, UNMAP, Story.refused(RsmError.BAD_SEG_HNDL))
                        .saw(1, UNMAP, Story.refused(RsmError.SEG_NOT_MAPPED));

        assertThat(story.isExplained()).isFalse();
    }

    @Test
    void silent_mappings_are_of_no_concern_to_disconnect() {
        Story story =
                Story.onOneNode(Profile.MAN_PAGE)
                        .connected("loopback", Permission.READ)
                        .saw(1, EXPLICIT, Reply.done())
                        .saw(1, GET, WORD)
                        .saw(
                                1,
                                new Call.Disconnect(Story.IMPORT),
                                Story.refused(RsmError.SEG_STILL_MAPPED));

        assertThat(story.isExplained()).isFalse();
    }
}
