package org.rsmtck.explore.packed;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What can happen to one part, by its number and by what it looks at in other parts. Read without a
 * lock, written under one.
 */
final class Locals {
    private record Of(int part, Facet facet) {}

    private final int part;
    private final Attributes attributes;

    /**
     * Tables that are looked at whole: where single entries matter, one look at all of a table
     * takes the place of many.
     */
    private final Set<Of> wholes = new LinkedHashSet<>();

    private volatile AtomicReferenceArray<DecisionTree<Local>> known =
            new AtomicReferenceArray<>(64);

    Locals(int part, Attributes attributes) {
        this.part = part;
        this.attributes = attributes;
    }

    /** Null if there is none yet. */
    @Nullable DecisionTree<Local> get(int number) {
        AtomicReferenceArray<DecisionTree<Local>> all = known;
        return number < all.length() ? all.get(number) : null;
    }

    DecisionTree<Local> getOrMake(int number) {
        if (number >= known.length()) {
            AtomicReferenceArray<DecisionTree<Local>> more =
                    new AtomicReferenceArray<>(Math.max(number + 1, 2 * known.length()));
            for (int i = 0; i < known.length(); i++) {
                more.setPlain(i, known.getPlain(i));
            }
            known = more;
        }
        if (known.get(number) == null) {
            known.set(number, new DecisionTree<>());
        }
        return known.get(number);
    }

    /**
     * The way to take to what rests on all of {@code path}. If it is of another kind than those
     * before, what is known is forgotten, and comes again.
     */
    List<Attribute> wayAlong(Collection<Attribute> path) {
        boolean isNew = false;
        for (Attribute attribute : path) {
            if (attribute.part() != part && attribute.isEntry()) {
                isNew |= wholes.add(new Of(attribute.part(), attribute.facet()));
            }
        }
        if (isNew) {
            known = new AtomicReferenceArray<>(known.length());
        }
        List<Attribute> way = new ArrayList<>();
        for (Of whole : wholes) {
            way.add(attributes.whole(whole.part, whole.facet));
        }
        for (Attribute attribute : path) {
            if (attribute.part() != part
                    && !wholes.contains(new Of(attribute.part(), attribute.facet()))) {
                way.add(attribute);
            }
        }
        return way;
    }
}
