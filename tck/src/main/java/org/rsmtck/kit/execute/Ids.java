package org.rsmtck.kit.execute;

import org.rsmtck.api.Call;
import org.rsmtck.explore.Alphabet;
import org.rsmtck.explore.Scopes;

import java.util.Set;
import java.util.TreeSet;

/**
 * Moves the segment ids of a program to ids that no earlier sequence has used, so that what one
 * leaves behind is not taken for the next one's. The id that is published nowhere differs from the
 * first one in a high bit alone, so that an implementation that cuts ids short takes one for the
 * other.
 */
public final class Ids {
    private static final int FIRST = Scopes.FIRST;
    private static final int BLOCK = 16;
    private static final int BLOCKS = 0x1E000;
    private static final int HIGH_BIT = 0x40000000;

    private final int base;

    private Ids(int base) {
        this.base = base;
    }

    /** The ids for the sequence of this number. */
    public static Ids ofSequence(long number) {
        return new Ids(FIRST + BLOCK * (int) (number % BLOCKS));
    }

    /** The call as it is made. */
    public Call forRun(Call call) {
        return moved(call, FIRST, base, Alphabet.UNUSED_SEGMENT, base | HIGH_BIT);
    }

    /** The call as a program spells it. */
    Call forProgram(Call call) {
        return moved(call, base, FIRST, base | HIGH_BIT, Alphabet.UNUSED_SEGMENT);
    }

    /** The ids that a program may publish under, as they are in the run. */
    public Set<Integer> usual() {
        return new TreeSet<>(Set.of(base, base + 1));
    }

    private static Call moved(Call call, int from, int to, int unusedFrom, int unusedTo) {
        return switch (call) {
            case Call.Connect c when c.segment() == unusedFrom -> to(c, unusedTo);
            case Call.Publish p when isIn(p.segment(), from) ->
                    new Call.Publish(p.handle(), p.segment() - from + to, p.access(), p.id());
            case Call.Connect c when isIn(c.segment(), from) -> to(c, c.segment() - from + to);
            case Call.GetController _,
                    Call.ReleaseController _,
                    Call.GetControllerAttributes _,
                    Call.GetTopology _,
                    Call.GetSegmentIdRange _,
                    Call.ExportCreate _,
                    Call.ExportDestroy _,
                    Call.Rebind _,
                    Call.Publish _,
                    Call.Republish _,
                    Call.Unpublish _,
                    Call.Connect _,
                    Call.Disconnect _,
                    Call.Map _,
                    Call.Unmap _,
                    Call.Reading _,
                    Call.Writing _,
                    Call.InitBarrier _,
                    Call.OnBarrier _,
                    Call.SetMode _,
                    Call.GetMode _,
                    Call.GetPollfd _,
                    Call.ReleasePollfd _,
                    Call.SignalPost _,
                    Call.SignalWait _ ->
                    call;
        };
    }

    private static Call.Connect to(Call.Connect c, int segment) {
        return new Call.Connect(c.controller(), c.node(), segment, c.permission(), c.out());
    }

    private static boolean isIn(int segment, int from) {
        return segment >= from && segment < from + BLOCK;
    }
}
