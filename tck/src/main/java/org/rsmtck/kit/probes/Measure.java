package org.rsmtck.kit.probes;

/** What a process can hold more and more of. */
enum Measure {
    DESCRIPTORS("descriptors", "descriptors"),
    MAPPINGS("mappings", "mappings"),
    RESIDENT("resident", "B of resident memory");

    private static final long RESIDENT_PER_ROUND = 16;
    private static final long RESIDENT_AT_LEAST = 256 << 10;
    private static final long MOST_DESCRIPTORS = 4;
    private static final long MOST_MAPPINGS = 16;

    private final String field;
    private final String words;

    Measure(String field, String words) {
        this.field = field;
        this.words = words;
    }

    /** Its field in what an agent says of its process. */
    String field() {
        return field;
    }

    String words() {
        return words;
    }

    /** How much more is no growth. */
    long bound(long rounds) {
        return switch (this) {
            case DESCRIPTORS -> MOST_DESCRIPTORS;
            case MAPPINGS -> MOST_MAPPINGS;
            case RESIDENT -> Math.max(RESIDENT_AT_LEAST, RESIDENT_PER_ROUND * rounds);
        };
    }
}
