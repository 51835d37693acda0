package org.rsmtck.kit.histories;

import org.rsmtck.api.Event;
import org.rsmtck.kit.execute.Action;
import org.rsmtck.kit.execute.Setting;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Calls one after another, then lanes of calls at the same time, and then whatever is to be seen of
 * what is left. Every part of it is a program too.
 *
 * @param before what is called first
 * @param mishap what is brought about in the midst of the lanes
 * @param aftermath how that is looked at which is left
 */
record ConcurrentProgram(
        Setting setting,
        List<Action> before,
        List<Lane> lanes,
        Optional<Mishap> mishap,
        Aftermath aftermath) {

    /**
     * An event.
     *
     * @param delay in nanoseconds, from when all lanes are ready
     */
    record Mishap(Event event, int delay) {}

    ConcurrentProgram {
        before = List.copyOf(before);
        lanes = List.copyOf(lanes);
    }

    /** How many acts it has; what is looked at afterwards is not counted. */
    int size() {
        return before.size()
                + lanes.stream().mapToInt(lane -> lane.turns().size()).sum()
                + (mishap.isPresent() ? 1 : 0);
    }

    /** Each program that has one lane, call or event less, or of which less is looked at. */
    List<ConcurrentProgram> smaller() {
        List<ConcurrentProgram> all = new ArrayList<>();
        if (aftermath != Aftermath.LEAVING) {
            all.add(new ConcurrentProgram(setting, before, lanes, mishap, Aftermath.LEAVING));
        }
        if (mishap.isPresent()) {
            all.add(new ConcurrentProgram(setting, before, lanes, Optional.empty(), aftermath));
        }
        for (int i = 0; i < lanes.size(); i++) {
            all.add(with(before, less(lanes, i)));
        }
        for (int i = 0; i < lanes.size(); i++) {
            for (int turn = lanes.get(i).turns().size() - 1; turn >= 0; turn--) {
                if (lanes.get(i).turns().size() > 1) {
                    List<Lane> other = new ArrayList<>(lanes);
                    other.set(i, lanes.get(i).without(turn));
                    all.add(with(before, other));
                }
            }
        }
        for (int i = before.size() - 1; i >= 0; i--) {
            all.add(with(less(before, i), lanes));
        }
        return all;
    }

    private ConcurrentProgram with(List<Action> otherBefore, List<Lane> otherLanes) {
        return new ConcurrentProgram(setting, otherBefore, otherLanes, mishap, aftermath);
    }

    private static <T> List<T> less(List<T> all, int index) {
        List<T> left = new ArrayList<>(all);
        left.remove(index);
        return left;
    }
}
