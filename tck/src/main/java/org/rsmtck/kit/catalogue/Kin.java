package org.rsmtck.kit.catalogue;

import org.rsmtck.api.Capability;
import org.rsmtck.api.Credentials;

import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Who the importer is to the exporter.
 *
 * @param of the importer, by the exporter
 */
record Kin(String words, UnaryOperator<Credentials> of) {
    private static final int FOREIGN = 7001;
    private static final int FIRST_GROUP = 20_000;

    static final Kin SELF = new Kin("the same user", exporter -> exporter);

    static final Kin STRANGER = stranger("another user of another group", FOREIGN, FOREIGN);

    static final Kin OF_THE_SAME_GROUP =
            new Kin(
                    "another user of the same group",
                    exporter -> user(FOREIGN, exporter.gid(), new TreeSet<>()));

    static final Kin BY_REAL_IDS =
            new Kin(
                    "the same user by its real ids alone",
                    exporter ->
                            new Credentials(
                                    FOREIGN,
                                    FOREIGN,
                                    exporter.uid(),
                                    exporter.gid(),
                                    new TreeSet<>(),
                                    0));

    private static final Kin OF_ANOTHER_GROUP_OF_ITS =
            stranger(
                    "another user of a group that the exporter is in besides its own",
                    FOREIGN,
                    FIRST_GROUP);

    static List<Kin> all() {
        return List.of(
                SELF,
                STRANGER,
                OF_THE_SAME_GROUP,
                new Kin(
                        "another user of the same group, and of one besides",
                        exporter ->
                                user(FOREIGN, exporter.gid(), new TreeSet<>(Set.of(FIRST_GROUP)))),
                new Kin(
                        "the same user by its effective ids alone",
                        exporter ->
                                new Credentials(
                                        exporter.uid(),
                                        exporter.gid(),
                                        FOREIGN,
                                        FOREIGN,
                                        new TreeSet<>(),
                                        0)),
                BY_REAL_IDS,
                member(1, 1),
                member(1, 2),
                member(2, 2),
                member(3, 3),
                member(8, 8),
                member(9, 9),
                member(15, 15),
                member(16, 16),
                member(17, 17),
                member(32, 32),
                member(33, 33),
                member(1, 33),
                withGroups(1),
                withGroups(17),
                OF_ANOTHER_GROUP_OF_ITS,
                like("user id plus 2^8", 1 << 8, FOREIGN),
                like("user id plus 2^16", 1 << 16, FOREIGN),
                like("user id plus 2^24", 1 << 24, FOREIGN),
                like("group id plus 2^8", FOREIGN, 1 << 8),
                like("group id plus 2^16", FOREIGN, 1 << 16),
                like("group id plus 2^24", FOREIGN, 1 << 24),
                new Kin("root", exporter -> user(0, 0, new TreeSet<>())));
    }

    /** The groups that the exporter is in besides its own. */
    NavigableSet<Integer> exportersGroups() {
        return new TreeSet<>(this == OF_ANOTHER_GROUP_OF_ITS ? Set.of(FIRST_GROUP) : Set.of());
    }

    private static Kin stranger(String words, int uid, int gid) {
        return new Kin(words, exporter -> user(uid, gid, new TreeSet<>()));
    }

    private static Kin member(int place, int groups) {
        return new Kin(
                "a member of its group by number " + place + " of " + groups + " groups",
                exporter -> user(FOREIGN, FOREIGN, groups(exporter.gid(), place, groups)));
    }

    private static Kin withGroups(int groups) {
        return new Kin(
                "no member of its group, of " + groups + " others",
                exporter -> {
                    NavigableSet<Integer> others = new TreeSet<>();
                    IntStream.range(0, groups).map(i -> FIRST_GROUP + i).forEach(others::add);
                    return user(FOREIGN, FOREIGN, others);
                });
    }

    private static Kin like(String words, int moreUid, int moreGid) {
        return new Kin(
                "another user with the same " + words,
                exporter ->
                        user(
                                moreUid == FOREIGN ? FOREIGN : exporter.uid() + moreUid,
                                moreGid == FOREIGN ? FOREIGN : exporter.gid() + moreGid,
                                new TreeSet<>()));
    }

    /** So many groups in ascending order, the wanted one at this place; group 0 is always first. */
    private static NavigableSet<Integer> groups(int wanted, int place, int count) {
        NavigableSet<Integer> groups = new TreeSet<>(Set.of(wanted));
        for (int i = 1; i < count; i++) {
            groups.add(i < place && i <= wanted ? wanted - i : wanted + i);
        }
        return groups;
    }

    private static Credentials user(int uid, int gid, NavigableSet<Integer> groups) {
        return new Credentials(uid, gid, uid, gid, groups, 0);
    }

    Set<Capability> needs() {
        return this == SELF ? Set.of() : Set.of(Capability.CREDENTIALS);
    }
}
