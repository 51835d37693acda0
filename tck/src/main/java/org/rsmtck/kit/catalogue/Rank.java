package org.rsmtck.kit.catalogue;

/** Which of several something is. */
enum Rank {
    LAST("last"),
    FIRST("first"),
    SECOND("second"),
    THIRD("third"),
    MIDDLE("in the middle");

    private final String words;

    Rank(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** How many of {@code others} come before it. */
    int before(int others) {
        return switch (this) {
            case LAST -> others;
            case FIRST -> 0;
            case SECOND -> Math.min(1, others);
            case THIRD -> Math.min(2, others);
            case MIDDLE -> others / 2;
        };
    }
}
