package org.rsmtck.kit.histories;

import org.rsmtck.kit.plan.Owed;

import java.util.List;
import java.util.Set;

/**
 * What a program is to bring about: two calls at the same time, by two threads, about the same
 * thing. Without words, anything.
 *
 * @param thing that both are about
 * @param words of the two calls; none if any will do
 * @param clauses that it exercises
 */
record Aim(Thing thing, List<String> words, List<String> clauses) {
    static final String CONNECT = "connect/MT-safe";
    static final String DISCONNECT = "disconnect/MT-safe";
    static final String NO_CRASH_NO_HANG = "frame/no-crash-no-hang";

    /** What two calls may be about. */
    enum Thing {
        IMPORT("import", Things.IMPORT),
        SEGMENT("segment", Things.SEGMENT),
        CONTROLLER("controller", Things.CONTROLLER),
        ANY("thing", "");

        private final String word;
        private final String names;

        /**
         * @param names how the names of such things begin
         */
        Thing(String word, String names) {
            this.word = word;
            this.names = names;
        }

        boolean isNamed(String name) {
            return name.startsWith(names);
        }
    }

    Aim {
        words = List.copyOf(words);
        clauses = List.copyOf(clauses);
    }

    /** Two calls; the clauses are those of the page's own calls among them. */
    static Aim at(Thing thing, String first, String second) {
        boolean isConnect = first.equals("connect") || second.equals("connect");
        boolean isDisconnect = first.equals("disconnect") || second.equals("disconnect");
        // The page promises nothing of its neighbours alone: they stand in for what they stand by.
        boolean isOfConnect = isConnect || !isDisconnect && thing != Thing.IMPORT;
        List<String> clauses =
                isOfConnect && isDisconnect
                        ? List.of(CONNECT, DISCONNECT)
                        : List.of(isOfConnect ? CONNECT : DISCONNECT);
        return new Aim(thing, List.of(first, second), clauses);
    }

    /** For instance {@code map and disconnect of one import}. */
    String name() {
        return words.isEmpty()
                ? "anything at once"
                : words.get(0) + " and " + words.get(1) + " of one " + thing.word;
    }

    Owed owed() {
        return new Owed(
                HistoriesSuite.NAME + ": " + name(), HistoriesSuite.NAME, clauses, List.of());
    }

    /** Whether two calls that were made at the same time are what is aimed at. */
    boolean isMetBy(Lane.Turn one, Lane.Turn other) {
        return isAbout(one, other)
                && (words.isEmpty()
                        || words.equals(List.of(one.word(), other.word()))
                        || words.equals(List.of(other.word(), one.word())));
    }

    private boolean isAbout(Lane.Turn one, Lane.Turn other) {
        Set<String> things = other.things();
        return one.things().stream().anyMatch(name -> thing.isNamed(name) && things.contains(name));
    }
}
