package org.rsmtck.kit.target;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Words in braces, and what they stand for. */
final class Placeholders {
    /** Those of any place of a vendor file. */
    static final List<String> KNOWN =
            List.of(
                    "{here}",
                    "{fabric}",
                    "{topology}",
                    "{node}",
                    "{uid}",
                    "{gid}",
                    "{real_uid}",
                    "{real_gid}",
                    "{groups}",
                    "{link}",
                    "{port}",
                    "{controller}",
                    "{pid}");

    /** A shell's own {@code ${word}} is none. */
    private static final Pattern WORD = Pattern.compile("(?<!\\$)\\{[a-z_]+\\}");

    private Placeholders() {}

    /** The first word in braces that stands for nothing, if there is one. */
    static Optional<String> unknown(String text) {
        return WORD.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(word -> !KNOWN.contains(word))
                .findFirst();
    }

    /** The text with every known word in braces replaced; others stay as they are. */
    static String filled(String text, Map<String, String> values) {
        String filled = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace("{" + value.getKey() + "}", value.getValue());
        }
        return filled;
    }
}
