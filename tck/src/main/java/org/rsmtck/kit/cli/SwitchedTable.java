package org.rsmtck.kit.cli;

import org.jspecify.annotations.Nullable;
import org.rsmtck.kit.selftest.SelfTest.Grade;
import org.rsmtck.kit.selftest.SwitchedMutant;
import org.rsmtck.kit.selftest.SwitchedSelfTest;
import org.rsmtck.kit.selftest.SwitchedSelfTest.Graded;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is told of mistakes that an implementation has built in.
 *
 * @param file gets a line for each; null for none
 */
record SwitchedTable(PrintWriter print, @Nullable Path file) {
    /** Judges some of all that there are, and says how the command ends. */
    int of(SwitchedSelfTest test, List<SwitchedMutant> all, List<SwitchedMutant> some) {
        write(List.of());
        print.printf("%,d of %,d mutants%n", some.size(), all.size());
        print.flush();
        String wrong = some.isEmpty() ? "" : test.learn(all);
        if (!wrong.isEmpty()) {
            throw new MisuseException(
                    "with no mistake switched on the implementation fails ("
                            + wrong
                            + "); mend it first");
        }
        List<Graded> graded = test.grade(some, this::progress);
        write(graded);
        tellUnfound(graded);
        table("operator", graded, one -> one.mutant().operator());
        table("file", graded, one -> one.mutant().where().replaceAll(":.*", ""));
        suites(graded);
        print.flush();
        return Exit.FINE;
    }

    private void progress(Graded one) {
        print.printf(
                Locale.ROOT,
                "%s\t%s\t%s\t%d\t%s\t%.1f s%n",
                one.mutant().id(),
                one.grade().word(),
                one.suite(),
                one.steps(),
                Terminal.line(one.mutant().words()),
                one.took().toMillis() / 1000.0);
        print.flush();
    }

    private void tellUnfound(List<Graded> graded) {
        print.println();
        of(graded, Grade.MISSED).forEach(one -> print.println("missed      " + words(one)));
        of(graded, Grade.OPEN).forEach(one -> print.println("open        " + words(one)));
        of(graded, Grade.EQUIVALENT).forEach(one -> print.println("equivalent  " + words(one)));
        graded.stream()
                .filter(Graded::isExcusedWrongly)
                .forEach(one ->
                        print.println(
                                "found, though its place says that it is no mistake: "
                                        + words(one)));
    }

    private static String words(Graded one) {
        String why = one.mutant().excuse().isEmpty() ? one.told() : one.mutant().excuse();
        return one.mutant().id()
                + " "
                + Terminal.line(one.mutant().words())
                + (why.isEmpty() ? "" : " (" + Terminal.line(why) + ")");
    }

    private void table(String head, List<Graded> graded, Function<Graded, String> by) {
        new GradeTable(print).head(head);
        Map<String, List<Graded>> groups =
                graded.stream()
                        .collect(Collectors.groupingBy(by, TreeMap::new, Collectors.toList()));
        groups.forEach(this::line);
        line("all", graded);
    }

    private void line(String name, List<Graded> graded) {
        List<Graded> killed = of(graded, Grade.KILLED);
        List<Graded> coded = killed.stream().filter(one -> !one.mutant().code().isEmpty()).toList();
        new GradeTable(print)
                .line(
                        name,
                        graded.stream().map(Graded::grade).toList(),
                        coded.stream().filter(Graded::isNamedRight).count() + " of " + coded.size(),
                        killed.stream().mapToInt(Graded::calls).toArray());
    }

    private void suites(List<Graded> graded) {
        print.printf("%n%-20s %7s%n", "found by", "mutants");
        of(graded, Grade.KILLED).stream()
                .collect(Collectors.groupingBy(Graded::suite, TreeMap::new, Collectors.counting()))
                .forEach((suite, number) -> print.printf("%-20s %7d%n", suite, number));
    }

    private static List<Graded> of(List<Graded> graded, Grade grade) {
        return graded.stream().filter(one -> one.grade() == grade).toList();
    }

    private void write(List<Graded> graded) {
        if (file == null) {
            return;
        }
        try {
            Files.write(file, graded.stream().map(SwitchedTable::row).toList());
        } catch (IOException e) {
            throw new MisuseException("cannot write to " + file + ": " + e.getMessage());
        }
    }

    private static String row(Graded one) {
        SwitchedMutant mutant = one.mutant();
        return String.join(
                "\t",
                one.grade().word(),
                mutant.operator(),
                mutant.id(),
                mutant.words(),
                mutant.code(),
                String.join(" ", one.clauses()),
                one.suite(),
                one.told().replaceAll("\\s+", " "),
                Integer.toString(one.calls()),
                Integer.toString(one.steps()),
                mutant.excuse());
    }
}
