package org.rsmtck.kit.races;

import org.rsmtck.api.Credentials;
import org.rsmtck.api.Topology;
import org.rsmtck.kit.drive.Setting;

import java.util.List;
import java.util.stream.Stream;

/**
 * Two calls that are made at the same time, on one node with two processes.
 *
 * @param clause the promise that an outcome without an order breaks
 * @param setup what is called before, one after the other
 * @param after what is called afterwards, one after the other, to see what the two have left
 */
record Race(
        String name, String clause, List<Turn> setup, Turn first, Turn second, List<Turn> after) {
    private static final Credentials OWNER = Credentials.user(1001, 101, 022);

    /** Where every race takes place. */
    static final Setting SETTING =
            new Setting(
                    Topology.oneNode(),
                    List.of(new Setting.Member(1, OWNER), new Setting.Member(1, OWNER)));

    Race {
        setup = List.copyOf(setup);
        after = List.copyOf(after);
    }

    /** All turns, in the order in which an outcome tells of them. */
    List<Turn> turns() {
        return Stream.of(setup, List.of(first, second), after).flatMap(List::stream).toList();
    }

    /** The name of the class that jcstress knows the race by. */
    String className() {
        return Race.class.getPackageName() + ".generated." + name;
    }
}
