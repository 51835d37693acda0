package org.rsmtck.reference.shared;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** How the files of publications are called. */
final class Names {
    private static final String MEMORY_SUFFIX = ".memory";
    private static final Pattern CARD = Pattern.compile("\\d{1,2}\\.[0-9a-f]{1,8}");
    private static final Pattern MEMORY = Pattern.compile("[0-9a-f]{16}\\.memory");

    private Names() {}

    static String card(int node, int segment) {
        return node + "." + Integer.toHexString(segment);
    }

    static String memory(long number) {
        return HexFormat.of().toHexDigits(number) + MEMORY_SUFFIX;
    }

    static boolean isCard(String name) {
        return CARD.matcher(name).matches();
    }

    static boolean isMemory(String name) {
        return MEMORY.matcher(name).matches();
    }
}
