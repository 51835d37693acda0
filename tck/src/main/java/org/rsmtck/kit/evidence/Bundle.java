package org.rsmtck.kit.evidence;

/** The names of the files of a bundle. */
final class Bundle {
    static final String MANIFEST = "manifest.json";
    static final String RESULTS = "results.json";
    static final String SEQUENCES = "sequences.jsonl";

    /** For each line of the files of lines, by which a line that was changed is found. */
    static final String LINES = "lines.txt";

    private static final int SHORT = 16;

    private Bundle() {}

    /** As the file of lines has it. */
    static String lineHash(String line) {
        return Hashes.of(line).substring(0, SHORT);
    }
}
