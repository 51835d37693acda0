package org.rsmtck.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.api.Session;
import org.rsmtck.api.Topology;

/** Counts of units that come to more bytes than can be counted are beyond every segment. */
class CountsTest {
    @ParameterizedTest
    @ValueSource(
            longs = {
                Long.MIN_VALUE,
                Long.MIN_VALUE + 1,
                -1,
                1L << 60,
                1L << 61,
                (1L << 61) + 1,
                1L << 62,
                Long.MAX_VALUE
            })
    void a_count_beyond_counting_is_refused(long count) {
        try (Session session = new ReferenceFabric().open(Topology.oneNode())) {
            Participant me = session.attach(1, Credentials.user(1000, 1000, 0));
            long controller = handle(me, new Call.GetController("loopback", Out.VALID));
            long export =
                    handle(
                            me,
                            new Call.ExportCreate(
                                    controller, Memory.aligned(1), 4096, 0, Out.VALID));
            me.call(new Call.Publish(export, 0x400001, AccessList.everyone(), Out.VALID));
            long connection =
                    handle(
                            me,
                            new Call.Connect(controller, 1, 0x400001, Permission.READ, Out.VALID));
            me.call(new Call.SetMode(connection, 1));
            for (int width : new int[] {1, 2, 4, 8}) {
                assertThat(me.call(new Call.GetUnits(connection, width, 0, count, Out.VALID)))
                        .as(width + " B")
                        .isEqualTo(new Reply.Refused(RsmError.BAD_LENGTH, 0));
            }
        }
    }

    private static long handle(Participant me, Call call) {
        return ((Reply.Handle) me.call(call)).value();
    }
}
