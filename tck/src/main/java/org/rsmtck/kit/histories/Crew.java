package org.rsmtck.kit.histories;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.execute.Bindings;

import java.util.List;

/** Has lanes make their calls at the same time. */
interface Crew {
    /**
     * A call that a lane made.
     *
     * @param lane its index
     * @param turn its index in the lane
     * @param began on the clock of the meeting; a call that took effect did so after that
     * @param ended on the same clock; the greatest number if it was not answered
     */
    record Made(int lane, int turn, Call call, long began, long ended, Reply reply) {
        static final long NEVER = Long.MAX_VALUE;

        boolean overlaps(Made other) {
            return began < other.ended && other.began < ended;
        }
    }

    /**
     * What came of it.
     *
     * @param mishapBegan when what happened in the midst was asked for, on the same clock
     * @param mishapEnded when it had come about
     * @param isExact whether calls that overlap by these times really did; otherwise they are known
     *     by the kit's times alone, and each lane's calls overlap
     */
    record Meeting(List<Made> made, long mishapBegan, long mishapEnded, boolean isExact) {
        public Meeting {
            made = List.copyOf(made);
        }
    }

    /**
     * Has them meet.
     *
     * @param bindings of what was called before; those of the lanes are added
     * @param mishap what happens in the midst; does nothing if nothing does
     * @param mishapDelay in nanoseconds; 0 if nothing happens
     */
    Meeting meet(List<Lane> lanes, Bindings bindings, Runnable mishap, int mishapDelay);
}
