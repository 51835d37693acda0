package org.rsmtck.kit.cli;

import org.apache.commons.text.similarity.LevenshteinDistance;

import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;

/** Names that were meant, for those who mistype them. */
final class Names {
    private static final int MOST = 3;

    private Names() {}

    /** The sentence for a name that is not known. */
    static MisuseException unknown(String what, String name, Collection<String> known) {
        String nearest =
                known.stream()
                        .sorted(Comparator.comparingInt(one -> distance(one, name)))
                        .limit(MOST)
                        .collect(Collectors.joining(", "));
        return new MisuseException(
                what + " \"" + name + "\" is not known; the nearest are: " + nearest);
    }

    private static int distance(String one, String other) {
        int edits =
                LevenshteinDistance.getDefaultInstance()
                        .apply(
                                one.toLowerCase(java.util.Locale.ROOT),
                                other.toLowerCase(java.util.Locale.ROOT));
        boolean within =
                one.toLowerCase(java.util.Locale.ROOT)
                        .contains(other.toLowerCase(java.util.Locale.ROOT));
        return within ? 0 : edits;
    }
}
