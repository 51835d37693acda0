package org.rsmtck.kit.selftest;

import org.rsmtck.api.Call;
import org.rsmtck.explore.Alphabet;
import org.rsmtck.explore.Scope;
import org.rsmtck.explore.Search;
import org.rsmtck.explore.Worlds;
import org.rsmtck.kit.selftest.Mutation.RightAnswers;
import org.rsmtck.kit.selftest.Mutation.Situation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Step;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Looks for a difference between mutants of rules and what is right in every world of some scopes,
 * at every call of theirs: what has none there is equivalent within these scopes. Nothing is said
 * of mutants that remember things, or change numbers, of which a scope has few.
 */
final class Equivalence {
    private static final long PAGE_SIZE = 4096;

    private final Model model;
    private final Differences differences;
    private final RightAnswers right;

    /** Those of which no difference is known, by the rule that each changes. */
    private final Map<String, List<Mutant>> open = new HashMap<>();

    /** Where each differs; empty as long as that is nowhere. */
    private final Map<Mutant, String> found = new LinkedHashMap<>();

    private Equivalence(Model model, Collection<Mutant> mutants) {
        this.model = model;
        this.differences = new Differences(model);
        this.right = MutantFabric.right(model);
        for (Mutant one : mutants) {
            one.rule()
                    .ifPresent(rule -> {
                        found.put(one, "");
                        open.computeIfAbsent(rule, _ -> new ArrayList<>()).add(one);
                    });
        }
    }

    /**
     * The mutants of rules among them, each with the scope and the call by which it differs first;
     * with nothing if there is none.
     *
     * @param progress is told the name of each scope as it begins
     */
    static Map<Mutant, String> of(
            Model model,
            Collection<Mutant> mutants,
            List<Scope> scopes,
            Consumer<String> progress) {
        Equivalence equivalence = new Equivalence(model, mutants);
        for (Scope scope : scopes) {
            if (equivalence.found.containsValue("")) {
                progress.accept("scope " + scope.name());
                equivalence.lookInto(scope);
            }
        }
        return equivalence.found;
    }

    private void lookInto(Scope scope) {
        Worlds worlds = new Worlds(model, differences.reading(), scope, PAGE_SIZE);
        for (World world : Search.within(worlds, scope::holds).states()) {
            for (int process = 0; process < scope.roles().size(); process++) {
                if (world.isSettled() && world.process(process).alive()) {
                    for (Call call : Alphabet.calls(scope, world, process)) {
                        if (model.isPromised(differences.reading(), world, process, call)) {
                            lookAt(scope, new Situation(world, process, call, right));
                        }
                    }
                }
            }
        }
    }

    private void lookAt(Scope scope, Situation before) {
        Step step = before.rightly(before.call());
        List<Mutant> asked = open.get(step.rule().id());
        if (asked != null && !asked.isEmpty()) {
            asked.removeIf(one -> {
                boolean isWrong = differences.isWrong(one.mutations().get(), before, step);
                if (isWrong) {
                    found.put(one, scope.name() + ", " + before.call().word());
                }
                return isWrong;
            });
        }
    }
}
