package org.rsmtck.explore.packed;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a step does to one part, whatever else that part holds. */
final class Change {

    /** One thing that is done to the part. */
    sealed interface Doing {
        Facet facet();

        Object apply(Object part);
    }

    /**
     * Puts a value in its place, or takes it away.
     *
     * @param key of a table; the facet itself where that is none
     * @param value what is under the key afterwards; null if nothing is
     */
    record Write(Facet facet, Object key, @Nullable Object value) implements Doing {
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

    /**
     * By the number of the part before, that of the part after: 0 where not worked out yet,
     * negative where a claim about such changes is not true.
     */
    private int[] images = new int[64];

    Change(int part, List<Doing> writes) {
        this.part = part;
        this.writes = List.copyOf(writes);
    }

    int part() {
        return part;
    }

    /**
     * The number of the part after the change: 0 if that was not asked before, negative if a claim
     * about such changes is not true.
     */
    int known(int number) {
        int[] all = images;
        return number < all.length ? all[number] : 0;
    }

    /** The same, worked out if need be. */
    int learn(Knowledge knowledge, int number) {
        int image = known(number);
        if (image != 0) {
            return image;
        }
        Object before = knowledge.parts().value(part, number);
        Object after = before;
        for (Doing write : writes) {
            after = write.apply(after);
        }
        image = knowledge.parts().numbered(part, after);
        if (!knowledge.claims().broken(before, after).isEmpty()) {
            image = -image;
        }
        if (number >= images.length) {
            images = Arrays.copyOf(images, Math.max(number + 1, 2 * images.length));
        }
        images[number] = image;
        return image;
    }
}
