package org.rsmtck.reports;

import org.rsmtck.model.Profile;
import org.rsmtck.model.profile.KnownProfiles;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a run entitles its reader to say of the target.
 *
 * <p>It rests on the required clauses, those of the page and of its frame, and on nothing but the
 * results. A vendor's list of known failures does not change it. No obligation of a required clause
 * may be left out: one that was not exercised leaves its clause not judged, however many others
 * passed, or else a target could hide what it breaks by keeping the kit from getting there. A
 * clause that says what success is must have been seen to succeed; no capability that a target does
 * without excuses that.
 *
 * @param verdict what it comes to
 * @param words the verdict in words: of a profile that tells what shipped code does, a target
 *     matches it or differs from it, and is never called conformant
 * @param judged how many required clauses the run judged
 * @param failing how many of those are broken
 * @param waived how many of those hold only by a waiver
 * @param notJudged how many more required clauses of the level were not judged
 * @param notApplicable how many more are about what the target does without
 * @param notTestable how many more cannot be told from outside
 * @param outOfReach how many more no run through this door can judge
 * @param supportingFailing how many supporting clauses are broken
 * @param line all of it in one line
 */
public record Statement(
        Verdict verdict,
        String words,
        int judged,
        int failing,
        int waived,
        int notJudged,
        int notApplicable,
        int notTestable,
        int outOfReach,
        int supportingFailing,
        String line) {

    /** What a statement comes to: every clause holds, by a waiver or without, or not. */
    public enum Verdict {
        CONFORMANT("CONFORMANT", "MATCHES"),
        CONFORMANT_WITH_WAIVERS("CONFORMANT WITH WAIVERS", "MATCHES WITH WAIVERS"),
        INCOMPLETE("INCOMPLETE", "INCOMPLETE"),
        NOT_CONFORMANT("NOT CONFORMANT", "DIFFERS FROM"),
        /** A part of a level, or a run that was cut short, says nothing of the whole. */
        NONE("no statement", "no statement");

        private final String ofPage;
        private final String ofShipped;

        Verdict(String ofPage, String ofShipped) {
            this.ofPage = ofPage;
            this.ofShipped = ofShipped;
        }

        /** The first words of a statement about the page. */
        public String words() {
            return ofPage;
        }

        private String words(Run run) {
            return isAboutShipped(run) ? ofShipped : ofPage;
        }

        /** Between the verdict and the profile. */
        private String towards(Run run) {
            return isAboutShipped(run) && this != INCOMPLETE ? " " : " to ";
        }
    }

    /** Whether the run compares the target with shipped code, rather than with the page. */
    private static boolean isAboutShipped(Run run) {
        return KnownProfiles.named(run.profile()).flatMap(Profile::shipped).isPresent();
    }

    /** What every reader must know who was not there. */
    public static final String SELF_ASSERTED =
            "Self-asserted: it binds nobody else until somebody else has run the kit.";

    /**
     * The statement that these results support.
     *
     * @throws Tally.UnbalancedException if the obligations do not add up
     */
    public static Statement of(Results results) {
        Tally.of(results);
        return of(results, ClauseRollup.of(results));
    }

    static Statement of(Results results, List<ClauseRollup> rollups) {
        Tally tally = Tally.of(results);
        Run run = results.run();
        List<Support> required =
                rollups.stream()
                        .filter(rollup -> rollup.clause().isRequired())
                        .map(ClauseRollup::support)
                        .toList();
        int judged = count(required, Support::isJudged);
        int failing = count(required, Support::isBroken);
        int waived = count(required, Support.WAIVED::equals);
        int notJudged = count(required, Support.NOT_JUDGED::equals);
        Verdict verdict =
                results.whyUnstated().isEmpty()
                        ? verdict(judged, failing, waived, notJudged, results.troubles())
                        : Verdict.NONE;
        Statement bare =
                new Statement(
                        verdict,
                        verdict.words(run),
                        judged,
                        failing,
                        waived,
                        notJudged,
                        count(required, Support.NOT_APPLICABLE::equals),
                        count(required, Support.NOT_TESTABLE::equals),
                        count(required, Support.OUT_OF_REACH::equals),
                        (int)
                                rollups.stream()
                                        .filter(rollup -> !rollup.clause().isRequired())
                                        .filter(rollup -> rollup.support().isBroken())
                                        .count(),
                        "");
        return verdict == Verdict.NONE
                ? bare.saying(none(results.whyUnstated(), tally))
                : bare.withLine(run, results.troubles(), waivers(results.terms(), rollups));
    }

    /**
     * For instance {@code no statement: cut short by a signal (10 obligations passed, 1 failed)}.
     */
    private static String none(String why, Tally tally) {
        String counts =
                tally.byStatus().entrySet().stream()
                        .filter(entry -> entry.getValue() > 0)
                        .map(entry -> entry.getValue() + " " + entry.getKey().words())
                        .collect(Collectors.joining(", "));
        return Verdict.NONE.words()
                + ": "
                + oneLine(why)
                + " ("
                + (counts.isEmpty() ? "nothing was judged" : "obligations: " + counts)
                + ")";
    }

    private static Verdict verdict(
            int judged, int failing, int waived, int notJudged, List<Trouble> troubles) {
        if (failing > 0) {
            return Verdict.NOT_CONFORMANT;
        }
        if (notJudged > 0 || judged == 0 || !troubles.isEmpty()) {
            return Verdict.INCOMPLETE;
        }
        return waived > 0 ? Verdict.CONFORMANT_WITH_WAIVERS : Verdict.CONFORMANT;
    }

    private static int count(List<Support> supports, Predicate<Support> which) {
        return (int) supports.stream().filter(which).count();
    }

    private Statement withLine(Run run, List<Trouble> troubles, String waivers) {
        return saying(
                words
                        + oneLine(circumstances(run))
                        + found(troubles)
                        + scope()
                        + aside()
                        + oneLine(waivers));
    }

    /** Those that something rests on, each with who gives it, until when and why. */
    private static String waivers(Terms terms, List<ClauseRollup> rollups) {
        Set<String> waived =
                rollups.stream()
                        .filter(rollup -> rollup.support() == Support.WAIVED)
                        .map(rollup -> rollup.clause().id())
                        .collect(Collectors.toSet());
        return terms.waivers().stream()
                .filter(waiver -> waived.contains(waiver.clause()))
                .map(waiver -> "; " + waiver.words())
                .collect(Collectors.joining());
    }

    private Statement saying(String sentence) {
        return new Statement(
                verdict,
                words,
                judged,
                failing,
                waived,
                notJudged,
                notApplicable,
                notTestable,
                outOfReach,
                supportingFailing,
                sentence);
    }

    private String circumstances(Run run) {
        List<String> parts = new ArrayList<>();
        parts.add("%s%s at level %s".formatted(verdict.towards(run), run.profile(), run.level()));
        parts.add(run.conformanceClass());
        run.real().forEach(what -> parts.add(what + " real"));
        run.simulated().forEach(what -> parts.add(what + " simulated"));
        run.limits().forEach(parts::add);
        return String.join(", ", parts);
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\x{80}-\\x{9f}\\x{2028}\\x{2029}]+", " ");
    }

    private String found(List<Trouble> troubles) {
        List<String> parts = new ArrayList<>();
        if (failing > 0) {
            parts.add("%s %s".formatted(clauses(failing), failing == 1 ? "fails" : "fail"));
        }
        if (notJudged > 0) {
            parts.add(clauses(notJudged) + " not judged");
        }
        if (!troubles.isEmpty()) {
            parts.add(
                    "trouble in "
                            + troubles.stream()
                                    .map(Trouble::suite)
                                    .distinct()
                                    .collect(Collectors.joining(" and ")));
        }
        return parts.isEmpty() ? "" : ": " + String.join(", ", parts);
    }

    private String scope() {
        boolean allHold = failing == 0 && notJudged == 0;
        List<String> parts = new ArrayList<>();
        parts.add(allHold ? clauses(judged) : clauses(judged) + " judged");
        if (waived > 0) {
            parts.add(waived + " waived");
        }
        if (notApplicable > 0) {
            parts.add(notApplicable + " not applicable");
        }
        if (notTestable > 0) {
            parts.add(notTestable + " not testable");
        }
        if (outOfReach > 0) {
            parts.add(outOfReach + " not judged by this door");
        }
        return " (" + String.join("; ", parts) + ")";
    }

    private String aside() {
        return switch (supportingFailing) {
            case 0 -> "";
            case 1 -> ", 1 supporting clause fails";
            default -> ", " + supportingFailing + " supporting clauses fail";
        };
    }

    private static String clauses(int count) {
        return count == 1 ? "1 clause" : count + " clauses";
    }
}
