package org.rsmtck.kit.evidence;

import org.jspecify.annotations.Nullable;
import org.rsmtck.kit.execute.TextFile;
import org.rsmtck.kit.history.HistoryFile;
import org.rsmtck.kit.history.Verdict;
import org.rsmtck.kit.linearizability.Budget;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.LimitRules;
import org.rsmtck.model.page.Pages;
import org.rsmtck.model.profile.KnownProfiles;
import org.rsmtck.reports.Results;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sequences of a bundle, each judged again by itself. */
final class SequenceCheck {
    private static final long STEPS = 10_000_000;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final List<String> differences;

    /** By the id of an obligation or the name of a suite: whether each sequence is allowed. */
    private final Map<String, List<Boolean>> judged = new HashMap<>();

    private int unknown;

    private SequenceCheck(List<String> differences) {
        this.differences = differences;
    }

    /**
     * Judges them.
     *
     * @param told by which profile
     * @param text of the file of sequences
     * @param differences takes a sentence for each that cannot be read
     */
    static SequenceCheck of(Results told, String text, List<String> differences) {
        SequenceCheck check = new SequenceCheck(differences);
        check.judge(told, text);
        return check;
    }

    /** Whether each sequence of this obligation or suite is allowed. */
    List<Boolean> of(String name) {
        return judged.getOrDefault(name, List.of());
    }

    int judged() {
        return judged.values().stream().mapToInt(List::size).sum();
    }

    /** How many there are of which nobody can say. */
    int unknown() {
        return unknown;
    }

    /** Every sequence, judged again. */
    private void judge(Results told, String text) {
        @Nullable Model model = null;
        String of = "";
        List<String> lines = new ArrayList<>();
        int number = 0;
        for (String line : (text + SequenceLines.of("")).lines().toList()) {
            number++;
            if (model == null) {
                model = model(told, line);
                continue;
            }
            if (!SequenceLines.isStart(line)) {
                lines.add(line);
                continue;
            }
            if (!lines.isEmpty()) {
                judge(model, of, lines, number - lines.size());
                lines.clear();
            }
            of = SequenceLines.obligation(Line.parse(line));
        }
    }

    private Model model(Results told, String limits) {
        Profile profile = KnownProfiles.named(told.run().profile()).orElse(Profile.MAN_PAGE);
        Model plain = Pages.model(profile);
        try {
            return LimitRules.on(plain, SequenceLines.limits(Line.parse(limits)));
        } catch (RuntimeException e) {
            differences.add(Bundle.SEQUENCES + ", line 1: it cannot be read: " + e.getMessage());
            return plain;
        }
    }

    private void judge(Model model, String of, List<String> lines, int first) {
        String place = Bundle.SEQUENCES + ", line " + first;
        try {
            switch (verdict(model, HistoryFile.parse(lines, place))) {
                case Verdict.NotAllowed not ->
                        judged.computeIfAbsent(of, _ -> new ArrayList<>()).add(false);
                case Verdict.Linearizable right ->
                        judged.computeIfAbsent(of, _ -> new ArrayList<>()).add(true);
                case Verdict.Unknown none -> unknown++;
            }
        } catch (TextFile.UnreadableException e) {
            differences.add(place + ": it cannot be read: " + e.getMessage());
        }
    }

    static Verdict verdict(Model model, HistoryFile file) {
        return Verdict.of(model, file.history(), new Budget(STEPS, LONGEST));
    }
}
