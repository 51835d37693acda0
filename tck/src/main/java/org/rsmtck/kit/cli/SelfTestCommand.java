package org.rsmtck.kit.cli;

import org.jspecify.annotations.Nullable;
import org.rsmtck.kit.Suites;
import org.rsmtck.kit.selftest.Mutant;
import org.rsmtck.kit.selftest.Mutants;
import org.rsmtck.kit.selftest.NoMutantsException;
import org.rsmtck.kit.selftest.SelfTest;
import org.rsmtck.kit.selftest.SelfTest.Grade;
import org.rsmtck.kit.selftest.SelfTest.Graded;
import org.rsmtck.kit.selftest.SwitchedMutant;
import org.rsmtck.kit.selftest.SwitchedMutants;
import org.rsmtck.kit.selftest.SwitchedSelfTest;
import org.rsmtck.kit.suite.Level;
import org.rsmtck.kit.target.TargetConfig;
import org.rsmtck.kit.target.VendorFile;
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
import java.util.stream.IntStream;

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
                    "Only this suite: rules, permissions, transitions, combinations or walks; with"
                            + " --vendor also probes, histories or races. May be given several"
                            + " times.")
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

    @Option(
            names = "--vendor",
            paramLabel = "FILE",
            description =
                    "Not what is derived from the model, but mistakes that the implementation of"
                            + " this vendor file has built in: an agent that is started with"
                            + " RSM_MUTANT=list in its environment lists them.")
    private @Nullable Path vendor;

    @Option(
            names = "--mutant",
            paramLabel = "ID",
            description =
                    "With --vendor: only this one, as it is listed. May be given several times.")
    private List<String> ids = List.of();

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "25",
            description =
                    "With --vendor: judges each by so many steps of each suite at most, of those in"
                            + " which it makes a difference. Default: ${DEFAULT-VALUE}.")
    private int steps;

    @Override
    public Integer call() {
        check();
        if (vendor != null) {
            return judgeSwitched(vendor);
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

    private void check() {
        if (every < 1) {
            throw new MisuseException("--every is " + every + ", and has to be 1 or more");
        }
        if (steps < 1) {
            throw new MisuseException("--steps is " + steps + ", and has to be 1 or more");
        }
        List<String> known = vendor == null ? SelfTest.suites() : Suites.names();
        for (String suite : suites) {
            if (!known.contains(suite)) {
                throw Names.unknown("suite", suite, known);
            }
        }
        if (vendor == null && !ids.isEmpty()) {
            throw new MisuseException(
                    "--mutant is for what a vendor file's implementation has built in; add --vendor"
                            + " FILE");
        }
        if (vendor != null && operator != null) {
            throw new MisuseException(
                    "--operator is for mutants of the model; leave it out with --vendor");
        }
    }

    private int judgeSwitched(Path vendorFile) {
        TargetConfig config = VendorFile.read(vendorFile);
        List<SwitchedMutant> all;
        try {
            all = SwitchedMutants.of(config);
        } catch (NoMutantsException e) {
            throw new MisuseException(String.valueOf(e.getMessage()));
        }
        PrintWriter print = spec.commandLine().getOut();
        SwitchedTable table = new SwitchedTable(print, file);
        SwitchedSelfTest test =
                new SwitchedSelfTest(config, profile.get(), level, seed, Set.copyOf(suites), steps);
        return table.of(test, all, chosen(all));
    }

    private List<SwitchedMutant> chosen(List<SwitchedMutant> all) {
        List<String> known = all.stream().map(SwitchedMutant::id).toList();
        for (String id : ids) {
            if (!known.contains(id)) {
                throw Names.unknown("mutant", id, known);
            }
        }
        if (!ids.isEmpty()) {
            return all.stream().filter(one -> ids.contains(one.id())).toList();
        }
        int first = (int) Math.floorMod(seed, (long) every);
        return IntStream.range(0, all.size())
                .filter(number -> number % every == first)
                .mapToObj(all::get)
                .toList();
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
        new GradeTable(print).head("operator");
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
        new GradeTable(print)
                .line(
                        name,
                        graded.stream().map(Graded::grade).toList(),
                        named + " of " + killed.size(),
                        killed.stream().mapToInt(Graded::calls).toArray());
    }

    private static List<Graded> of(List<Graded> graded, Grade grade) {
        return graded.stream().filter(one -> one.grade() == grade).toList();
    }
}
