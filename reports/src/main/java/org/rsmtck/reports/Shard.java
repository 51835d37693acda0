package org.rsmtck.reports;

import java.util.Locale;

/**
 * Which part of what is owed a run takes, where several runs share it.
 *
 * @param number from 1
 * @param of how many there are
 */
public record Shard(int number, int of) {
    /** All of it. */
    public static final Shard WHOLE = new Shard(1, 1);

    public Shard {
        if (number < 1 || number > of) {
            throw new IllegalArgumentException("there is no shard " + number + " of " + of);
        }
    }

    public boolean isWhole() {
        return of == 1;
    }

    /** For instance {@code shard 2 of 3}. */
    public String words() {
        return String.format(Locale.ROOT, "shard %d of %d", number, of);
    }

    /** As a command line asks for it, with a space before it; empty for the whole. */
    public String option() {
        return isWhole() ? "" : String.format(Locale.ROOT, " --shard %d/%d", number, of);
    }
}
