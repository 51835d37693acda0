package org.rsmtck.explore.packed;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Call;
import org.rsmtck.explore.GuardCombination;
import org.rsmtck.explore.Transition;
import org.rsmtck.explore.Worlds;
import org.rsmtck.explore.packed.Local.Violation;
import org.rsmtck.explore.packed.Outcomes.Effect;
import org.rsmtck.explore.property.Property;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The worlds of a scope as numbers. */
public final class PackedWorlds implements PackedSpace {

    /** Is told of calls that fall into a cell, in worlds that do not change of themselves. */
    public interface Sightings {
        void see(GuardCombination combination, long state, int process, Call call);
    }

    /**
     * Is told of claims: of those that should always be true and are not, and of those that are.
     */
    public interface Findings {
        /**
         * May be told by several threads at once, and more than once of the same property.
         *
         * @param transition the step from the state that it is about; empty if it is about the
         *     state
         */
        void found(Property property, long state, Optional<Transition> transition);
    }

    /** Is told of a step, and where it leads. */
    public interface Visitor {
        /**
         * Is told of one step.
         *
         * @param isWithin whether it keeps to the bounds of the scope
         */
        void step(Transition transition, long next, boolean isWithin);
    }

    private final boolean isReduced;
    private final Parts parts;
    private final Claims claims;
    private final Knowledge knowledge;
    private final Questions questions;
    private final long start;
    private final @Nullable Sightings sightings;
    private final List<Locals> locals = new ArrayList<>();

    /** Worlds for any number of threads. */
    public PackedWorlds(Worlds worlds) {
        this(worlds, null, Claims.NONE, false);
    }

    /** Worlds for any number of threads, with properties to look at on the way. */
    public PackedWorlds(Worlds worlds, Collection<Property> properties, Findings findings) {
        this(worlds, null, new Claims(properties, findings), false);
    }

    /**
     * The same, where one state stands for all in which processes that are alike have changed
     * places.
     */
    public static PackedWorlds reduced(
            Worlds worlds, Collection<Property> properties, Findings findings) {
        return new PackedWorlds(worlds, null, new Claims(properties, findings), true);
    }

    /**
     * Worlds for one thread.
     *
     * @param sightings told of every cell, in the first world where it is met
     */
    public PackedWorlds(Worlds worlds, Sightings sightings) {
        this(worlds, sightings, Claims.NONE, false);
    }

    private PackedWorlds(
            Worlds worlds, @Nullable Sightings sightings, Claims claims, boolean isReduced) {
        this.claims = claims;
        this.sightings = sightings;
        World first = worlds.initial().getFirst();
        List<List<Integer>> symmetry = isReduced ? Symmetry.of(worlds.scope(), first) : List.of();
        this.isReduced = !symmetry.isEmpty();
        this.parts = new Parts(worlds.scope(), first.pageSize(), symmetry);
        this.knowledge = new Knowledge(parts, claims);
        this.start = parts.pack(first);
        this.questions = new Questions(worlds, knowledge, claims, sightings != null);
        for (int part = 0; part < parts.count(); part++) {
            locals.add(new Locals(part, knowledge.attributes()));
        }
    }

    @Override
    public List<Long> initial() {
        return List.of(start);
    }

    /** The ids of rules that had a say in the same call, for all calls that were met. */
    public Set<List<String>> meetings() {
        return questions.meetings();
    }

    /** The world that a state stands for. */
    public World world(long state) {
        return knowledge.unpack(state);
    }

    /** The state that stands for a world. */
    public long state(World world) {
        return knowledge.pack(world);
    }

    /** Whether a state may stand for others in which processes have changed places. */
    public boolean isReduced() {
        return isReduced;
    }

    /** The state that stands for this one in a search. */
    public long canonical(long state) {
        return isReduced ? parts.canonical(state) : state;
    }

    /** Tells every step that leaves {@code state} by its name. */
    public void visit(long state, Visitor visitor) {
        for (int part = 0; part < parts.count(); part++) {
            for (Outcomes outcomes : questions.outcomes(part, state)) {
                for (Effect effect : outcomes.effects()) {
                    long next = after(effect.changes(), state);
                    visitor.step(effect.transition(), next < 0 ? ~next : next, next >= 0);
                }
            }
        }
    }

    @Override
    public void steps(long state, Steps steps) {
        @Nullable Sightings told = parts.isRestless(state) ? null : sightings;
        for (int part = 0; part < parts.count(); part++) {
            Local local = local(part, state);
            steps.nowhere(local.still());
            if (isReduced) {
                for (long difference : local.differences()) {
                    to(state ^ difference, state, steps);
                }
            } else {
                for (long difference : local.differences()) {
                    steps.to(state ^ difference);
                }
            }
            for (Change[] step : local.wider()) {
                follow(step, state, steps);
            }
            local.tell(claims.findings(), state);
            if (told != null) {
                local.outcomes().forEach(outcomes -> outcomes.tell(told, state));
            }
        }
    }

    private void follow(Change[] step, long state, Steps steps) {
        long next = after(step, state);
        if (next >= 0) {
            to(next, state, steps);
        } else {
            steps.nowhere(1);
        }
    }

    private void to(long next, long state, Steps steps) {
        long to = canonical(next);
        if (to == state) {
            steps.nowhere(1);
        } else {
            steps.to(to);
        }
    }

    /** The state after these changes; its complement, which is negative, if out of bounds. */
    private long after(Change[] changes, long state) {
        long next = state;
        boolean isWithin = true;
        for (Change change : changes) {
            int number = parts.number(state, change.part());
            int image = change.known(number);
            if (image <= 0) {
                image = learn(change, number, state);
            }
            isWithin &= parts.isWithin(change.part(), image);
            next ^= parts.difference(change.part(), number, image);
        }
        return isWithin ? next : ~next;
    }

    private int learn(Change change, int number, long state) {
        synchronized (knowledge) {
            int image = change.learn(knowledge, number);
            if (image < 0) {
                broken(change.part(), number, -image)
                        .forEach(news ->
                                claims.findings().found(news.property(), state, news.transition()));
            }
            return Math.abs(image);
        }
    }

    private List<Violation> broken(int part, int before, int after) {
        return claims.broken(parts.value(part, before), parts.value(part, after)).stream()
                .map(property -> new Violation(property, Optional.empty()))
                .toList();
    }

    private Local local(int part, long state) {
        DecisionTree<Local> known = locals.get(part).get(parts.number(state, part));
        Local local = known == null ? null : known.find(parts, state);
        return local == null ? newLocal(part, state) : local;
    }

    private Local newLocal(int part, long state) {
        synchronized (knowledge) {
            Set<Attribute> path = new LinkedHashSet<>();
            List<Outcomes> outcomes = questions.outcomes(part, state, path);
            List<Violation> news = new ArrayList<>();
            questions
                    .broken(part, state, path)
                    .forEach(property -> news.add(new Violation(property, Optional.empty())));
            for (Outcomes one : outcomes) {
                for (Effect effect : one.broken()) {
                    effect.broken()
                            .forEach(property ->
                                    news.add(
                                            new Violation(
                                                    property, Optional.of(effect.transition()))));
                }
            }
            int number = parts.number(state, part);
            Local local = local(part, number, outcomes, news);
            List<Attribute> way = locals.get(part).wayAlong(path);
            DecisionTree<Local> known = locals.get(part).getOrMake(number);
            if (known.find(knowledge, state, new ArrayList<>()) == null) {
                known.add(knowledge, state, way, local);
            }
            return local;
        }
    }

    private Local local(int part, int number, List<Outcomes> outcomes, List<Violation> news) {
        int still = 0;
        List<Long> differences = new ArrayList<>();
        List<Change[]> wider = new ArrayList<>();
        for (Outcomes one : outcomes) {
            still += one.still();
            for (Change[] step : one.steps()) {
                if (step.length > 1 || step[0].part() != part) {
                    wider.add(step);
                    continue;
                }
                int image = step[0].learn(knowledge, number);
                if (image < 0) {
                    image = -image;
                    news.addAll(broken(part, number, image));
                }
                if (image == number || !parts.isWithin(part, image)) {
                    still++;
                } else {
                    differences.add(parts.difference(part, number, image));
                }
            }
        }
        return new Local(
                differences.stream().mapToLong(Long::longValue).toArray(),
                wider.toArray(Change[][]::new),
                still,
                sightings == null ? List.of() : outcomes,
                List.copyOf(news));
    }
}
