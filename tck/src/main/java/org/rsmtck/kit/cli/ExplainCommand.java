package org.rsmtck.kit.cli;

import org.rsmtck.explore.Scope;
import org.rsmtck.kit.execute.Driver;
import org.rsmtck.kit.execute.Outcome;
import org.rsmtck.kit.judge.Narrative;
import org.rsmtck.kit.plan.Exercise;
import org.rsmtck.kit.plan.Plan;
import org.rsmtck.kit.plan.RuleWitnesses;
import org.rsmtck.kit.simulated.ModelFabric;
import org.rsmtck.model.Clause;
import org.rsmtck.model.Clauses;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.Rule;
import org.rsmtck.model.page.Pages;
import org.rsmtck.model.profile.KnownProfiles;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description =
                "Says what a clause or rule means, and shows a shortest sequence in which it"
                        + " decides, with what each profile allows at its end.")
final class ExplainCommand implements Callable<Integer> {
    private static final long PAGE_SIZE = 4096;

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "CLAUSE-OR-RULE",
            description = "An id, for instance disconnect/SEG_STILL_MAPPED.")
    private String id;

    @Mixin private ProfileOption profile;

    @Override
    public Integer call() {
        PrintWriter print = spec.commandLine().getOut();
        List<Clause> clauses = Clauses.of(Pages.RULES);
        Optional<Clause> clause =
                clauses.stream()
                        .filter(known -> known.id().equals(id.replaceFirst("#.*", "")))
                        .findFirst();
        List<Rule> rules =
                Pages.RULES.stream()
                        .filter(rule -> rule.id().equals(id) || rule.clauses().contains(id))
                        .toList();
        if (clause.isEmpty() || id.contains("#") && rules.isEmpty()) {
            Set<String> known = new LinkedHashSet<>();
            clauses.forEach(one -> known.add(one.id()));
            Pages.RULES.forEach(rule -> known.add(rule.id()));
            throw Names.unknown("clause or rule", id, known);
        }
        explain(print, clause.get());
        Set<String> told = new LinkedHashSet<>();
        rules.stream().filter(rule -> told.add(rule.id())).forEach(rule -> explain(print, rule));
        print.flush();
        return Exit.FINE;
    }

    private static void explain(PrintWriter print, Clause clause) {
        print.println(clause.id());
        print.println("  source   " + clause.source());
        print.println("  holds    " + clause.words());
        if (!clause.later().isEmpty()) {
            print.println("  judged   later: " + clause.later());
        }
    }

    private void explain(PrintWriter print, Rule rule) {
        print.println("\n" + rule.id());
        print.println("  call     " + rule.on().getSimpleName());
        print.println(
                switch (rule) {
                    case Rule.Refusal<?> refusal ->
                            "  reply    "
                                    + force(refusal.force())
                                    + " "
                                    + refusal.codes()
                                    + "\n  when     "
                                    + rule.words();
                    case Rule.Effect<?> effect -> "  reply    success\n  then     " + rule.words();
                    case Rule.Outside<?> outside ->
                            "  reply    nothing is promised\n  when     " + rule.words();
                });
        if (rule.clauses().size() > 1) {
            print.println("  carries  " + String.join(", ", rule.clauses()));
        }
        if (rule instanceof Rule.Outside<?>) {
            return;
        }
        Optional<Outcome> witness = witness(rule);
        if (witness.isPresent()) {
            show(print, witness.get());
        } else {
            print.println(
                    "  witness  none under "
                            + profile.get().name()
                            + ": it chooses otherwise there");
            witnessElsewhere(print, rule);
        }
    }

    private static String force(Rule.Force force) {
        return switch (force) {
            case MUST -> "refused with";
            case MAY -> "may be refused with";
        };
    }

    private static void show(PrintWriter print, Outcome outcome) {
        String label = "  witness  ";
        int number = 1;
        for (Narrative.Told line : Narrative.of(outcome.lines())) {
            String who = line.process() < 0 ? "" : "process " + line.process() + ": ";
            String reply = line.reply().isEmpty() ? "" : " -> " + line.reply();
            print.println(label + number++ + ": " + who + line.call() + reply);
            label = "           ";
        }
        label = "  profiles ";
        for (EachProfile.Says says : EachProfile.of(outcome, PAGE_SIZE)) {
            print.println(label + says.profile().name() + ": " + says.allowed());
            says.choices().forEach(choice -> print.println("             " + choice));
            label = "           ";
        }
    }

    /**
     * A shortest sequence at whose end the rule decides, alone if it ever does, as the model itself
     * carries it out.
     */
    private Optional<Outcome> witness(Rule rule) {
        Model model = Pages.model(profile.get());
        Interpretation interpretation = profile.get().readings().getFirst();
        return Plan.of(model, PAGE_SIZE).rules().exercises().stream()
                .filter(exercise -> exercise.owed().rules().contains(rule.id()))
                .min(Comparator.comparingInt(exercise -> exercise.owed().rules().size()))
                .map(exercise -> carriedOut(model, interpretation, rule, exercise));
    }

    /**
     * By another profile, and one of the choices that it leaves open; in one scope alone, since
     * there are many choices.
     */
    private void witnessElsewhere(PrintWriter print, Rule rule) {
        List<Scope> scopes = RuleWitnesses.scopesOf(rule).stream().limit(1).toList();
        for (Profile other : KnownProfiles.all()) {
            if (other.equals(profile.get()) && other.open().isEmpty()) {
                continue;
            }
            Model model = Pages.model(other);
            for (Interpretation interpretation : other.readings()) {
                Optional<Exercise> exercise =
                        RuleWitnesses.witness(model, interpretation, rule, scopes, PAGE_SIZE);
                if (exercise.isPresent()) {
                    print.println("  under    " + other.name() + choices(other, interpretation));
                    show(print, carriedOut(model, interpretation, rule, exercise.get()));
                    return;
                }
            }
        }
    }

    /** How the reading differs from the safest one. */
    private static String choices(Profile profile, Interpretation interpretation) {
        Interpretation safest = profile.readings().getFirst();
        return profile.open().stream()
                .filter(point -> !interpretation.at(point).equals(safest.at(point)))
                .map(point ->
                        ", where " + point.words() + " " + interpretation.at(point).orElseThrow())
                .collect(java.util.stream.Collectors.joining());
    }

    private static Outcome carriedOut(
            Model model, Interpretation interpretation, Rule rule, Exercise exercise) {
        ModelFabric obliging =
                ModelFabric.of("the model", model)
                        .reading(interpretation)
                        .choosing(steps ->
                                steps.stream()
                                        .filter(step -> step.rule().id().equals(rule.id()))
                                        .findFirst()
                                        .or(() ->
                                                steps.stream()
                                                        .filter(step ->
                                                                step.reply()
                                                                        instanceof
                                                                        org.rsmtck.api.Reply
                                                                                .Success)
                                                        .findFirst())
                                        .orElse(steps.getFirst()));
        try (Driver driver = new Driver(obliging, model, Duration.ofSeconds(10))) {
            return driver.run(exercise.program(), List.of(), Set.of(Interpretation.NONE));
        }
    }
}
