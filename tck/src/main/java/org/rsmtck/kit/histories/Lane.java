package org.rsmtck.kit.histories;

import org.rsmtck.kit.execute.Action;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What one thread of a process calls, one after another, while other lanes make their calls.
 *
 * @param thread of the process, from 1
 * @param delay in nanoseconds, from when all lanes are ready to its first call
 */
record Lane(int process, int thread, int delay, List<Turn> turns) {

    /**
     * A call of a lane.
     *
     * @param things what it is about, by names that two calls share where they are about the same
     */
    record Turn(Action.Calling act, Set<String> things) {
        Turn {
            things = Set.copyOf(things);
        }

        String word() {
            return act.call().word();
        }
    }

    Lane {
        turns = List.copyOf(turns);
    }

    Lane without(int turn) {
        List<Turn> left = new ArrayList<>(turns);
        left.remove(turn);
        return new Lane(process, thread, delay, left);
    }
}
