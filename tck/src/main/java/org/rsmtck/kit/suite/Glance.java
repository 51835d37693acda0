package org.rsmtck.kit.suite;

import org.rsmtck.model.ProcessState;
import org.rsmtck.model.Table;
import org.rsmtck.model.World;

import java.util.SplittableRandom;

/**
 * A world of which only some of the many things are seen, so that what can be done is a short list.
 */
final class Glance {
    private static final int ENOUGH = 6;

    private Glance() {}

    /** The world itself where no process holds many things; else one with a few of them. */
    static World at(World world, SplittableRandom random) {
        World seen = world;
        for (int process : world.processes().keys()) {
            ProcessState me = world.process(process);
            if (me.exports().size() > ENOUGH || me.imports().size() > ENOUGH) {
                ProcessState some =
                        me.with(
                                me.controllers(),
                                some(me.exports(), random),
                                some(me.imports(), random),
                                me.barriers());
                seen = seen.withProcess(process, all -> some);
            }
        }
        return seen;
    }

    private static <V> Table<Long, V> some(Table<Long, V> all, SplittableRandom random) {
        Table<Long, V> some = all;
        while (some.size() > ENOUGH) {
            int index = random.nextInt(some.size());
            some = some.without(some.keys().stream().skip(index).findFirst().orElseThrow());
        }
        return some;
    }
}
