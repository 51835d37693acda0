package org.rsmtck.kit.cli;

import org.rsmtck.explore.Atlas;
import org.rsmtck.explore.Cell;
import org.rsmtck.explore.Scope;
import org.rsmtck.explore.Scopes;
import org.rsmtck.explore.packed.PackedSearch;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;

@Command(
        name = "explore",
        mixinStandardHelpOptions = true,
        description = "Visits every world of a scope of the model, and says what was met.")
final class ExploreCommand implements Callable<Integer> {
    private static final long PAGE_SIZE = 4096;

    @Spec private CommandSpec spec;

    @Option(
            names = "--scope",
            paramLabel = "NAME",
            description =
                    "Only this scope. May be given several times. Default: every one there is.")
    private List<String> names = List.of();

    @Option(
            names = "--profile",
            converter = Profiles.Converter.class,
            completionCandidates = Profiles.Candidates.class,
            defaultValue = "strict",
            description = "By whose reading: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Profile profile;

    @Override
    public Integer call() {
        List<String> known = Scopes.EVERY.stream().map(Scope::name).toList();
        List<Scope> scopes =
                names.isEmpty()
                        ? Scopes.ALL
                        : names.stream()
                                .map(name ->
                                        Scopes.named(name)
                                                .orElseThrow(
                                                        () -> Names.unknown("scope", name, known)))
                                .toList();
        PrintWriter print = spec.commandLine().getOut();
        Model model = Model.of(profile);
        print.printf(
                "%-12s %9s %12s %6s %6s %7s  %s%n",
                "scope", "states", "transitions", "depth", "rules", "cells", "");
        Set<String> met = new TreeSet<>();
        for (Scope scope : scopes) {
            Atlas atlas = Atlas.of(model, profile.readings().getFirst(), scope, PAGE_SIZE);
            PackedSearch.Reach reach = atlas.reach();
            Set<String> here = new TreeSet<>();
            atlas.cells().stream().map(Cell::rules).forEach(here::addAll);
            met.addAll(here);
            print.printf(
                    "%-12s %,9d %,12d %6d %6d %,7d  %s%n",
                    scope.name(),
                    reach.states(),
                    reach.transitions(),
                    reach.depth(),
                    here.size(),
                    atlas.cells().size(),
                    scope.words());
            print.flush();
        }
        long all = model.rules().stream().map(rule -> rule.id()).distinct().count();
        print.printf("%d of %d rules were met under %s%n", met.size(), all, profile.name());
        return Exit.FINE;
    }
}
