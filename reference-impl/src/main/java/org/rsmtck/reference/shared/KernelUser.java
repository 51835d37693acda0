package org.rsmtck.reference.shared;

import org.rsmtck.api.Credentials;

import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the kernel is told of a participant's identity.
 *
 * @param identities whose word counts in the fabric
 * @param isForeign whether the process is a superuser that plays another user, and gives him its
 *     files
 * @param credentials who the participant says it is
 */
record KernelUser(Identities identities, boolean isForeign, Credentials credentials) {

    /**
     * @throws IllegalArgumentException if the process may not be who the participant says
     */
    static KernelUser of(Identities identities, Credentials credentials) {
        if (identities == Identities.DECLARED) {
            return new KernelUser(identities, false, credentials);
        }
        int uid = Posix.geteuid();
        int gid = Posix.getegid();
        boolean isOwn = credentials.uid() == uid && credentials.gid() == gid;
        if (uid != 0) {
            TreeSet<Integer> groups =
                    Arrays.stream(Posix.getgroups())
                            .boxed()
                            .collect(Collectors.toCollection(TreeSet::new));
            groups.add(gid);
            if (!isOwn || !groups.containsAll(credentials.groups())) {
                throw new IllegalArgumentException(
                        "a process of user "
                                + uid
                                + ", group "
                                + gid
                                + ", groups "
                                + groups
                                + " cannot join as "
                                + credentials
                                + ": in this fabric the kernel says who a process is");
            }
        }
        return new KernelUser(identities, !isOwn, credentials);
    }

    /**
     * Whether the file is from the user that it is said to be from. Where the kernel says who a
     * process is, nobody's word counts for another: a card that claims another exporter, or memory
     * that somebody else has put in its place, is none.
     */
    boolean vouches(Descriptor file, int uid) {
        return identities == Identities.DECLARED || file.belongsTo(uid);
    }

    /** Gives a file of this process to the user that it plays. */
    void own(Descriptor file) {
        if (isForeign) {
            file.give(credentials.uid(), credentials.gid());
        }
    }

    /** Gives the name of a publication to the user that this process plays. */
    void own(FolderFiles files, String name) {
        if (isForeign) {
            files.give(name, credentials.uid(), credentials.gid());
        }
    }
}
