package org.rsmtck.kit.selftest;

import java.util.List;

/**
 * A mistake that an implementation has built in, and that its environment switches on.
 *
 * @param id that switches it on
 * @param operator what kind of mistake it is
 * @param code of the interface that the place stands for, such as {@code BAD_ADDR}; empty if for
 *     none
 * @param where file, line and function
 * @param text of the code
 * @param what is made of it
 * @param excuse why it is no mistake or, if it begins with {@code open}, what the kit does not
 *     reach; empty if there is none
 */
public record SwitchedMutant(
        String id,
        String operator,
        String code,
        String where,
        String text,
        String what,
        String excuse) {
    private static final int FIELDS = 7;

    /**
     * From a line of fields with tabs between them, in the order of the components.
     *
     * @throws IllegalArgumentException if it is not one
     */
    static SwitchedMutant of(String line) {
        List<String> fields = List.of(line.split("\t", -1));
        if (fields.size() != FIELDS || fields.getFirst().isBlank()) {
            throw new IllegalArgumentException(
                    "\"" + line + "\" is not " + FIELDS + " fields with tabs between them");
        }
        return new SwitchedMutant(
                fields.get(0),
                fields.get(1),
                fields.get(2),
                fields.get(3),
                fields.get(4),
                fields.get(5),
                fields.get(6));
    }

    /** Whether it is excused for what the kit does not reach, and not because it is right. */
    public boolean isOpen() {
        return excuse.startsWith("open");
    }

    /** In one line. */
    public String words() {
        return where + ": " + text + ": " + what;
    }
}
