package org.rsmtck.explore.packed;

import org.rsmtck.api.Call;
import org.rsmtck.explore.GuardCombination;
import org.rsmtck.explore.Transition;
import org.rsmtck.explore.property.Property;

import java.util.List;

/** What a group of calls on one handle may do, or an event, or what happens by itself. */
final class Outcomes {

    /**
     * One thing that may be done.
     *
     * @param changes to parts, each to another one; empty if it changes nothing
     * @param broken claims about steps that are not true of this one
     */
    @SuppressWarnings(
            "ArrayRecordComponent") // walked for every step of a search, and never compared
    record Effect(Transition transition, Change[] changes, List<Property> broken) {}

    /** A call that was looked at, and where it stands among the rules. */
    record Seen(GuardCombination combination, int process, Call call) {}

    private final List<Effect> effects;
    private final Change[][] steps;
    private final List<Effect> broken;
    private final List<Seen> seen;
    private boolean isTold;

    Outcomes(List<Effect> effects, List<Seen> seen) {
        this.effects = List.copyOf(effects);
        this.steps =
                effects.stream()
                        .map(Effect::changes)
                        .filter(changes -> changes.length > 0)
                        .toArray(Change[][]::new);
        this.broken = effects.stream().filter(effect -> !effect.broken.isEmpty()).toList();
        this.seen = List.copyOf(seen);
    }

    /** The effects of which a claim is not true. */
    List<Effect> broken() {
        return broken;
    }

    List<Effect> effects() {
        return effects;
    }

    /** The changes of those effects that change anything. */
    Change[][] steps() {
        return steps;
    }

    /** How many effects change nothing. */
    int still() {
        return effects.size() - steps.length;
    }

    /** Tells of what was seen, once: what comes later is no shorter. For one thread alone. */
    void tell(PackedWorlds.Sightings sightings, long state) {
        if (!isTold) {
            isTold = true;
            for (Seen one : seen) {
                sightings.see(one.combination, state, one.process, one.call);
            }
        }
    }
}
