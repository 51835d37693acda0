package org.rsmtck.kit.plan;

import org.rsmtck.api.Capability;
import org.rsmtck.explore.Events;
import org.rsmtck.explore.GuardCombination;
import org.rsmtck.explore.Role;
import org.rsmtck.explore.Scope;
import org.rsmtck.explore.Scopes;
import org.rsmtck.explore.witness.WitnessIndex;
import org.rsmtck.kit.execute.Action;
import org.rsmtck.kit.execute.Observer;
import org.rsmtck.kit.execute.Program;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Rule;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every rule where it stands alone, once for each class of arguments, and where it meets others: on
 * a shortest way there, with observers behind it.
 */
public final class RuleWitnesses {
    /** The suite that goes them, as filters and obligation ids spell it. */
    public static final String SUITE = "rules";

    private RuleWitnesses() {}

    /** Everything that is owed under the model, the shortest ways first, scope by scope. */
    static RulePlan of(Model model, long pageSize) {
        Interpretation interpretation = model.profile().readings().getFirst();
        List<WitnessIndex> atlases =
                Scopes.ALL.parallelStream()
                        .map(scope -> WitnessIndex.of(model, interpretation, scope, pageSize))
                        .toList();
        return new RulePlan(
                exercises(model, atlases), unreachable(model, atlases), metOnOneNode(atlases));
    }

    /**
     * A shortest sequence at whose end the rule has a say, for an implementation that makes these
     * choices: in the first scope where it decides alone, else where it meets the fewest others.
     *
     * @param scopes those to look into
     */
    public static Optional<Exercise> witness(
            Model model,
            Interpretation interpretation,
            Rule rule,
            List<Scope> scopes,
            long pageSize) {
        Optional<Exercise> best = Optional.empty();
        for (Scope scope : scopes) {
            WitnessIndex atlas = WitnessIndex.of(model, interpretation, scope, pageSize);
            Optional<Exercise> here =
                    atlas.cells().stream()
                            .filter(combination -> combination.rules().contains(rule.id()))
                            .min(Comparator.comparingInt(combination -> combination.rules().size()))
                            .map(combination -> exercise(model, atlas, combination));
            best =
                    Stream.concat(best.stream(), here.stream())
                            .min(Comparator.comparingInt(RuleWitnesses::company));
            if (best.filter(exercise -> company(exercise) == 1).isPresent()) {
                return best;
            }
        }
        return best;
    }

    /** The scopes in which somebody makes the call that the rule is about. */
    public static List<Scope> scopesOf(Rule rule) {
        return Scopes.ALL.stream()
                .filter(scope -> scope.roles().stream().anyMatch(role -> isAsked(rule, role)))
                .toList();
    }

    /** How many rules have a say at the end. */
    private static int company(Exercise exercise) {
        return exercise.owed().rules().size();
    }

    private static boolean isAsked(Rule rule, Role role) {
        return role.vocabulary().stream().anyMatch(word -> rule.id().startsWith(word + "/"));
    }

    private static List<Exercise> exercises(Model model, List<WitnessIndex> atlases) {
        Map<GuardCombination, Exercise> exercises = new LinkedHashMap<>();
        for (WitnessIndex atlas : atlases) {
            for (GuardCombination combination : atlas.cells()) {
                exercises.computeIfAbsent(combination, first -> exercise(model, atlas, first));
            }
        }
        return List.copyOf(exercises.values());
    }

    private static Set<String> unreachable(Model model, List<WitnessIndex> atlases) {
        Set<String> unreachable =
                model.rules().stream().map(Rule::clause).collect(Collectors.toSet());
        for (WitnessIndex atlas : atlases) {
            atlas.cells()
                    .forEach(combination ->
                            unreachable.removeAll(combination.clauses(model.rules())));
        }
        return unreachable;
    }

    private static Set<String> metOnOneNode(List<WitnessIndex> atlases) {
        return atlases.stream()
                .filter(atlas -> atlas.scope().needs().isEmpty())
                .flatMap(atlas -> atlas.cells().stream())
                .filter(combination -> combination.rules().size() == 1)
                .flatMap(combination -> combination.rules().stream())
                .collect(Collectors.toSet());
    }

    private static Exercise exercise(
            Model model, WitnessIndex atlas, GuardCombination combination) {
        WitnessIndex.Example example = atlas.example(combination);
        Program program =
                Program.along(
                        Setting.of(atlas.scope()),
                        example.way(),
                        example.process(),
                        example.call());
        return new Exercise(
                new Owed(
                        SUITE + ": " + combination.id(),
                        SUITE,
                        creditedClauses(model, combination),
                        combination.rules()),
                needs(atlas.scope(), program),
                program,
                Observer.ORDERS);
    }

    /** The shape that the scope needs, and of its events those that the program has. */
    private static List<Capability> needs(Scope scope, Program program) {
        Set<Capability> needs = EnumSet.noneOf(Capability.class);
        needs.addAll(scope.needs());
        scope.events().forEach(event -> needs.remove(Events.need(event)));
        program.acts()
                .forEach(act -> {
                    if (act instanceof Action.Injection(var event)) {
                        needs.add(Events.need(event));
                    }
                });
        return List.copyOf(needs);
    }

    /**
     * Where a refusal may be given and success is as good, the call shows something of the refusal
     * alone: success is owed in a cell of its own.
     */
    private static List<String> creditedClauses(Model model, GuardCombination combination) {
        List<Rule> rules =
                model.rules().stream()
                        .filter(rule -> combination.rules().contains(rule.id()))
                        .toList();
        boolean meetsRefusals = rules.stream().anyMatch(rule -> rule instanceof Rule.Refusal<?>);
        return rules.stream()
                .filter(rule -> !meetsRefusals || rule instanceof Rule.Refusal<?>)
                .flatMap(rule -> rule.clauses().stream())
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .toList();
    }
}
