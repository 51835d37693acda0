package org.rsmtck.api;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who a process is.
 *
 * @param uid effective user id
 * @param gid effective group id
 * @param realUid real user id
 * @param realGid real group id
 * @param groups supplementary group ids
 * @param umask the file mode creation mask
 */
public record Credentials(
        int uid, int gid, int realUid, int realGid, SortedSet<Integer> groups, int umask) {

    public Credentials {
        groups = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(groups));
    }

    /** An ordinary user with no supplementary groups, and real ids equal to effective ones. */
    public static Credentials user(int uid, int gid, int umask) {
        return new Credentials(uid, gid, uid, gid, new TreeSet<>(), umask);
    }
}
