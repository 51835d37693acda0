package org.rsmtck.explore.packed;

import org.rsmtck.model.World;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What has been found out about the worlds of a scope. Whoever adds to it holds its lock. */
final class Knowledge {
    private record ChangeKey(int part, List<Change.Doing> writes) {}

    private final Parts parts;
    private final Claims claims;
    private final Attributes attributes = new Attributes();
    private final Map<ChangeKey, Change> changes = new HashMap<>();

    Knowledge(Parts parts, Claims claims) {
        this.parts = parts;
        this.claims = claims;
    }

    Claims claims() {
        return claims;
    }

    Parts parts() {
        return parts;
    }

    DependencyTracker watch(long state) {
        return new DependencyTracker(parts, attributes, parts.unpack(state));
    }

    Attributes attributes() {
        return attributes;
    }

    int value(Attribute attribute, long state) {
        int number = parts.number(state, attribute.part());
        return attribute.learn(number, parts.value(attribute.part(), number));
    }

    Change change(DependencyTracker.Part part) {
        return changes.computeIfAbsent(
                new ChangeKey(part.index(), part.writes()),
                key -> new Change(key.part, key.writes));
    }

    synchronized long pack(World world) {
        return parts.pack(world);
    }

    synchronized World unpack(long state) {
        return parts.unpack(state);
    }
}
