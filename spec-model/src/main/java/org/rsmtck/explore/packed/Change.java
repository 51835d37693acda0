package org.rsmtck.explore.packed;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a step does to one part, whatever else that part holds. */
final class Change {

    /** One thing that is done to the part. */
    sealed interface Doing {
        Object apply(Object part);
    }

    /**
     * @param value what is under the key afterwards; null if nothing is
     */
    record Write(Facet facet, Object key, Object value) implements Doing {
        @Override
        public Object apply(Object part) {
            return facet.change(part, key, value);
        }
    }

    /** Every value of a table is changed in the same way. */
    record Mapping(Facet facet, UnaryOperator<?> change) implements Doing {
        @Override
        public Object apply(Object part) {
            return facet.change(part, change);
        }
    }

    private final int part;
    private final List<Doing> writes;

    /** By the number of the part before, that of the part after; 0 where not worked out yet. */
    private int[] images = new int[64];

    Change(int part, List<Doing> writes) {
        this.part = part;
        this.writes = List.copyOf(writes);
    }

    int part() {
        return part;
    }

    /** The number of the part after the change, or 0 if that was not asked before. */
    int known(int number) {
        int[] all = images;
        return number < all.length ? all[number] : 0;
    }

    int learn(Parts parts, int number) {
        int image = known(number);
        if (image != 0) {
            return image;
        }
        Object value = parts.value(part, number);
        for (Doing write : writes) {
            value = write.apply(value);
        }
        image = parts.numbered(part, value);
        if (number >= images.length) {
            images = Arrays.copyOf(images, Math.max(number + 1, 2 * images.length));
        }
        images[number] = image;
        return image;
    }
}
