package org.rsmtck.kit.cli;

import org.jspecify.annotations.Nullable;
import org.rsmtck.kit.selftest.Mutant;
import org.rsmtck.kit.selftest.Mutants;
import org.rsmtck.kit.selftest.SelfTest;
import org.rsmtck.kit.selftest.SelfTest.Grade;
import org.rsmtck.kit.selftest.SelfTest.Graded;
import org.rsmtck.kit.suite.Level;
import org.rsmtck.model.Model;
import org.rsmtck.model.page.Pages;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

@Command(
        name = "selftest",
        mixinStandardHelpOptions = true,
        description =
                "Has the kit judge implementations that are wrong by one thing each, derived from"
                        + " the model, and says which ones it finds.")
final class SelfTestCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private ProfileOption profile;

    @Option(
            names = "--level",
            defaultValue = "quick",
            description = "Whose suites: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Level level;

    @Option(
            names = "--suite",
            paramLabel = "SUITE",
            description =
                    "Only this suite: rules, permissions, transitions, combinations or walks. May"
                            + " be given several times.")
    private List<String> suites = List.of();

    @Option(
            names = "--every",
            paramLabel = "N",
            defaultValue = "20",
            description =
                    "Takes one of so many mutants of each operator, another one for each seed."
                            + " Default: ${DEFAULT-VALUE}.")
    private int every;

    @Option(
            names = "--operator",
            paramLabel = "NAME",
            description = "Only mutants of this one: ${COMPLETION-CANDIDATES}.")
    private Mutant.@Nullable Operator operator;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Of what is drawn. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Writes what came of every mutant to this file, a line each.")
    private @Nullable Path file;

    @Override
    public Integer call() {
        if (every < 1) {
            throw new MisuseException("--every is " + every + ", and has to be 1 or more");
        }
        for (String suite : suites) {
            if (!SelfTest.suites().contains(suite)) {
                throw Names.unknown("suite", suite, SelfTest.suites());
            }
        }
        Model model = Pages.model(profile.get());
        if (file != null) {
            write(file, List.of());
        }
        PrintWriter print = spec.commandLine().getOut();
        List<Mutant> all = Mutants.of(model);
        List<Mutant> sample = sample(all);
        print.printf(
                "%,d of %,d mutants, by %s at level %s, one of %,d of %s, seed %d%n",
                sample.size(),
                all.size(),
                profile.get().name(),
                level.word(),
                every,
                operator == null ? "each operator" : operator.word(),
                seed);
        print.flush();
        List<Graded> graded = grade(model, sample, print);
        tellUnfound(print, graded);
        if (file != null) {
            write(file, graded);
        }
        summary(print, graded);
        print.flush();
        return Exit.FINE;
    }

    private static void tellUnfound(PrintWriter print, List<Graded> graded) {
        graded.stream()
                .filter(one -> one.grade() == Grade.MISSED)
                .map(Graded::mutant)
                .forEach(one ->
                        print.printf("missed  %s: %s%n", one.operator().word(), one.words()));
        of(graded, Grade.OPEN).stream()
                .filter(one -> !one.suite().isEmpty())
                .forEach(one ->
                        print.printf(
                                "open    %s: %s (differs in scope %s)%n",
                                one.mutant().operator().word(), one.mutant().words(), one.suite()));
    }

    private List<Graded> grade(Model model, List<Mutant> sample, PrintWriter print) {
        Consumer<String> progress =
                words -> {
                    print.println(words);
                    print.flush();
                };
        return new SelfTest(model, level, seed, Set.copyOf(suites), progress).grade(sample);
    }

    private static String line(Graded graded) {
        Mutant mutant = graded.mutant();
        return String.join(
                "\t",
                graded.grade().word(),
                mutant.operator().word(),
                mutant.words(),
                String.join(" ", mutant.clauses()),
                String.join(" ", graded.clauses()),
                graded.suite(),
                Integer.toString(graded.calls()));
    }

    private static void write(Path file, List<Graded> graded) {
        try {
            Files.write(file, graded.stream().map(SelfTestCommand::line).toList());
        } catch (IOException e) {
            throw new MisuseException("cannot write to " + file + ": " + e.getMessage());
        }
    }

    private List<Mutant> sample(List<Mutant> all) {
        List<Mutant> sample = new ArrayList<>();
        for (Mutant.Operator one : Mutant.Operator.values()) {
            List<Mutant> mine =
                    all.stream()
                            .filter(mutant -> mutant.operator() == one)
                            .filter(mutant -> operator == null || operator == one)
                            .toList();
            for (int i = (int) Math.floorMod(seed, (long) every); i < mine.size(); i += every) {
                sample.add(mine.get(i));
            }
        }
        return sample;
    }

    private static void summary(PrintWriter print, List<Graded> graded) {
        print.printf(
                "%n%-20s %7s %7s %10s %7s %13s %6s%n",
                "operator", "killed", "missed", "equivalent", "open", "named right", "calls");
        for (Mutant.Operator one : Mutant.Operator.values()) {
            List<Graded> mine =
                    graded.stream().filter(each -> each.mutant().operator() == one).toList();
            if (!mine.isEmpty()) {
                line(print, one.word(), mine);
            }
        }
        line(print, "all", graded);
    }

    private static void line(PrintWriter print, String name, List<Graded> graded) {
        List<Graded> killed = of(graded, Grade.KILLED);
        long named = killed.stream().filter(Graded::isNamedRight).count();
        int[] calls = killed.stream().mapToInt(Graded::calls).sorted().toArray();
        print.printf(
                "%-20s %7d %7d %10d %7d %13s %6s%n",
                name,
                killed.size(),
                of(graded, Grade.MISSED).size(),
                of(graded, Grade.EQUIVALENT).size(),
                of(graded, Grade.OPEN).size(),
                named + " of " + killed.size(),
                calls.length == 0 ? "-" : calls[calls.length / 2]);
    }

    private static List<Graded> of(List<Graded> graded, Grade grade) {
        return graded.stream().filter(one -> one.grade() == grade).toList();
    }
}
