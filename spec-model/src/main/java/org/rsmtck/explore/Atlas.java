package org.rsmtck.explore;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.explore.Move.Arrived;
import org.rsmtck.explore.Move.Happened;
import org.rsmtck.explore.Move.Made;
import org.rsmtck.model.Allowed;
import org.rsmtck.model.Model;
import org.rsmtck.model.Possibility;
import org.rsmtck.model.Reading;
import org.rsmtck.model.Step;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Every world of a scope, under one full reading of the profile, and the shortest way to everything
 * of interest.
 */
public final class Atlas {

    /** A call at the end of a way, as an example of a cell. */
    public record Example(List<Move> way, int process, Call call) {}

    private record Sighting(World world, int process, Call call) {}

    private final Scope scope;
    private final Search<World, Move> search;
    private final List<Move> prelude;
    private final Map<Cell, Sighting> cells;

    private Atlas(
            Scope scope,
            Search<World, Move> search,
            List<Move> prelude,
            Map<Cell, Sighting> cells) {
        this.scope = scope;
        this.search = search;
        this.prelude = prelude;
        this.cells = cells;
    }

    /**
     * Explores {@code scope}. {@code reading} decides every point that the model's profile leaves
     * open.
     */
    public static Atlas of(Model model, Reading reading, Scope scope, long pageSize) {
        List<Move> prelude = new ArrayList<>();
        World start = scope.start(pageSize);
        for (Scope.Said said : scope.prelude()) {
            Step step =
                    model.allowed(reading, start, said.process(), said.call()).steps().getFirst();
            prelude.add(new Made(said.process(), said.call(), step.reply(), step.rule()));
            start = step.next();
        }
        Space space = new Space(model, reading, scope, start.forgettingRetired());
        Search<World, Move> search = Search.within(space, scope::holds);
        return new Atlas(scope, search, prelude, space.cells);
    }

    public Scope scope() {
        return scope;
    }

    public Search.Reach reach() {
        return search.reach();
    }

    /** Every world of the scope. */
    public Iterable<World> worlds() {
        return search.states();
    }

    /** Every cell, in the order of the length of the shortest way to it. */
    public List<Cell> cells() {
        return List.copyOf(cells.keySet());
    }

    /** A call in the cell, at the end of a shortest way. */
    public Example example(Cell cell) {
        Sighting sighting = cells.get(cell);
        return new Example(wayTo(sighting.world), sighting.process, sighting.call);
    }

    /** A shortest way to the world, from where nothing had been said. */
    public List<Move> wayTo(World world) {
        List<Move> way = new ArrayList<>(prelude);
        search.wayTo(world).orElseThrow().forEach(leg -> way.add(leg.label()));
        return Collections.unmodifiableList(way);
    }

    /** The worlds of the scope as states, and what can happen in them as steps. */
    private static final class Space implements StateSpace<World, Move> {
        private final Model model;
        private final Reading reading;
        private final Scope scope;
        private final World start;
        private final Map<Cell, Sighting> cells = new LinkedHashMap<>();

        Space(Model model, Reading reading, Scope scope, World start) {
            this.model = model;
            this.reading = reading;
            this.scope = scope;
            this.start = start;
        }

        @Override
        public List<World> initial() {
            return List.of(start);
        }

        @Override
        public void steps(World world, BiConsumer<Move, World> step) {
            for (int process = 0; process < scope.roles().size(); process++) {
                for (Call call : Alphabet.calls(scope, world, process)) {
                    steps(world, process, call, step);
                }
            }
            for (Event event : scope.events()) {
                if (Events.canHappen(world, event)) {
                    for (Possibility after : model.after(new Possibility(world, reading), event)) {
                        step.accept(new Happened(event), after.world());
                    }
                }
            }
            for (World next : model.internal(world)) {
                step.accept(new Arrived(), next);
            }
        }

        private void steps(World world, int process, Call call, BiConsumer<Move, World> step) {
            // The kit makes no call that a target with other choices could take for one outside
            // the contract.
            if (!model.isPromised(Reading.NONE, world, process, call)) {
                return;
            }
            Allowed allowed = model.allowed(reading, world, process, call);
            if (!isAboutToChange(world)) {
                cells.computeIfAbsent(
                        Cell.of(call.word(), allowed, Shape.of(world, process, call)),
                        cell -> new Sighting(world, process, call));
            }
            for (Step one : allowed.steps()) {
                step.accept(
                        new Made(process, call, one.reply(), one.rule()),
                        one.next() == world ? world : one.next().forgettingRetired());
            }
        }

        /**
         * Whether the world may become another of itself: then nobody can bring it about and be
         * sure of it.
         */
        private boolean isAboutToChange(World world) {
            return !model.internal(world).isEmpty();
        }
    }
}
