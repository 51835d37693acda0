package org.rsmtck.kit.cli;

import org.rsmtck.api.Fabric;
import org.rsmtck.kit.suite.Costs;
import org.rsmtck.kit.target.Preflight;
import org.rsmtck.kit.target.ProcessFabric;
import org.rsmtck.kit.target.Remedy;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description =
                "Looks whether an implementation can be reached as it is said to be, before"
                        + " anything is judged, and what it costs that something is lacking.")
final class DoctorCommand implements Callable<Integer> {
    private static final int MOST_CLAUSES = 6;

    @Spec private CommandSpec spec;

    @Mixin private TargetOptions target;

    @Option(
            names = "--profile",
            converter = Profiles.Converter.class,
            completionCandidates = Profiles.Candidates.class,
            description =
                    "By what to count clauses: ${COMPLETION-CANDIDATES}. Default: what the"
                            + " implementation claims.")
    private Profile profile;

    @Override
    public Integer call() {
        PrintWriter print = spec.commandLine().getOut();
        try (Target examined = target.target()) {
            Fabric fabric = examined.fabric();
            print.println(fabric.name());
            Optional<ProcessFabric> agents = fabric.as(ProcessFabric.class);
            List<Preflight.Finding> findings =
                    agents.map(ProcessFabric::preflight).orElse(List.of());
            for (Preflight.Finding finding : findings) {
                print.printf(
                        "%-10s%s%s%n",
                        finding.subject(), finding.isFine() ? "" : "PROBLEM: ", finding.words());
                print.flush();
            }
            if (findings.stream().anyMatch(finding -> !finding.isFine())) {
                print.println("nothing can be judged before this is mended");
                return Exit.MISUSE;
            }
            Profile judgedBy = Profiles.of(Optional.ofNullable(profile), fabric);
            List<Costs.Cost> costs = Costs.of(fabric, Pages.model(judgedBy));
            for (Costs.Cost cost : costs) {
                print.println(words(cost));
                if (agents.isPresent()) {
                    cost.capability()
                            .ifPresent(lacking -> print.printf("%10s%s%n", "", Remedy.of(lacking)));
                }
            }
            print.println(
                    costs.isEmpty()
                            ? "nothing is lacking: everything can be exercised"
                            : "all else can be exercised");
            return Exit.FINE;
        } finally {
            print.flush();
        }
    }

    private static String words(Costs.Cost cost) {
        List<String> clauses = cost.clauses();
        String lost =
                clauses.isEmpty()
                        ? "no clause depends on it alone"
                        : "with them "
                                + (clauses.size() == 1 ? "the clause " : "the clauses ")
                                + String.join(
                                        ", ",
                                        clauses.subList(0, Math.min(MOST_CLAUSES, clauses.size())))
                                + (clauses.size() > MOST_CLAUSES
                                        ? " and " + (clauses.size() - MOST_CLAUSES) + " more"
                                        : "");
        return "%-10s%s: %,d obligations cannot be exercised; %s"
                .formatted("lacking", cost.what(), cost.obligations(), lost);
    }
}
