package org.rsmtck.kit.selftest;

import org.rsmtck.api.Event;
import org.rsmtck.kit.Suites;
import org.rsmtck.kit.plan.Exercise;
import org.rsmtck.kit.selftest.Mutation.Answer;
import org.rsmtck.kit.suite.CombinationsSuite;
import org.rsmtck.kit.suite.Exercises;
import org.rsmtck.kit.suite.Level;
import org.rsmtck.kit.suite.RulesSuite;
import org.rsmtck.kit.suite.RunRequest;
import org.rsmtck.kit.suite.TestRun;
import org.rsmtck.model.Model;
import org.rsmtck.model.Step;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Which parts of an effect there are: those that each rule was seen to change while a right
 * implementation went through the rules and the catalogue, and those that events were.
 */
final class PartsChanged {
    private static final String BY_EVENTS = "";
    private static final List<Part> PARTS = Part.all();

    /** One exercise of so many is gone through. */
    private static final int EVERY = 3;

    private static final Map<String, PartsChanged> BY_PROFILE = new ConcurrentHashMap<>();

    private final Map<String, Set<Integer>> byRule = new HashMap<>();

    private PartsChanged() {}

    /** What there is under this model; looked for once for each profile. */
    static PartsChanged under(Model model) {
        return BY_PROFILE.computeIfAbsent(model.profile().name(), _ -> lookedFor(model));
    }

    private static PartsChanged lookedFor(Model model) {
        PartsChanged seen = new PartsChanged();
        MutantFabric right = new MutantFabric("right", model, _ -> seen.looking());
        try (TestRun run = Suites.run(RunRequest.of(right, model.profile(), Level.QUICK, 1))) {
            run.suite(CombinationsSuite.class).goSome(1, 0, 0);
            List<Exercise> exercises = RulesSuite.of(run.request());
            for (int i = 0; i < exercises.size(); i += EVERY) {
                Exercises.run(run, exercises.get(i));
            }
        }
        return seen;
    }

    /** Those that success by this rule changes. */
    List<Part> by(String rule) {
        return parts(byRule.getOrDefault(rule, Set.of()));
    }

    /** Those that events change. */
    List<Part> byEvents() {
        return by(BY_EVENTS);
    }

    private static List<Part> parts(Set<Integer> places) {
        List<Part> parts = new ArrayList<>();
        IntStream.range(0, PARTS.size())
                .filter(places::contains)
                .forEach(place -> parts.add(PARTS.get(place)));
        return parts;
    }

    private Mutation looking() {
        return new Mutation() {
            @Override
            public Answer answer(Situation before, Step right) {
                look(right.rule().id(), before.world(), right.next(), before.process());
                return Answer.of(right);
            }

            @Override
            public World after(World before, Event event, World right) {
                look(BY_EVENTS, before, right, -1);
                return right;
            }
        };
    }

    private synchronized void look(String rule, World before, World after, int caller) {
        if (before == after) {
            return;
        }
        Set<Integer> places = byRule.computeIfAbsent(rule, _ -> new HashSet<>());
        for (int place = 0; place < PARTS.size(); place++) {
            if (!places.contains(place) && PARTS.get(place).isIn(before, after, caller)) {
                places.add(place);
            }
        }
    }
}
