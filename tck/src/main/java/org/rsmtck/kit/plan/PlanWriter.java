package org.rsmtck.kit.plan;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.kit.execute.Action;
import org.rsmtck.kit.execute.Program;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.kit.execute.SettingLines;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.kit.wire.Wire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A plan as lines. What many programs have in common stands in a line of its own, before it is
 * referred to by its number among the lines of its kind.
 */
final class PlanWriter {
    private final List<Line> lines = new ArrayList<>();
    private final Map<Setting, Integer> settings = new LinkedHashMap<>();
    private final Map<Call, Integer> calls = new LinkedHashMap<>();
    private final Map<Event, Integer> events = new LinkedHashMap<>();
    private final Map<String, Integer> edges = new LinkedHashMap<>();
    private final Map<String, Integer> clauses = new LinkedHashMap<>();

    private PlanWriter() {}

    static List<Line> lines(RulePlan plan) {
        PlanWriter writer = new PlanWriter();
        plan.exercises().forEach(writer::add);
        writer.lines.add(line("unreachable").with("clauses", joined(plan.unreachable())));
        writer.lines.add(line("met").with("rules", joined(plan.metOnOneNode())));
        return writer.lines;
    }

    static List<Line> lines(Tour tour) {
        PlanWriter writer = new PlanWriter();
        Map<String, List<String>> byState = new LinkedHashMap<>();
        tour.edges()
                .forEach((edge, decided) ->
                        byState.computeIfAbsent(edge.state(), _ -> new ArrayList<>())
                                .add(writer.words(edge, decided)));
        byState.forEach((state, leaving) ->
                writer.lines.add(
                        line("state").with("state", state).with("edges", spaced(leaving))));
        tour.programs().forEach(part -> writer.lines.add(line("part").with(writer.program(part))));
        return writer.lines;
    }

    private static Line line(String kind) {
        return Line.EMPTY.with("line", kind);
    }

    private static String joined(Set<String> words) {
        return spaced(new TreeSet<>(words));
    }

    private static String spaced(Collection<String> words) {
        return String.join(" ", words);
    }

    private void add(Exercise exercise) {
        Line program = program(exercise.program());
        lines.add(
                line("exercise")
                        .with("id", exercise.owed().id())
                        .with("clauses", spaced(exercise.owed().clauses()))
                        .with("rules", spaced(exercise.owed().rules()))
                        .with(
                                "needs",
                                exercise.needs().stream()
                                        .map(Enum::name)
                                        .collect(Collectors.joining(" ")))
                        .with(program));
    }

    private Line program(Program program) {
        List<String> acts = new ArrayList<>();
        int id = 0;
        for (Action act : program.acts()) {
            switch (act) {
                case Action.Injection(Event event) ->
                        acts.add("e" + number(events, event, line("event").with(Wire.of(event))));
                case Action.Calling calling -> {
                    if (calling.id() != id++) {
                        throw new IllegalStateException(calling + " is not number " + (id - 1));
                    }
                    acts.add(words(calling));
                }
            }
        }
        return Line.EMPTY.with("setting", setting(program.setting())).with("acts", spaced(acts));
    }

    private String words(Action.Calling calling) {
        int call = number(calls, calling.call(), line("call").with(Wire.of(calling.call())));
        return calling.process()
                + ","
                + call
                + ","
                + words(calling.handleFrom())
                + ","
                + words(calling.segmentFrom());
    }

    private static String words(OptionalInt reference) {
        return reference.isPresent() ? String.valueOf(reference.getAsInt()) : "";
    }

    private String words(Edge edge, Set<String> decided) {
        int call = number(edges, edge.call(), line("edge").with("call", edge.call()));
        String by = joined(decided);
        int clause = number(clauses, by, line("decided").with("clauses", by));
        return edge.process() + "," + call + "," + clause;
    }

    private int setting(Setting setting) {
        Integer known = settings.get(setting);
        if (known != null) {
            return known;
        }
        lines.add(line("setting"));
        lines.addAll(SettingLines.of(setting));
        settings.put(setting, settings.size());
        return settings.size() - 1;
    }

    /** The number of what has a line already, or gets one. */
    private <T> int number(Map<T, Integer> numbers, T one, Line line) {
        Integer known = numbers.putIfAbsent(one, numbers.size());
        if (known != null) {
            return known;
        }
        lines.add(line);
        return numbers.size() - 1;
    }
}
