package org.rsmtck.kit.history;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A history as lines of time: one for each process, and for each call that it had open beside
 * others. The beginning, in which nothing overlaps, is left out.
 */
final class TimeChart {
    private static final int COLUMN = 3;
    private static final int MOST_MOMENTS = 40;

    private final List<Moment> moments;
    private final int first;
    private final List<Lane> lanes = new ArrayList<>();

    /** A line of time. */
    private static final class Lane {
        private final int process;
        private final StringBuilder text = new StringBuilder();
        private int openSince = -1;
        private int number;

        Lane(int process) {
            this.process = process;
        }
    }

    private TimeChart(History history) {
        this.moments = history.moments();
        this.first = Math.max(firstOverlap(), moments.size() - MOST_MOMENTS);
    }

    static List<String> of(History history) {
        return new TimeChart(history).draw();
    }

    /** The index of the first moment of a call that overlaps another. */
    private int firstOverlap() {
        int open = 0;
        int since = 0;
        for (int i = 0; i < moments.size(); i++) {
            switch (moments.get(i)) {
                case Moment.Begun begun -> {
                    if (open++ > 0) {
                        return since;
                    }
                    since = i;
                }
                case Moment.Returned returned -> open--;
                case Moment.Happened happened -> {
                    if (open > 0) {
                        return since;
                    }
                }
            }
        }
        return 0;
    }

    private List<String> draw() {
        Map<Integer, Lane> byAct = new HashMap<>();
        int number = 1;
        for (int i = 0; i < moments.size(); i++) {
            switch (moments.get(i)) {
                case Moment.Begun begun -> {
                    Lane lane = freeLane(begun.process());
                    lane.openSince = i;
                    lane.number = number++;
                    byAct.put(begun.act(), lane);
                }
                case Moment.Returned(int act, var reply) -> {
                    Lane lane = requireNonNull(byAct.remove(act), "a call returns that was made");
                    bar(lane, i, "|");
                    lane.openSince = -1;
                }
                case Moment.Happened happened -> {
                    Lane lane = freeLane(-1);
                    pad(lane, column(i));
                    if (i >= first) {
                        lane.text.append('*').append(number);
                    }
                    number++;
                }
            }
        }
        byAct.values().forEach(lane -> bar(lane, moments.size(), ">"));
        return lanes.stream()
                .filter(lane -> !lane.text.isEmpty())
                .sorted((one, other) -> Integer.compare(one.process, other.process))
                .map(lane -> name(lane) + lane.text)
                .toList();
    }

    private Lane freeLane(int process) {
        for (Lane lane : lanes) {
            if (lane.process == process && lane.openSince < 0) {
                return lane;
            }
        }
        Lane lane = new Lane(process);
        lanes.add(lane);
        return lane;
    }

    private void bar(Lane lane, int end, String stop) {
        if (end < first) {
            return;
        }
        boolean isCut = lane.openSince < first;
        int from = column(Math.max(first, lane.openSince));
        int to = column(end) + COLUMN - 1;
        pad(lane, from);
        String number = String.valueOf(lane.number);
        int room = to - from - 1 - number.length();
        lane.text
                .append(isCut ? "-" : "|")
                .append("-".repeat(Math.max(0, room / 2)))
                .append(number)
                .append("-".repeat(Math.max(0, room - room / 2)))
                .append(stop);
    }

    private int column(int moment) {
        return (moment - first) * COLUMN;
    }

    private static void pad(Lane lane, int column) {
        lane.text.append(" ".repeat(Math.max(0, column - lane.text.length())));
    }

    private static String name(Lane lane) {
        return "%-12s".formatted(lane.process < 0 ? "events" : "process " + lane.process);
    }
}
