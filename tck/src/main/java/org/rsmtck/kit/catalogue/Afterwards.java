package org.rsmtck.kit.catalogue;

/** What is done once the connection is at its end, before all is given back. */
enum Afterwards {
    NOTHING("nothing"),
    AGAIN("connect again"),
    PUBLISHED_ANEW("publish under the same id, and connect"),
    PUBLISHED_ELSEWHERE("publish under another id, and connect to both"),
    ANOTHER_IN_ITS_PLACE("another export under the same id, and connect");

    private final String words;

    Afterwards(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
