package org.rsmtck.kit.catalogue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** In what order many things are given back. */
enum Order {
    AS_MADE("as they were made"),
    BACKWARDS("the last one first"),
    INSIDE_OUT("those in the middle first"),
    EVEN_FIRST("every other one, and then the rest");

    private final String words;

    Order(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    <T> List<T> of(List<T> all) {
        List<T> ordered = new ArrayList<>(all);
        switch (this) {
            case AS_MADE -> {}
            case BACKWARDS -> Collections.reverse(ordered);
            case INSIDE_OUT -> Collections.rotate(ordered, all.size() / 2);
            case EVEN_FIRST -> {
                ordered.clear();
                for (int first = 0; first < 2; first++) {
                    for (int i = first; i < all.size(); i += 2) {
                        ordered.add(all.get(i));
                    }
                }
            }
        }
        return ordered;
    }
}
