package org.rsmtck.kit.judge;

import org.rsmtck.api.Reply;
import org.rsmtck.model.Model;
import org.rsmtck.model.Reading;
import org.rsmtck.model.Rule;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for a single earlier call whose hidden misbehaviour would explain a reply that nothing
 * allows.
 */
public final class Diagnosis {
    private final Model model;
    private final World start;
    private final Collection<Reading> readings;
    private final List<Line> lines;

    private Diagnosis(Model model, World start, Collection<Reading> readings, List<Line> lines) {
        this.model = model;
        this.start = start;
        this.readings = readings;
        this.lines = lines;
    }

    /**
     * The suspicions, the latest call first.
     *
     * @param lines a history that is allowed up to, and not with, its last line, and that would be
     *     allowed without any other
     */
    public static List<Suspicion> of(
            Model model, World start, Collection<Reading> readings, List<Line> lines) {
        return new Diagnosis(model, start, readings, lines).suspicions();
    }

    private List<Suspicion> suspicions() {
        List<Suspicion> suspicions = new ArrayList<>();
        for (int suspect = lines.size() - 2; suspect >= 0; suspect--) {
            if (lines.get(suspect) instanceof Line.Called called) {
                Judge before = judgeUpTo(suspect);
                Set<Rule> rules =
                        before.copy().observe(called.process(), called.call(), called.reply());
                switch (called.reply()) {
                    case Reply.Success success -> {
                        if (explains(before, suspect)) {
                            suspicions.add(
                                    new Suspicion(
                                            suspect,
                                            Suspicion.Kind.SUCCESS_WITHOUT_EFFECT,
                                            clauses(rules)));
                        }
                    }
                    case Reply.Refused refused -> {
                        if (isNeeded(before, called)) {
                            suspicions.add(
                                    new Suspicion(
                                            suspect,
                                            Suspicion.Kind.REFUSAL_WITH_EFFECT,
                                            withFirst(
                                                    "frame/refusal-changes-nothing",
                                                    clauses(rules))));
                        }
                    }
                    case Reply.Unknown unknown -> {}
                    case Reply.NoReply none -> {}
                }
            }
        }
        return suspicions;
    }

    /**
     * Whether a refused call has no place in the history but for an effect of its own: the history
     * cannot lose a line, and the call told nothing of the implementation's choices.
     */
    private static boolean isNeeded(Judge before, Line.Called refused) {
        Judge after = before.copy();
        after.observe(refused.process(), refused.call(), refused.reply());
        return after.readings().equals(before.readings());
    }

    private Judge judgeUpTo(int end) {
        Judge judge = Judge.of(model, start, readings);
        lines.subList(0, end).forEach(line -> take(judge, line));
        return judge;
    }

    private boolean explains(Judge judge, int suspect) {
        return lines.subList(suspect + 1, lines.size()).stream()
                .allMatch(line -> take(judge, line));
    }

    private static boolean take(Judge judge, Line line) {
        return switch (line) {
            case Line.Called(int process, var call, var reply) ->
                    judge.isPromised(process, call)
                            && !judge.observe(process, call, reply).isEmpty();
            case Line.Happened(var event) -> {
                judge.observe(event);
                yield true;
            }
        };
    }

    private static List<String> clauses(Set<Rule> rules) {
        return rules.stream().flatMap(rule -> rule.clauses().stream()).distinct().toList();
    }

    private static List<String> withFirst(String first, List<String> rest) {
        Set<String> all = new LinkedHashSet<>();
        all.add(first);
        all.addAll(rest);
        return List.copyOf(all);
    }
}
