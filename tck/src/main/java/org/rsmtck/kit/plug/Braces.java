package org.rsmtck.kit.plug;

import java.util.Map;

/** Words in braces, and what they stand for. */
final class Braces {
    private Braces() {}

    /** The text with every known word in braces replaced; others stay as they are. */
    static String filled(String text, Map<String, String> values) {
        String filled = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace("{" + value.getKey() + "}", value.getValue());
        }
        return filled;
    }
}
