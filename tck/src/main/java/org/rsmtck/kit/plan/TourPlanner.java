package org.rsmtck.kit.plan;

import static java.util.Objects.requireNonNull;

import org.rsmtck.api.Call;
import org.rsmtck.explore.Alphabet;
import org.rsmtck.explore.Scope;
import org.rsmtck.kit.execute.Program;
import org.rsmtck.kit.execute.ProgramWriter;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.model.Allowed;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Step;
import org.rsmtck.model.World;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds a tour: what changes nothing where it stands, what changes something by going on to
 * wherever a call is left to be made. It starts anew only when a program has grown long.
 */
final class TourPlanner {
    private static final int LONGEST = 1_000;

    private final Model model;
    private final Interpretation interpretation;
    private final Scope scope;
    private final World start;
    private final Map<World, List<Exit>> exits = new HashMap<>();
    private final Map<Edge, Set<String>> clauses = new LinkedHashMap<>();
    private final Set<Edge> left = new LinkedHashSet<>();
    private final List<Program> programs = new ArrayList<>();
    private ProgramWriter writer;
    private int written;

    /** A call out of a world, as the model itself answers it. */
    private record Exit(int process, Call call, Edge edge, Step step, World to) {}

    private TourPlanner(Model model, Scope scope, long pageSize) {
        this.model = model;
        this.interpretation = model.profile().readings().getFirst();
        this.scope = scope;
        World world = scope.start(pageSize);
        for (Scope.Said said : scope.prelude()) {
            world = canonical(world, said.process(), said.call()).next();
        }
        this.start = world.forgettingRetired();
        this.writer = new ProgramWriter(Setting.of(scope));
    }

    /** The tour of {@code scope}. */
    static Tour of(Model model, Scope scope, long pageSize) {
        TourPlanner planner = new TourPlanner(model, scope, pageSize);
        planner.survey();
        planner.travel();
        return new Tour(planner.clauses, planner.programs);
    }

    private Step canonical(World world, int process, Call call) {
        List<Step> steps = model.allowed(interpretation, world, process, call).steps();
        return steps.stream()
                .filter(step -> step.reply() instanceof org.rsmtck.api.Reply.Success)
                .findFirst()
                .orElse(steps.getFirst());
    }

    /** Finds every world and every edge. */
    private void survey() {
        ArrayDeque<World> open = new ArrayDeque<>(List.of(start));
        Set<World> seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            World world = open.remove();
            List<Exit> all = new ArrayList<>();
            for (int process = 0; process < scope.roles().size(); process++) {
                for (Call call : Alphabet.plainCalls(scope, world, process)) {
                    survey(world, process, call, all);
                }
            }
            exits.put(world, all);
            for (Exit exit : all) {
                if (seen.add(exit.to)) {
                    open.add(exit.to);
                }
            }
        }
        left.addAll(clauses.keySet());
    }

    private void survey(World world, int process, Call call, List<Exit> all) {
        if (!model.isPromised(Interpretation.NONE, world, process, call)) {
            return;
        }
        Allowed allowed = model.allowed(interpretation, world, process, call);
        Step step = canonical(world, process, call);
        World to = step.next().forgettingRetired();
        if (scope.holds(to)) {
            Edge edge = Edge.of(world, process, call);
            Set<String> decided = clauses.computeIfAbsent(edge, first -> new HashSet<>());
            allowed.held().forEach(rule -> decided.add(rule.clause()));
            decided.add(step.rule().clause());
            all.add(new Exit(process, call, edge, step, to));
        }
    }

    private void travel() {
        World at = begin();
        while (!left.isEmpty()) {
            if (written >= LONGEST) {
                programs.add(writer.program());
                at = begin();
            }
            at = stand(at);
            List<Exit> way = wayToWhatIsLeft(at);
            if (way.isEmpty()) {
                programs.add(writer.program());
                at = begin();
                way = wayToWhatIsLeft(at);
            }
            for (Exit exit : way) {
                at = go(exit);
            }
        }
        programs.add(writer.program());
    }

    private World begin() {
        writer = new ProgramWriter(Setting.of(scope));
        written = 0;
        World world = scope.start(start.pageSize());
        for (Scope.Said said : scope.prelude()) {
            Step step = canonical(world, said.process(), said.call());
            writer.add(said.process(), said.call(), step.reply());
            world = step.next();
        }
        return start;
    }

    private List<Exit> exits(World world) {
        return requireNonNull(exits.get(world));
    }

    /** Makes every call that is left here and leads nowhere else. */
    private World stand(World at) {
        for (Exit exit : exits(at)) {
            if (exit.to.equals(at) && left.contains(exit.edge)) {
                go(exit);
            }
        }
        return at;
    }

    private World go(Exit exit) {
        left.remove(exit.edge);
        writer.add(exit.process, exit.call, exit.step.reply());
        written++;
        return exit.to;
    }

    /** A shortest way to, and along, an edge that is left; empty if there is none from here. */
    private List<Exit> wayToWhatIsLeft(World from) {
        Map<World, List<Exit>> ways = new HashMap<>(Map.of(from, List.of()));
        ArrayDeque<World> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            World world = open.remove();
            for (Exit exit : exits(world)) {
                if (left.contains(exit.edge)) {
                    return plus(requireNonNull(ways.get(world)), exit);
                }
            }
            for (Exit exit : exits(world)) {
                if (!ways.containsKey(exit.to)) {
                    ways.put(exit.to, plus(requireNonNull(ways.get(world)), exit));
                    open.add(exit.to);
                }
            }
        }
        return List.of();
    }

    private static List<Exit> plus(List<Exit> way, Exit exit) {
        List<Exit> longer = new ArrayList<>(way);
        longer.add(exit);
        return longer;
    }
}
