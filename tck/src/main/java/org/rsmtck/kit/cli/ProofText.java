package org.rsmtck.kit.cli;

import org.rsmtck.explore.Scope;
import org.rsmtck.explore.Transition;
import org.rsmtck.explore.packed.PackedSearch;
import org.rsmtck.explore.proof.Proof;
import org.rsmtck.explore.property.Property;
import org.rsmtck.explore.property.Property.Mode;
import org.rsmtck.kit.judge.Narrative;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.model.Profile;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** What became of the claims about a scope, in words. */
final class ProofText {
    private final PrintWriter print;

    ProofText(PrintWriter print) {
        this.print = print;
    }

    void head(Scope scope, Profile profile) {
        print.printf("%s under %s: %s%n", scope.name(), profile.name(), scope.words());
    }

    void reach(Proof proof, double seconds, int workers) {
        PackedSearch.Reach reach = proof.reach();
        print.printf("  %-12s %,d%n", "states", reach.states());
        print.printf("  %-12s %,d%n", "transitions", reach.transitions());
        print.printf(
                "  %-12s %d%s%n",
                "depth",
                reach.depth(),
                reach.isComplete() ? "" : ", and not all of what lies there");
        print.printf(
                "  %-12s %,.0f states/s: %.1f s, %d worker%s%n",
                "rate", reach.states() / seconds, seconds, workers, workers == 1 ? "" : "s");
        print.printf(
                "  %-12s %d had a say in some call, %,d pairs of them in the same one%n%n",
                "rules", proof.rulesMet(), proof.pairsMet());
        if (proof.isReduced()) {
            print.printf("  Processes that are alike were let change places.%n%n");
        }
        if (!reach.isComplete()) {
            print.printf(
                    "  The scope is too large for the memory of this Java, %,d states at %d bytes"
                            + " each: what follows is true of those that were visited. Give Java"
                            + " more, for instance JAVA_TOOL_OPTIONS=-Xmx16g, or take a smaller"
                            + " scope.%n%n",
                    PackedSearch.mostStatesInMemory(), PackedSearch.BYTES_PER_STATE);
        }
    }

    void verdict(Proof.Verdict verdict) {
        boolean isSight = verdict.property().mode() == Mode.SOMETIMES;
        String steps = verdict.way().map(way -> " after " + way.size() + " steps").orElse("");
        String became =
                isSight
                        ? verdict.isGood() ? "met" + steps : "NOT MET"
                        : verdict.isGood() ? "holds" : "FAILS" + steps;
        print.printf(
                "  %-9s  %-24s  %-18s  %s%n",
                mode(verdict.property().mode()),
                verdict.property().name(),
                became,
                verdict.property().words());
        if (!isSight) {
            verdict.way().ifPresent(this::way);
        }
    }

    /** What was not looked at, and why. */
    void leftOut(Property property) {
        print.printf(
                "  %-9s  %-24s  %-18s  %s: needs each world by itself, and 200,000 at most%n",
                mode(property.mode()), property.name(), "not looked at", property.words());
    }

    private static String mode(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void way(List<Transition> way) {
        int number = 1;
        for (String line : lines(way)) {
            print.printf("             %d: %s%n", number++, line);
        }
    }

    private static List<String> lines(List<Transition> way) {
        List<Observation> said = new ArrayList<>();
        for (Transition transition : way) {
            switch (transition) {
                case Transition.Made made ->
                        said.add(new Observation.Called(made.process(), made.call(), made.reply()));
                case Transition.Happened happened ->
                        said.add(new Observation.Happened(happened.event()));
                case Transition.Arrived arrived -> {}
            }
        }
        Iterator<Narrative.Told> told = Narrative.of(said).iterator();
        List<String> lines = new ArrayList<>();
        for (Transition transition : way) {
            lines.add(
                    transition instanceof Transition.Arrived
                            ? "a forced disconnect arrives at its importer"
                            : line(told.next()));
        }
        return lines;
    }

    private static String line(Narrative.Told told) {
        String who = told.process() < 0 ? "" : "process " + told.process() + ": ";
        String reply = told.reply().isEmpty() ? "" : " -> " + told.reply();
        return who + told.call() + reply;
    }

    /** What the command ends with. */
    int exit(Proof proof) {
        if (!proof.verdicts().stream().allMatch(Proof.Verdict::isGood)) {
            return Exit.NOT_CONFORMANT;
        }
        return proof.reach().isComplete() ? Exit.FINE : Exit.INCOMPLETE;
    }
}
