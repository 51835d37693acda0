package org.rsmtck.kit.cli;

/** Words as a shell takes them. */
final class Shell {
    private Shell() {}

    /** The word, so that a shell takes it as one and as it is. */
    static String quoted(Object word) {
        String text = word.toString();
        return text.matches("[\\p{L}\\p{N}_@%+=:,./-]+")
                ? text
                : "'" + text.replace("'", "'\\''") + "'";
    }
}
