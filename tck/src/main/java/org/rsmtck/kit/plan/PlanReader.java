package org.rsmtck.kit.plan;

import org.rsmtck.api.Call;
import org.rsmtck.api.Capability;
import org.rsmtck.api.Event;
import org.rsmtck.kit.execute.Action;
import org.rsmtck.kit.execute.Observer;
import org.rsmtck.kit.execute.Program;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.kit.execute.SettingLines;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.kit.wire.Wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** The lines of {@link PlanWriter}, read again. */
final class PlanReader {
    private final List<SettingLines> settings = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final List<String> edges = new ArrayList<>();
    private final List<Set<String>> clauses = new ArrayList<>();
    private final List<Exercise> exercises = new ArrayList<>();
    private final List<Program> parts = new ArrayList<>();
    private final Map<Edge, Set<String>> tour = new LinkedHashMap<>();
    private Set<String> unreachable = Set.of();
    private Set<String> met = Set.of();

    private PlanReader() {}

    static PlanReader of(List<Line> lines) {
        PlanReader reader = new PlanReader();
        lines.forEach(reader::take);
        return reader;
    }

    RulePlan rules() {
        return new RulePlan(exercises, unreachable, met);
    }

    Tour tour() {
        return new Tour(tour, parts);
    }

    private void take(Line line) {
        switch (line.text("line")) {
            case "setting" -> settings.add(new SettingLines());
            case "call" -> calls.add(Wire.call(line.without("line")));
            case "event" -> events.add(Wire.event(line.without("line")));
            case "edge" -> edges.add(line.text("call"));
            case "decided" -> clauses.add(Set.copyOf(words(line, "clauses")));
            case "exercise" -> exercises.add(exercise(line));
            case "state" -> takeState(line);
            case "part" -> parts.add(program(line));
            case "unreachable" -> unreachable = Set.copyOf(words(line, "clauses"));
            case "met" -> met = Set.copyOf(words(line, "rules"));
            default -> {
                if (!settings.getLast().take(line)) {
                    throw new IllegalStateException("no line of a plan: " + line);
                }
            }
        }
    }

    private static List<String> words(Line line, String name) {
        return Stream.of(line.text(name).split(" ")).filter(word -> !word.isEmpty()).toList();
    }

    private Exercise exercise(Line line) {
        return new Exercise(
                new Owed(
                        line.text("id"),
                        RuleWitnesses.SUITE,
                        words(line, "clauses"),
                        words(line, "rules")),
                words(line, "needs").stream().map(Capability::valueOf).toList(),
                program(line),
                Observer.ORDERS);
    }

    private void takeState(Line line) {
        for (String edge : words(line, "edges")) {
            String[] parts = edge.split(",");
            tour.put(
                    new Edge(
                            line.text("state"),
                            Integer.parseInt(parts[0]),
                            edges.get(Integer.parseInt(parts[1]))),
                    clauses.get(Integer.parseInt(parts[2])));
        }
    }

    private Program program(Line line) {
        Setting setting = settings.get((int) line.integer("setting")).setting();
        List<Action> acts = new ArrayList<>();
        int id = 0;
        for (String act : words(line, "acts")) {
            acts.add(
                    act.startsWith("e")
                            ? new Action.Injection(events.get(Integer.parseInt(act.substring(1))))
                            : calling(id++, act.split(",", -1)));
        }
        return new Program(setting, acts);
    }

    private Action.Calling calling(int id, String[] parts) {
        return new Action.Calling(
                id,
                Integer.parseInt(parts[0]),
                calls.get(Integer.parseInt(parts[1])),
                reference(parts[2]),
                reference(parts[3]));
    }

    private static OptionalInt reference(String act) {
        return act.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(act));
    }
}
