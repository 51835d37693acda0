package org.rsmtck.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A history drawn: a lane for each process, the fabric on the right, two arrows for each call.
 * Lengths are pixels; x grows to the right and y downwards.
 *
 * @param width of the drawing
 * @param height of the drawing
 * @param lanes from left to right, the fabric last
 * @param rows from top to bottom
 */
public record SequenceDiagram(int width, int height, List<Lane> lanes, List<Row> rows) {

    /** A vertical line. */
    public record Lane(int x, String name) {}

    /**
     * A call and its reply, or an event.
     *
     * @param number of the line in the history
     * @param x of the lane that called; of the first lane for an event
     * @param y of the arrow to the fabric
     * @param call shortened to what fits
     * @param reply shortened to what fits, empty where there is none
     * @param isEvent whether no process called
     * @param isOffending whether this is the reply that was not allowed
     */
    public record Row(
            int number,
            int x,
            int y,
            String call,
            String reply,
            boolean isEvent,
            boolean isOffending) {}

    private static final int MARGIN = 70;
    private static final int TOP = 66;
    private static final int ROW = 54;

    /** Of a letter in the labels, rounded up. */
    private static final int LETTER = 7;

    private static final int NARROWEST = 150;
    private static final int WIDEST = 380;

    /** What a label leaves free at both ends of its arrow together. */
    private static final int GAP = 34;

    static SequenceDiagram of(Failure failure) {
        TreeSet<Integer> processes = new TreeSet<>();
        failure.history().stream()
                .filter(line -> !line.isEvent())
                .forEach(line -> processes.add(line.process()));
        if (processes.isEmpty()) {
            processes.add(0);
        }
        List<Integer> order = List.copyOf(processes);
        int spacing = spacing(failure, order);

        List<Lane> lanes = new ArrayList<>();
        for (int process : order) {
            lanes.add(new Lane(MARGIN + lanes.size() * spacing, "process " + process));
        }
        int fabric = MARGIN + lanes.size() * spacing;
        lanes.add(new Lane(fabric, "fabric"));

        List<Row> rows = new ArrayList<>();
        for (Failure.Line line : failure.history()) {
            int x = line.isEvent() ? MARGIN : MARGIN + order.indexOf(line.process()) * spacing;
            int letters = (fabric - x - GAP) / LETTER;
            rows.add(
                    new Row(
                            line.number(),
                            x,
                            TOP + rows.size() * ROW,
                            shortened(eventText(line), letters),
                            line.isEvent() ? "" : shortened(line.reply(), letters),
                            line.isEvent(),
                            line.number() == failure.call()));
        }
        return new SequenceDiagram(fabric + MARGIN, TOP + rows.size() * ROW, lanes, rows);
    }

    /** The fabric's line. */
    public int fabric() {
        return lanes.getLast().x();
    }

    private static String eventText(Failure.Line line) {
        return line.isEvent() && !line.reply().isEmpty()
                ? line.call() + ": " + line.reply()
                : line.call();
    }

    /** Wide enough for the label that needs it most, within bounds. */
    private static int spacing(Failure failure, List<Integer> order) {
        int wish = NARROWEST;
        for (Failure.Line line : failure.history()) {
            int lanes =
                    line.isEvent() ? order.size() : order.size() - order.indexOf(line.process());
            int letters = Math.max(eventText(line).length(), line.reply().length());
            wish = Math.max(wish, (letters * LETTER + GAP + lanes - 1) / lanes);
        }
        return Math.min(wish, WIDEST);
    }

    private static String shortened(String text, int letters) {
        return text.length() <= letters ? text : text.substring(0, Math.max(1, letters - 1)) + "…";
    }
}
