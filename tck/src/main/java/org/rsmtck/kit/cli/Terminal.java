package org.rsmtck.kit.cli;

import java.io.Console;
import java.util.Optional;

/** Text as a terminal can be given it: what would steer it is written out. */
final class Terminal {
    private Terminal() {}

    /** Whether there is one, to read from and to write to. */
    static boolean isThere() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    /** Text of several lines. */
    static String text(String text) {
        return escaped(text, true);
    }

    /** One line. */
    static String line(String text) {
        return escaped(text, false);
    }

    private static String escaped(String text, boolean keepsLines) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> {
                    if (c == '\n' && keepsLines || c == '\t' && keepsLines) {
                        escaped.appendCodePoint(c);
                    } else if (steers(c)) {
                        escaped.append("\\u%04x".formatted(c));
                    } else {
                        escaped.appendCodePoint(c);
                    }
                });
        return escaped.toString();
    }

    /** Control characters, and what changes the direction or the lines of text. */
    private static boolean steers(int c) {
        return Character.isISOControl(c)
                || c == 0x2028
                || c == 0x2029
                || c >= 0x200e && c <= 0x200f
                || c >= 0x202a && c <= 0x202e
                || c >= 0x2066 && c <= 0x2069
                || c >= 0xd800 && c <= 0xdfff;
    }
}
