package org.rsmtck.reports.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmtck.explore.picture.Diagram;
import org.rsmtck.explore.picture.Life;
import org.rsmtck.explore.picture.Life.Grain;
import org.rsmtck.model.Profile;
import org.rsmtck.reports.picture.Layout.Path;
import org.rsmtck.reports.picture.Layout.Point;
import org.w3c.dom.Document;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

/** A person can read the pictures. */
class PictureTest {
    /** What a README gives a picture, with letters still above 10 pixels. */
    private static final int WIDEST = 900;

    private static final Diagram IMPORT = Life.ofImport(Profile.STRICT, Grain.BRIEF);
    private static final Diagram EXPORT = Life.ofExport(Profile.STRICT);
    private static final Diagram FULL = Life.ofImport(Profile.STRICT, Grain.FULL);

    static List<Diagram> shown() {
        return List.of(IMPORT, EXPORT);
    }

    static List<Diagram> all() {
        return List.of(IMPORT, EXPORT, FULL);
    }

    private record Area(String of, double left, double top, double right, double bottom) {
        boolean meets(Area other) {
            return left < other.right
                    && other.left < right
                    && top < other.bottom
                    && other.top < bottom;
        }
    }

    private static List<Area> texts(Layout layout) {
        Stream<Area> boxes =
                layout.boxes().stream()
                        .map(box ->
                                new Area(
                                        box.node().name(),
                                        box.x(),
                                        box.y(),
                                        box.x() + box.width(),
                                        box.y() + box.height()));
        Stream<Area> signs =
                layout.paths().stream()
                        .map(path ->
                                new Area(
                                        path.edge().toString(),
                                        path.at().x(),
                                        path.at().y(),
                                        path.at().x() + path.sign().width(),
                                        path.at().y() + path.sign().height()));
        return Stream.concat(boxes, signs).toList();
    }

    private static List<Area> lines(Path path) {
        List<Area> lines = new ArrayList<>();
        for (int i = 1; i < path.points().size(); i++) {
            Point one = path.points().get(i - 1);
            Point other = path.points().get(i);
            lines.add(
                    new Area(
                            "line of " + path.edge(),
                            Math.min(one.x(), other.x()),
                            Math.min(one.y(), other.y()) + 0.01,
                            Math.max(one.x(), other.x()) + 0.01,
                            Math.max(one.y(), other.y()) - 0.01));
        }
        return lines;
    }

    @ParameterizedTest
    @MethodSource("all")
    void no_text_lies_over_another_or_under_a_line(Diagram diagram) {
        Layout layout = Layout.of(diagram);
        List<Area> texts = texts(layout);
        for (Area text : texts) {
            assertThat(texts).filteredOn(other -> other != text && other.meets(text)).isEmpty();
            assertThat(layout.paths())
                    .flatExtracting(PictureTest::lines)
                    .as(text.of)
                    .filteredOn(line -> line.meets(text))
                    .isEmpty();
            assertThat(text.left).isNotNegative();
            assertThat(text.top).isNotNegative();
            assertThat(text.right).isLessThanOrEqualTo(layout.width());
            assertThat(text.bottom).isLessThanOrEqualTo(layout.height());
        }
    }

    @ParameterizedTest
    @MethodSource("shown")
    void it_fits_a_page(Diagram diagram) {
        assertThat(Layout.of(diagram).width()).isLessThanOrEqualTo(WIDEST);
    }

    @ParameterizedTest
    @MethodSource("all")
    void it_is_an_image_with_a_title_that_tells_every_edge(Diagram diagram) throws Exception {
        Document svg =
                DocumentBuilderFactory.newDefaultNSInstance()
                        .newDocumentBuilder()
                        .parse(
                                new ByteArrayInputStream(
                                        Picture.of(diagram).getBytes(StandardCharsets.UTF_8)));

        assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo(diagram.title());
        String told = svg.getElementsByTagName("desc").item(0).getTextContent();
        diagram.edges()
                .forEach(edge ->
                        assertThat(told).contains("From " + edge.from() + " to " + edge.to()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void the_same_diagram_gives_the_same_bytes(Diagram diagram) {
        assertThat(Picture.of(diagram)).isEqualTo(Picture.of(diagram));
    }
}
