package org.rsmtck.kit.catalogue;

/** What the importer exports, for the exporter to import. */
enum Mutuality {
    NONE("none"),
    ANOTHER_ID("one, which the exporter imports"),
    SAME_ID("one under the id of the exporter's, which that imports");

    private final String words;

    Mutuality(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
