package org.rsmtck.kit.probes;

import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.kit.target.AgentParticipant;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.reports.Failure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** One process that goes many rounds of the same, measured again and again. */
final class LeakHunt {
    static final String CLAUSE = "disconnect/frees-resources";

    /** When what is not memory is first counted: a limit of descriptors is soon reached. */
    private static final int EARLY = 20;

    private final ProbeContext context;
    private final ProbeRun trial;
    private final AgentParticipant agent;
    private final String what;
    private final Rounds rounds;
    private final int half;
    private final Usages usages = new Usages();
    private Optional<Rounds.UnlikeOthersException> odd = Optional.empty();

    private LeakHunt(ProbeContext context, ProbeRun trial, String what, Rounds rounds, int half) {
        this.context = context;
        this.trial = trial;
        this.agent = trial.agent(0);
        this.what = what;
        this.rounds = rounds;
        this.half = half;
    }

    /**
     * Goes the rounds.
     *
     * @param times how often as many as are usual
     */
    static LeakHunt of(
            ProbeContext context, String what, Function<Fixture, Rounds> rounds, int times) {
        try (ProbeRun trial = context.trial(1)) {
            LeakHunt hunt =
                    new LeakHunt(
                            context,
                            trial,
                            what,
                            rounds.apply(Fixture.alone(trial)),
                            times * context.effort().rounds() / 2);
            hunt.go();
            return hunt;
        }
    }

    private void go() {
        int early = context.effort().warmUp() / EARLY;
        try {
            for (int count : List.of(early, context.effort().warmUp() - early, half, half)) {
                rounds.go(context, agent, count);
                measure();
            }
        } catch (Rounds.UnlikeOthersException e) {
            odd = Optional.of(e);
            measure();
        }
    }

    private void measure() {
        Optional<Line> usage = agent.usage();
        if (usage.isEmpty()) {
            blameOdd();
            throw new NotReadyException("the process died while it was measured");
        }
        usages.add(usage.get());
    }

    /** One of many calls that was answered otherwise must be right as if it were the first. */
    void blameOdd() {
        if (odd.isEmpty()) {
            return;
        }
        try {
            trial.observe(0, odd.get().call(), odd.get().reply());
        } catch (ProbeFailedException e) {
            ProbeFailedException told = e.saying("it was one of many rounds of " + what);
            throw isShortage(odd.get().reply()) ? told.blaming(CLAUSE) : told;
        }
        throw new NotReadyException(odd.get().getMessage());
    }

    /** After rounds that give back all that they take, it is not the call that is to blame. */
    private static boolean isShortage(Reply reply) {
        return reply instanceof Reply.Refused(RsmError error, long _)
                && (error == RsmError.INSUFFICIENT_RESOURCES || error == RsmError.INSUFFICIENT_MEM);
    }

    /** What there is more and more of; with {@code isSure}, only what grew all the time. */
    List<Measure> grown(boolean isSure) {
        return Arrays.stream(Measure.values())
                .filter(measure -> usages.hasGrown(measure, half, isSure))
                .toList();
    }

    void note() {
        if (usages.areUnknown()) {
            throw new NotReadyException("the agent cannot tell what its process uses");
        }
        for (Measure measure : Measure.values()) {
            int base = measure == Measure.RESIDENT && usages.size() > 1 ? 1 : 0;
            context.note(usages.more(measure, base));
        }
    }

    ProbeFailedException found(Measure measure) {
        int all = context.effort().warmUp() + 2 * half;
        String more = usages.more(measure, 0);
        return new ProbeFailedException(
                new Failure(
                        (CLAUSE + "-" + measure.field() + "-" + what)
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("[^a-z_]+", "-"),
                        CLAUSE,
                        List.of(),
                        ProbesSuite.NAME,
                        1,
                        List.of(
                                String.format(
                                        Locale.ROOT,
                                        "at most %,d %s more after %,d rounds",
                                        measure.bound(2L * half),
                                        measure.words(),
                                        2 * half)),
                        more,
                        List.of(
                                measure.words() + ": " + String.join(", ", figures(measure)),
                                "two processes in turn showed it"),
                        List.of(
                                new Failure.Line(
                                        1,
                                        0,
                                        String.format(Locale.ROOT, "%,d rounds of %s", all, what),
                                        more)),
                        context.replay(),
                        1),
                Optional.empty(),
                false);
    }

    private List<String> figures(Measure measure) {
        int all = context.effort().warmUp() + 2 * half;
        int early = context.effort().warmUp() / EARLY;
        List<Integer> counts = List.of(early, context.effort().warmUp(), all - half, all);
        List<String> figures = new ArrayList<>();
        for (int i = 0; i < usages.size(); i++) {
            figures.add(
                    odd.isPresent() && i == usages.size() - 1
                            ? "%s when %s"
                                    .formatted(usages.figure(measure, i), odd.get().getMessage())
                            : String.format(
                                    Locale.ROOT,
                                    "%s after %,d rounds",
                                    usages.figure(measure, i),
                                    counts.get(i)));
        }
        return figures;
    }
}
