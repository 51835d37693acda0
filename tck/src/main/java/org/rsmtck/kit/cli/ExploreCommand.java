package org.rsmtck.kit.cli;

import org.jspecify.annotations.Nullable;
import org.rsmtck.explore.GuardCombination;
import org.rsmtck.explore.Scope;
import org.rsmtck.explore.Scopes;
import org.rsmtck.explore.Worlds;
import org.rsmtck.explore.packed.PackedSearch;
import org.rsmtck.explore.packed.ScopeTooLargeException;
import org.rsmtck.explore.proof.Proof;
import org.rsmtck.explore.property.Properties;
import org.rsmtck.explore.property.Property;
import org.rsmtck.explore.witness.WitnessIndex;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.page.Pages;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;

@Command(
        name = "explore",
        mixinStandardHelpOptions = true,
        description =
                "Visits every world of a scope of the model, and says what became of each claim"
                        + " about them. Without --scope: every scope that the kit takes its"
                        + " sequences from, in a line each.")
final class ExploreCommand implements Callable<Integer> {
    private static final long PAGE_SIZE = 4096;

    @Spec private CommandSpec spec;

    @Option(
            names = "--scope",
            paramLabel = "NAME",
            description =
                    "This scope, in full, or the one in this file: FILE.toml. May be given several"
                            + " times.")
    private List<String> names = List.of();

    @Mixin private ProfileOption profile;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Threads that search. Default: one for each processor.")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--symmetry",
            description =
                    "Let one world stand for all in which processes that are alike have changed"
                            + " places.")
    private boolean isReduced;

    @Option(
            names = "--svg",
            paramLabel = "DIR",
            description =
                    "Write pictures of the life of an import and of an export, import.svg and"
                            + " export.svg.")
    private @Nullable Path pictures;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the graph of the one scope that is named.")
    private @Nullable Path graph;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description =
                    "Write a page in which the states of the one scope that is named are walked"
                            + " through by clicking, and which needs nothing else. Of at most 5,000"
                            + " states.")
    private @Nullable Path walk;

    @Override
    public Integer call() throws IOException {
        if (workers < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--workers " + workers + ": at least 1 has to search");
        }
        PrintWriter print = spec.commandLine().getOut();
        boolean isOfScope = graph != null || walk != null;
        boolean isDrawing = pictures != null || isOfScope;
        boolean isSearchTold =
                isReduced || spec.commandLine().getParseResult().hasMatchedOption("--workers");
        if (isSearchTold && (isDrawing || names.isEmpty())) {
            throw new MisuseException(
                    "--workers and --symmetry say how to search one scope in full; "
                            + (isDrawing
                                    ? "leave them out with --svg, --json and --html"
                                    : "add --scope NAME"));
        }
        if (pictures != null && !isOfScope && !names.isEmpty()) {
            throw new MisuseException(
                    "--svg shows the life of an import and of an export, whatever the scope; leave"
                            + " --scope out");
        }
        if (isDrawing) {
            Drawing drawing = new Drawing(profile.get(), print);
            drawing.pictures(Optional.ofNullable(pictures));
            drawing.graph(Optional.ofNullable(graph), names);
            drawing.walk(Optional.ofNullable(walk), names);
            return Exit.FINE;
        }
        return names.isEmpty() ? table(print) : inFull(print);
    }

    private int inFull(PrintWriter print) {
        int exit = Exit.FINE;
        for (String name : names) {
            Scope scope = ScopeArgument.scope(name);
            long start = System.nanoTime();
            Proof proof;
            try (SearchProgress progress = new SearchProgress(name)) {
                proof = proof(scope, workers, progress, isReduced);
            } catch (ScopeTooLargeException | IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage());
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            ProofText text = new ProofText(print);
            text.head(scope, profile.get());
            text.reach(proof, seconds, workers);
            proof.verdicts().forEach(text::verdict);
            proof.leftOut().forEach(text::leftOut);
            print.flush();
            exit = Math.max(exit, text.exit(proof));
        }
        return exit;
    }

    private Proof proof(
            Scope scope, int threads, PackedSearch.Progress progress, boolean bySymmetry) {
        Model model = Pages.model(profile.get());
        Interpretation interpretation = profile.get().readings().getFirst();
        Worlds worlds = new Worlds(model, interpretation, scope, PAGE_SIZE);
        List<Property> properties = Properties.of(model, interpretation, scope);
        PackedSearch.Order order =
                new PackedSearch.Order(threads, PackedSearch.mostStatesInMemory(), progress);
        return bySymmetry
                ? Proof.reduced(worlds, properties, order)
                : Proof.of(worlds, properties, order);
    }

    private int table(PrintWriter print) {
        Model model = Pages.model(profile.get());
        print.printf(
                "%-17s %7s %12s %6s %6s %6s %11s  %s%n",
                "scope", "states", "transitions", "depth", "rules", "cells", "claims", "");
        Set<String> met = new TreeSet<>();
        int exit = Exit.FINE;
        for (Scope scope : Scopes.ALL) {
            WitnessIndex atlas =
                    WitnessIndex.of(model, profile.get().readings().getFirst(), scope, PAGE_SIZE);
            Set<String> here = new TreeSet<>();
            atlas.cells().stream().map(GuardCombination::rules).forEach(here::addAll);
            met.addAll(here);
            List<Proof.Verdict> verdicts = proof(scope, 1, reach -> {}, false).verdicts();
            long good = verdicts.stream().filter(Proof.Verdict::isGood).count();
            print.printf(
                    "%-17s %,7d %,12d %6d %6d %,6d %11s  %s%n",
                    scope.name(),
                    atlas.reach().states(),
                    atlas.reach().transitions(),
                    atlas.reach().depth(),
                    here.size(),
                    atlas.cells().size(),
                    good + " of " + verdicts.size(),
                    scope.words());
            print.flush();
            exit = good == verdicts.size() ? exit : Exit.NOT_CONFORMANT;
        }
        long all = model.rules().stream().map(rule -> rule.id()).distinct().count();
        print.printf("%d of %d rules were met under %s%n", met.size(), all, profile.get().name());
        return exit;
    }
}
