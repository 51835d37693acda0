package org.rsmtck.kit.history;

import org.rsmtck.kit.execute.SettingLines;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Variant;
import org.rsmtck.model.VariationPoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is known of the choices of an implementation, as a line of a file. */
final class ReadingLines {
    private ReadingLines() {}

    static Line of(Interpretation reading) {
        Line line = SettingLines.start("reading");
        for (Map.Entry<VariationPoint<?>, Variant> choice : reading.choices().entrySet()) {
            line = line.with(word(choice.getKey()), word(choice.getValue()));
        }
        return line;
    }

    static String word(VariationPoint<?> point) {
        return point.name().toLowerCase(Locale.ROOT);
    }

    static String word(Variant option) {
        return option.name().toLowerCase(Locale.ROOT);
    }

    static Interpretation read(Line line) {
        List<String> known = new ArrayList<>(List.of("v", "line"));
        VariationPoint.all().forEach(point -> known.add(word(point)));
        SettingLines.check(line, known);
        Interpretation reading = Interpretation.NONE;
        for (VariationPoint<?> point : VariationPoint.all()) {
            if (line.has(word(point))) {
                reading = with(reading, point, line.text(word(point)));
            }
        }
        return reading;
    }

    private static <V extends Enum<V> & Variant> Interpretation with(
            Interpretation reading, VariationPoint<V> point, String text) {
        V option =
                point.options().stream()
                        .filter(one -> word(one).equals(text))
                        .findFirst()
                        .orElseThrow(() ->
                                SettingLines.wrong(
                                        word(point),
                                        "\"" + text + "\"",
                                        "is not offered there; write one of "
                                                + point.options().stream()
                                                        .map(ReadingLines::word)
                                                        .toList()));
        return reading.with(point, option);
    }
}
