package org.rsmtck.kit.probes;

import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.reports.Failure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Processes that go many rounds of the same, measured again and again. */
final class LeakHunt {
    static final String CLAUSE = "disconnect/frees-resources";

    /** When what is not memory is first counted: a limit of descriptors is soon reached. */
    private static final int EARLY = 20;

    private static final int PARTS = 8;

    private final ProbeContext context;
    private final ProbeRun trial;
    private final String what;
    private final Cycle cycle;
    private final Stints stints;

    /** Of each process. */
    private final List<Usages> usages = new ArrayList<>();

    private Optional<UnlikeOthersException> odd = Optional.empty();

    /** What a hunt came to that went ahead of the answers, where this one was not to repeat it. */
    private Optional<RuntimeException> unrepeated = Optional.empty();

    /** What a process holds more and more of. */
    record Growth(int process, Measure measure) {}

    /**
     * How many rounds are gone between measurements.
     *
     * @param warmUp before what counts
     * @param length of each stint that counts
     * @param count how many of them
     */
    private record Stints(int warmUp, int length, int count) {
        /** As many as are usual, in two halves. */
        static Stints first(Effort effort, int share) {
            return new Stints(effort.warmUp() / share, effort.rounds() / share / 2, 2);
        }

        /** Twice as many, in more parts: what grows in each of them grows all the time. */
        static Stints second(Effort effort, int share) {
            return new Stints(effort.warmUp() / share, 2 * effort.rounds() / share / PARTS, PARTS);
        }

        /** In the order in which they are gone. */
        List<Integer> all() {
            List<Integer> all = new ArrayList<>(List.of(warmUp / EARLY, warmUp - warmUp / EARLY));
            all.addAll(Collections.nCopies(count, length));
            return all;
        }

        int rounds() {
            return warmUp + counted();
        }

        int counted() {
            return length * count;
        }
    }

    private LeakHunt(
            ProbeContext context, ProbeRun trial, String what, Cycle cycle, Stints stints) {
        this.context = context;
        this.trial = trial;
        this.what = what;
        this.cycle = cycle;
        this.stints = stints;
        trial.setting().members().forEach(_ -> usages.add(new Usages()));
    }

    /**
     * Goes the rounds.
     *
     * @param share of the rounds that are usual: one in so many
     * @param isSecond whether it is to confirm what the first has found
     */
    static LeakHunt of(
            ProbeContext context,
            String what,
            Setting setting,
            Function<ProbeRun, Cycle> cycle,
            int share,
            boolean isSecond) {
        LeakHunt ahead = gone(context, what, setting, cycle, share, isSecond);
        if (context.isCareful() || ahead.odd.isEmpty()) {
            return ahead;
        }
        // It may have been chance, and it came when calls were under way: nothing can be counted.
        context.beCareful();
        LeakHunt careful = gone(context, what, setting, cycle, share, isSecond);
        if (careful.odd.isEmpty() && !ahead.isOddByChance()) {
            careful.unrepeated = Optional.of(ahead.blame());
        }
        return careful;
    }

    private static LeakHunt gone(
            ProbeContext context,
            String what,
            Setting setting,
            Function<ProbeRun, Cycle> cycle,
            int share,
            boolean isSecond) {
        try (ProbeRun trial = new ProbeRun(context, setting)) {
            LeakHunt hunt =
                    new LeakHunt(
                            context,
                            trial,
                            what,
                            cycle.apply(trial),
                            isSecond
                                    ? Stints.second(context.effort(), share)
                                    : Stints.first(context.effort(), share));
            hunt.go();
            return hunt;
        }
    }

    private void go() {
        try {
            for (int count : stints.all()) {
                cycle.go(context, count);
                measure();
            }
        } catch (UnlikeOthersException e) {
            odd = Optional.of(e);
            measure();
        }
    }

    private void measure() {
        for (int i = 0; i < usages.size(); i++) {
            Optional<Line> usage = trial.agent(i).usage();
            if (usage.isEmpty()) {
                blameOdd();
                throw new NotReadyException("the process died while it was measured");
            }
            usages.get(i).add(usage.get());
        }
    }

    private boolean isOddByChance() {
        return odd.map(UnlikeOthersException::round)
                .map(List::getLast)
                .filter(one -> context.isByChance(one.process(), one.call(), one.reply()))
                .isPresent();
    }

    /** One of many calls that was answered otherwise must be right as if it were the first. */
    void blameOdd() {
        if (odd.isPresent()) {
            throw blame();
        }
        if (unrepeated.isPresent()) {
            throw unrepeated.get();
        }
    }

    private RuntimeException blame() {
        try {
            for (Observation.Called one : odd.orElseThrow().round()) {
                trial.observe(one.process(), one.call(), one.reply());
            }
        } catch (ProbeFailedException e) {
            ProbeFailedException told = e.saying("it was one of many rounds of " + what);
            return isShortage(odd.orElseThrow().reply()) ? told.blaming(CLAUSE) : told;
        }
        return new NotReadyException(odd.orElseThrow().getMessage());
    }

    /** After rounds that give back all that they take, it is not the call that is to blame. */
    private static boolean isShortage(Reply reply) {
        return reply instanceof Reply.Refused(RsmError error, long _)
                && (error == RsmError.INSUFFICIENT_RESOURCES || error == RsmError.INSUFFICIENT_MEM);
    }

    /** What there is more and more of; with {@code isSure}, only what grew all the time. */
    List<Growth> grown(boolean isSure) {
        List<Growth> grown = new ArrayList<>();
        for (int i = 0; i < usages.size(); i++) {
            for (Measure measure : Measure.values()) {
                if (usages.get(i).hasGrown(measure, stints.length(), isSure, odd.isPresent())) {
                    grown.add(new Growth(i, measure));
                }
            }
        }
        return grown;
    }

    void note() {
        for (int i = 0; i < usages.size(); i++) {
            Usages own = usages.get(i);
            if (own.areUnknown()) {
                throw new NotReadyException("the agent cannot tell what its process uses");
            }
            for (Measure measure : Measure.values()) {
                int base = measure == Measure.RESIDENT && own.size() > 1 ? 1 : 0;
                context.note(ofProcess(i) + own.more(measure, base));
            }
        }
    }

    private String ofProcess(int process) {
        return usages.size() == 1 ? "" : "process " + process + ": ";
    }

    ProbeFailedException found(Growth growth) {
        Measure measure = growth.measure();
        long counted = stints.counted();
        String more = usages.get(growth.process()).more(measure, 0);
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
                                        measure.bound(counted),
                                        measure.words(),
                                        counted)),
                        more,
                        List.of(
                                measure.words() + ": " + String.join(", ", figures(growth)),
                                "two processes in turn showed it"),
                        List.of(
                                new Failure.Line(
                                        1,
                                        growth.process(),
                                        String.format(
                                                Locale.ROOT,
                                                "%,d rounds of %s",
                                                stints.rounds(),
                                                what),
                                        more)),
                        context.replay(),
                        1),
                Optional.empty(),
                false);
    }

    private List<String> figures(Growth growth) {
        Usages own = usages.get(growth.process());
        List<String> figures = new ArrayList<>();
        int gone = 0;
        for (int i = 0; i < own.size(); i++) {
            gone += stints.all().get(i);
            String figure = own.figure(growth.measure(), i);
            figures.add(
                    odd.isPresent() && i == own.size() - 1
                            ? "%s when %s".formatted(figure, odd.get().getMessage())
                            : String.format(Locale.ROOT, "%s after %,d rounds", figure, gone));
        }
        return figures;
    }
}
