package org.rsmtck.kit.catalogue;

/** What a process imports besides the segment in question. */
enum Spread {
    SAME("the same segment"),
    OTHERS("one after another of the other segments"),
    MIXED("the same segment and the others in turn");

    private final String words;

    Spread(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** Whether number {@code index} is of the same segment. */
    boolean isSame(int index) {
        return switch (this) {
            case SAME -> true;
            case OTHERS -> false;
            case MIXED -> index % 2 == 0;
        };
    }
}
