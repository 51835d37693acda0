package org.rsmtck.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;

/** Transfers at the edges of numbers. */
class TransferTest {

    /** The length in bytes does not fit in 64 bits; what is left of it may. */
    @ParameterizedTest
    @ValueSource(longs = {1L << 61, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void moreUnitsThanAnySegmentHoldsAreNeverRead(long count) {
        Story story =
                Story.onOneNode(Profile.STRICT)
                        .connected("loopback", Permission.READ)
                        .saw(1, new Call.SetMode(Story.IMPORT, 0), Reply.done());
        assertThat(story.isExplained()).isTrue();

        story.saw(
                1,
                new Call.GetUnits(Story.IMPORT, 8, 0, count, Out.VALID),
                new Reply.Data(Bytes.of(new byte[0])));

        assertThat(story.isExplained()).isFalse();
    }
}
