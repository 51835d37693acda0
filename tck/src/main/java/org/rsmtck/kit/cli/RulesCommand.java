package org.rsmtck.kit.cli;

import org.jspecify.annotations.Nullable;
import org.rsmtck.kit.runs.RunFolder;
import org.rsmtck.model.Clause;
import org.rsmtck.model.Clauses;
import org.rsmtck.model.Profile;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Variant;
import org.rsmtck.model.page.Pages;
import org.rsmtck.reports.Obligation;
import org.rsmtck.reports.Results;
import org.rsmtck.reports.ResultsFile;
import org.rsmtck.reports.Status;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

@Command(
        name = "rules",
        mixinStandardHelpOptions = true,
        description =
                "Lists every clause with its rules, and how many obligations the last run judged;"
                        + " where the profile tells what shipped code does, also where that"
                        + " diverges from the page, and why.")
final class RulesCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Spec private CommandSpec spec;

    @Mixin private ProfileOption profile;

    @Option(
            names = "--format",
            defaultValue = "text",
            description = "How to write them: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Format format;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where runs are kept: what the latest of them judged is counted.")
    private @Nullable Path out;

    /** How the list is written. */
    enum Format {
        text,
        markdown,
        json
    }

    /** A clause, the rules that carry it, and what the last run came to. */
    private record Row(Clause clause, List<Rule> rules, Optional<long[]> judged) {
        private String counts() {
            return judged.map(counts -> counts[0] + " of " + counts[1]).orElse("-");
        }
    }

    @Override
    public Integer call() throws java.io.IOException {
        Path file = RunFolder.latest(out == null ? Home.reports() : out).resolve("results.json");
        Optional<Results> last =
                Files.exists(file) ? Optional.of(ResultsFile.read(file)) : Optional.empty();
        List<Row> rows =
                Clauses.of(Pages.model(profile.get()).rules()).stream()
                        .map(clause -> row(clause, last))
                        .toList();
        PrintWriter print = spec.commandLine().getOut();
        switch (format) {
            case text -> {
                text(print, rows, last);
                divergencesAsText(print);
            }
            case markdown -> {
                markdown(print, rows);
                divergencesAsMarkdown(print);
            }
            case json -> json(print, rows);
        }
        print.flush();
        return Exit.FINE;
    }

    private Row row(Clause clause, Optional<Results> last) {
        List<Rule> rules =
                Pages.model(profile.get()).rules().stream()
                        .filter(rule -> rule.clauses().contains(clause.id()))
                        .toList();
        return new Row(clause, rules, last.map(results -> judged(clause, results)));
    }

    /** How many obligations were judged, and how many there were. */
    private static long[] judged(Clause clause, Results results) {
        List<Obligation> owed =
                results.obligations().stream()
                        .filter(obligation -> obligation.clauses().contains(clause.id()))
                        .toList();
        long judged =
                owed.stream()
                        .filter(one ->
                                one.status() == Status.PASSED || one.status() == Status.FAILED)
                        .count();
        return new long[] {judged, owed.size()};
    }

    private static void text(PrintWriter print, List<Row> rows, Optional<Results> last) {
        last.ifPresentOrElse(
                results ->
                        print.printf(
                                "judged in the last run: %s, %s, %s%n",
                                results.run().target(),
                                results.run().profile(),
                                results.run().started()),
                () -> print.println("no run so far: rsm-tck verify makes one"));
        Clause.Kind kind = null;
        for (Row row : rows) {
            if (row.clause().kind() != kind) {
                kind = row.clause().kind();
                print.println("\n" + title(kind));
            }
            print.printf("  %-38s judged %s%n", row.clause().id(), row.counts());
            for (Rule rule : distinct(row.rules())) {
                print.printf("      %s%n", rule.id());
            }
            if (row.rules().isEmpty()) {
                print.printf("      no rule: %s%n", row.clause().later());
            }
        }
    }

    private static List<Rule> distinct(List<Rule> rules) {
        return List.copyOf(
                rules.stream()
                        .collect(
                                Collectors.toMap(
                                        Rule::id,
                                        rule -> rule,
                                        (one, same) -> one,
                                        java.util.LinkedHashMap::new))
                        .values());
    }

    private static String title(Clause.Kind kind) {
        return switch (kind) {
            case PAGE -> "rsm_memseg_import_connect(3RSM)";
            case FRAME -> "the frame around every call";
            case SUPPORTING -> "neighbour calls that the page stands on";
        };
    }

    private static void markdown(PrintWriter print, List<Row> rows) {
        print.println("| clause | what must hold | rules | judged |");
        print.println("|---|---|---|---|");
        for (Row row : rows) {
            print.printf(
                    "| `%s` | %s | %s | %s |%n",
                    row.clause().id(),
                    row.clause().words(),
                    row.rules().isEmpty()
                            ? row.clause().later()
                            : distinct(row.rules()).stream()
                                    .map(rule -> "`" + rule.id() + "`")
                                    .collect(Collectors.joining(", ")),
                    row.counts());
        }
    }

    private void divergencesAsText(PrintWriter print) {
        if (profile.get().divergences().isEmpty()) {
            return;
        }
        print.println("\ndivergences from the page");
        for (Profile.Divergence divergence : profile.get().divergences()) {
            print.printf("  %s%n", divergence.point().words());
            print.printf("      here      %s%n", words(divergence.here()));
            print.printf("      man-page  %s%n", words(divergence.page()));
            print.printf("      reason    %s%n", divergence.reason());
        }
    }

    private void divergencesAsMarkdown(PrintWriter print) {
        if (profile.get().divergences().isEmpty()) {
            return;
        }
        print.println("\n| divergences from the page | here | man-page | reason |");
        print.println("|---|---|---|---|");
        for (Profile.Divergence divergence : profile.get().divergences()) {
            print.printf(
                    "| %s | %s | %s | %s |%n",
                    divergence.point().words(),
                    words(divergence.here()),
                    words(divergence.page()),
                    divergence.reason());
        }
    }

    private static void options(ArrayNode names, Set<? extends Variant> options) {
        options.stream().map(Variant::name).sorted().forEach(names::add);
    }

    private static String words(Set<? extends Variant> options) {
        return options.stream().map(Variant::name).sorted().collect(Collectors.joining(" or "));
    }

    private void json(PrintWriter print, List<Row> rows) {
        ArrayNode list = JSON.createArrayNode();
        for (Row row : rows) {
            ObjectNode node = list.addObject();
            node.put("clause", row.clause().id());
            node.put("kind", row.clause().kind().name().toLowerCase(java.util.Locale.ROOT));
            node.put("words", row.clause().words());
            node.put("source", row.clause().source());
            node.put("later", row.clause().later());
            ArrayNode rules = node.putArray("rules");
            for (Rule rule : distinct(row.rules())) {
                rules.addObject().put("id", rule.id()).put("words", rule.words());
            }
            row.judged().ifPresent(counts -> node.put("judged", counts[0]).put("owed", counts[1]));
        }
        for (Profile.Divergence divergence : profile.get().divergences()) {
            ObjectNode node = list.addObject();
            node.put("point", divergence.point().name());
            node.put("kind", "divergence");
            node.put("words", divergence.point().words());
            options(node.putArray("here"), divergence.here());
            options(node.putArray("manPage"), divergence.page());
            node.put("reason", divergence.reason());
        }
        print.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(list));
    }
}
