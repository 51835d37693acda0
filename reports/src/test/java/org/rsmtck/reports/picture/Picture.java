package org.rsmtck.reports.picture;

import org.rsmtck.explore.picture.Diagram;
import org.rsmtck.explore.picture.Diagram.Actor;
import org.rsmtck.explore.picture.Diagram.Cause;
import org.rsmtck.explore.picture.Diagram.Edge;
import org.rsmtck.reports.picture.Layout.Box;
import org.rsmtck.reports.picture.Layout.Path;
import org.rsmtck.reports.picture.Layout.Point;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A state diagram as SVG, for a light page and a dark one: it brings its own background, and needs
 * no script, no font and no network. Who does something is told by colour and by shape. The same
 * diagram gives the same bytes.
 */
public final class Picture {
    private static final int LEGEND = 40;
    private static final int CORNER = 8;

    /** Colours at least 4.5 to 1 against their background. */
    private static final String STYLE =
            """
            .page{fill:#ffffff;stroke:#d0d7de}.box{fill:#f6f8fa;stroke:#57606a}
            .name,.words,.IMPORTER,.EXPORTER,.SURROUNDINGS{stroke:none}
            .name{fill:#1f2328;font:600 15px sans-serif}.words{fill:#59636e;font:12px sans-serif}
            .IMPORTER{fill:#0550ae}.EXPORTER{fill:#953800}.SURROUNDINGS{fill:#6e40a8}
            .path{fill:none;stroke-width:1.5;stroke:#57606a}.head{stroke:none;fill:#57606a}
            .path.by-IMPORTER{stroke:#0550ae}.path.by-EXPORTER{stroke:#953800}
            .path.by-SURROUNDINGS{stroke:#6e40a8;stroke-dasharray:6 4}
            .head.by-IMPORTER{fill:#0550ae}.head.by-EXPORTER{fill:#953800}
            .head.by-SURROUNDINGS{fill:#6e40a8}
            .call{font:12px ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace}
            @media(prefers-color-scheme:dark){
            .page{fill:#0d1117;stroke:#3d444d}.box{fill:#212830;stroke:#9198a1}
            .name{fill:#f0f6fc}.words{fill:#9198a1}
            .IMPORTER{fill:#79c0ff}.EXPORTER{fill:#ffa657}.SURROUNDINGS{fill:#d2a8ff}
            .path{stroke:#9198a1}.head{fill:#9198a1}
            .path.by-IMPORTER{stroke:#79c0ff}.path.by-EXPORTER{stroke:#ffa657}
            .path.by-SURROUNDINGS{stroke:#d2a8ff}
            .head.by-IMPORTER{fill:#79c0ff}.head.by-EXPORTER{fill:#ffa657}
            .head.by-SURROUNDINGS{fill:#d2a8ff}
            }\
            """;

    private final StringBuilder svg = new StringBuilder();
    private final Layout layout;

    private Picture(Diagram diagram) {
        this.layout = Layout.of(diagram);
        double width = Math.max(layout.width(), legendWidth());
        double height = layout.height() + LEGEND;
        line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s %s\" width=\"%s\""
                        + " height=\"%s\" role=\"img\" aria-labelledby=\"title desc\">",
                number(width), number(height), number(width), number(height));
        line("<title id=\"title\">%s</title>", escaped(diagram.title()));
        line("<desc id=\"desc\">%s</desc>", escaped(told(diagram)));
        line("<style>%s</style>", STYLE);
        line(
                "<rect class=\"page\" x=\"0.5\" y=\"0.5\" width=\"%s\" height=\"%s\" rx=\"6\"/>",
                number(width - 1), number(height - 1));
        double shift = (width - layout.width()) / 2;
        line("<g transform=\"translate(%s 0)\">", number(shift));
        layout.paths().forEach(this::path);
        for (int i = 0; i < layout.boxes().size(); i++) {
            box(layout.boxes().get(i), i == 0);
        }
        layout.paths().forEach(path -> sign(path.sign(), path.at()));
        line("</g>");
        legend(layout.height() + LEGEND / 2.0 - 6);
        line("</svg>");
    }

    /** The image, ending in a newline. */
    public static String of(Diagram diagram) {
        return new Picture(diagram).svg.toString();
    }

    private static String told(Diagram diagram) {
        return diagram.words()
                + " "
                + diagram.edges().stream().map(Picture::told).collect(Collectors.joining(" "));
    }

    private static String told(Edge edge) {
        return "From %s to %s: %s."
                .formatted(
                        edge.from(),
                        edge.to(),
                        edge.causes().stream().map(Cause::words).collect(Collectors.joining(", ")));
    }

    private void box(Box box, boolean isFirst) {
        line(
                "<rect class=\"box\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"10\""
                        + " stroke-width=\"%s\"/>",
                number(box.x()),
                number(box.y()),
                number(box.width()),
                number(box.height()),
                isFirst ? "2.5" : "1.2");
        double middle = box.x() + box.width() / 2;
        centred("name", middle, box.y() + 25, box.node().name());
        if (!box.node().words().isEmpty()) {
            centred("words", middle, box.y() + 42, box.node().words());
        }
        double left = middle - box.inside().width() / 2;
        sign(box.inside(), new Point(left, box.y() + Layout.headOf(box.node())));
    }

    private void centred(String kind, double x, double y, String text) {
        line(
                "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"middle\">%s</text>",
                kind, number(x), number(y), escaped(text));
    }

    private void sign(Sign sign, Point at) {
        double y = at.y();
        for (Sign.Line text : sign.lines()) {
            if (text.isFirst()) {
                mark(text.by(), at.x() + 5, y + 9);
            }
            call(text.by(), at.x() + Sign.MARK, y + 13, text.text());
            y += Sign.LINE;
        }
    }

    private void call(Actor by, double x, double y, String text) {
        line(
                "<text class=\"call %s\" x=\"%s\" y=\"%s\">%s</text>",
                by, number(x), number(y), escaped(text));
    }

    private void mark(Actor by, double x, double y) {
        switch (by) {
            case IMPORTER ->
                    line(
                            "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"4\"/>",
                            by, number(x), number(y));
            case EXPORTER ->
                    line(
                            "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"8\" height=\"8\"/>",
                            by, number(x - 4), number(y - 4));
            case SURROUNDINGS ->
                    line(
                            "<path class=\"%s\" d=\"M%s %sl5 5-5 5-5-5z\"/>",
                            by, number(x), number(y - 5));
        }
    }

    private void path(Path path) {
        List<Actor> by = path.edge().causes().stream().map(Cause::by).distinct().toList();
        String who = by.size() == 1 ? " by-" + by.getFirst() : "";
        List<Point> points = path.points();
        line("<path class=\"path%s\" d=\"%s\"/>", who, rounded(points));
        line("<path class=\"head%s\" d=\"%s\"/>", who, head(points));
    }

    private static String rounded(List<Point> points) {
        StringBuilder way = new StringBuilder("M" + pair(points.getFirst()));
        for (int i = 1; i < points.size() - 1; i++) {
            Point corner = points.get(i);
            way.append("L").append(pair(towards(corner, points.get(i - 1))));
            way.append("Q").append(pair(corner));
            way.append(" ").append(pair(towards(corner, points.get(i + 1))));
        }
        return way.append("L").append(pair(points.getLast())).toString();
    }

    /** A little off the corner. */
    private static Point towards(Point corner, Point other) {
        double length = Math.hypot(other.x() - corner.x(), other.y() - corner.y());
        double part = length == 0 ? 0 : Math.min(CORNER, length / 2) / length;
        return new Point(
                corner.x() + (other.x() - corner.x()) * part,
                corner.y() + (other.y() - corner.y()) * part);
    }

    private static String head(List<Point> points) {
        Point tip = points.getLast();
        Point from = points.get(points.size() - 2);
        double length = Math.hypot(tip.x() - from.x(), tip.y() - from.y());
        double x = (tip.x() - from.x()) / length;
        double y = (tip.y() - from.y()) / length;
        Point one = new Point(tip.x() - 9 * x - 4.5 * y, tip.y() - 9 * y + 4.5 * x);
        Point other = new Point(tip.x() - 9 * x + 4.5 * y, tip.y() - 9 * y - 4.5 * x);
        return "M" + pair(tip) + "L" + pair(one) + "L" + pair(other) + "z";
    }

    private static double legendWidth() {
        double width = 32;
        for (Actor actor : Actor.values()) {
            width += actor.words().length() * Sign.LETTER + Sign.MARK + 20;
        }
        return width;
    }

    private void legend(double y) {
        double x = 20;
        for (Actor actor : Actor.values()) {
            mark(actor, x, y);
            call(actor, x + 9, y + 4, actor.words());
            x += actor.words().length() * Sign.LETTER + Sign.MARK + 20;
        }
    }

    private void line(String form, Object... values) {
        svg.append(form.formatted(values)).append('\n');
    }

    private static String pair(Point point) {
        return number(point.x()) + " " + number(point.y());
    }

    /** To a tenth of a pixel, so that the last bit of a sum does not show. */
    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
