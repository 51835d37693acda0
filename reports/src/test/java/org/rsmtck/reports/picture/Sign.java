package org.rsmtck.reports.picture;

import org.rsmtck.explore.picture.Diagram.Actor;
import org.rsmtck.explore.picture.Diagram.Cause;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines of text that stand together, in letters of one width. Lengths are in pixels.
 *
 * @param lines from top to bottom
 */
record Sign(List<Line> lines) {

    /** Some causes by one actor; {@code isFirst} of those by this actor, which gets the mark. */
    record Line(Actor by, String text, boolean isFirst) {}

    /** Of a letter: 12 pixels high, it is 0.6 of that wide in every usual font, and a bit. */
    static final double LETTER = 7.3;

    static final int LINE = 17;

    /** What the mark of an actor takes in front of its line. */
    static final int MARK = 14;

    Sign {
        lines = List.copyOf(lines);
    }

    /**
     * The causes, actor by actor, with as many on a line as fit.
     *
     * @param longest line, in letters; a single word may be longer
     */
    static Sign of(List<Cause> causes, int longest) {
        List<Line> lines = new ArrayList<>();
        for (Cause cause : causes) {
            Line last = lines.isEmpty() ? null : lines.getLast();
            boolean isSame = last != null && last.by == cause.by();
            String joined = isSame ? last.text + ", " + cause.words() : "";
            if (isSame && joined.length() + 1 <= longest) {
                lines.set(lines.size() - 1, new Line(cause.by(), joined, last.isFirst));
            } else {
                if (isSame) {
                    lines.set(lines.size() - 1, new Line(last.by, last.text + ",", last.isFirst));
                }
                boolean isFirst = !isSame;
                for (String part : parts(cause.words(), longest)) {
                    lines.add(new Line(cause.by(), part, isFirst));
                    isFirst = false;
                }
            }
        }
        return new Sign(lines);
    }

    /** The words on lines that are no longer than they must be. */
    private static List<String> parts(String words, int longest) {
        List<String> parts = new ArrayList<>();
        for (String word : words.split(" ")) {
            boolean fits =
                    !parts.isEmpty() && parts.getLast().length() + 1 + word.length() <= longest;
            if (fits) {
                parts.set(parts.size() - 1, parts.getLast() + " " + word);
            } else {
                parts.add(word);
            }
        }
        return parts;
    }

    double width() {
        return lines.stream().mapToInt(line -> line.text.length()).max().orElse(0) * LETTER + MARK;
    }

    double height() {
        return lines.size() * LINE;
    }
}
