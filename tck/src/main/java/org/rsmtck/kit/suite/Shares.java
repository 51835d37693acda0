package org.rsmtck.kit.suite;

import org.rsmtck.kit.plan.Owed;
import org.rsmtck.reports.Shard;

import java.util.List;

/**
 * Whose share of a run is what, where several share what is owed. A suite that works at all of it
 * at once goes whole to one of the last, and the others are shared out by the ids of what they owe.
 */
final class Shares {
    private final Shard mine;
    private final List<String> atOnce;

    Shares(Shard mine, List<SuiteKind> kinds) {
        this.mine = mine;
        this.atOnce = kinds.stream().filter(SuiteKind::isAtOnce).map(SuiteKind::name).toList();
    }

    /** Whether the suite works at all that it owes at once. */
    boolean isAtOnce(String suite) {
        return atOnce.contains(suite);
    }

    boolean isMine(Owed owed) {
        int place = atOnce.indexOf(owed.suite());
        int key = place < 0 ? owed.id().hashCode() : mine.of() - 1 - place;
        return Math.floorMod(key, mine.of()) == mine.number() - 1;
    }
}
