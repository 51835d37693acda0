package org.rsmtck.kit.catalogue;

import org.rsmtck.model.Import.Mapping;

import java.util.Optional;

/** What of a segment is mapped. */
enum Window {
    WHOLE("the whole segment"),
    NONE("none"),
    FIRST("the first page"),
    SECOND("the second page"),
    LAST("the last page"),
    BUT_FIRST("all but the first page"),
    BUT_LAST("all but the last page"),
    PART_OF_FIRST("bytes of the first page");

    private static final int BYTES = 100;

    private final String words;

    Window(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** Offset and length in a segment of so many pages; empty if there is none. */
    Optional<Mapping> of(int pages, long page, int permission) {
        return switch (this) {
            case NONE -> Optional.empty();
            case WHOLE -> mapping(permission, 0, pages * page);
            case FIRST -> mapping(permission, 0, page);
            case SECOND -> mapping(permission, pages == 1 ? 0 : page, page);
            case LAST -> mapping(permission, (pages - 1) * page, page);
            case BUT_FIRST ->
                    pages == 1
                            ? mapping(permission, 0, page)
                            : mapping(permission, page, (pages - 1) * page);
            case BUT_LAST -> mapping(permission, 0, Math.max(1, pages - 1) * page);
            case PART_OF_FIRST -> mapping(permission, 0, BYTES);
        };
    }

    private static Optional<Mapping> mapping(int permission, long offset, long length) {
        return Optional.of(new Mapping(permission, offset, length, 0));
    }
}
