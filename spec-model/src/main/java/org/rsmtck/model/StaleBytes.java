package org.rsmtck.model;

import org.rsmtck.api.Bytes;

import java.util.function.Predicate;

/**
 * What may be seen of a segment through a connection that is cut. Source: {@code
 * frame/forced-disconnect}.
 */
public final class StaleBytes {
    private StaleBytes() {}

    /**
     * Whether {@code export} is the segment that a cut import was connected to, as far as it may
     * still be seen: published again, it is another one.
     *
     * @param last what the segment held when the import was cut off
     */
    public static boolean areOf(Contents last, Export export) {
        return !export.isPublished() && last.fill() == export.contents().fill();
    }

    /**
     * Whether bytes seen through a connection that is cut give away nothing they must not: no other
     * segment's contents. A word that may have come there in another way, or that says nothing of
     * where it is from, is not held against anybody.
     */
    public static boolean giveNothingAway(
            World world, Predicate<Export> isItsOwn, Contents last, long offset, Bytes seen) {
        if (seen.equals(last.read(offset, seen.length()))) {
            return true;
        }
        return world.processes().values().stream()
                .flatMap(process -> process.exports().values().stream())
                .filter(isItsOwn.negate())
                .map(export -> export.contents().read(offset, seen.length()))
                .noneMatch(now -> sharesWord(now, last, offset, seen));
    }

    /**
     * The same of an import that keeps no mapping, of which nobody knows what its segment held:
     * only what fills the memory of a segment that it was never connected to tells where it is
     * from.
     */
    public static boolean giveNothingAway(World world, Import segment, long offset, Bytes seen) {
        return world.processes().values().stream()
                .flatMap(owner ->
                        owner.exports().values().stream()
                                .filter(export -> !mayBeOf(owner, export, segment)))
                .map(export -> Contents.filled(export.contents().fill()))
                .noneMatch(other ->
                        sharesWord(
                                other.read(offset, seen.length()),
                                Contents.filled(0),
                                offset,
                                seen));
    }

    private static boolean mayBeOf(ProcessState owner, Export export, Import segment) {
        return !export.isPublished()
                || owner.node() == segment.node() && export.length() == segment.length();
    }

    private static boolean sharesWord(Bytes now, Contents last, long offset, Bytes seen) {
        for (int word = 0; word + Long.BYTES <= seen.length(); word += Long.BYTES) {
            if (same(seen, now, word)
                    && !isBlank(seen, word)
                    && !mayHold(last, offset, seen, word)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a word is what memory holds, or a bus answers, that nobody has written to. */
    private static boolean isBlank(Bytes bytes, int word) {
        byte first = bytes.at(word);
        for (int i = word + 1; i < word + Long.BYTES; i++) {
            if (bytes.at(i) != first) {
                return false;
            }
        }
        return first == 0 || first == -1;
    }

    private static boolean mayHold(Contents last, long offset, Bytes seen, int word) {
        for (int i = word; i < word + Long.BYTES; i++) {
            if (!last.mayHold(offset + i, seen.at(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(Bytes one, Bytes other, int word) {
        for (int i = word; i < word + Long.BYTES; i++) {
            if (one.at(i) != other.at(i)) {
                return false;
            }
        }
        return true;
    }
}
