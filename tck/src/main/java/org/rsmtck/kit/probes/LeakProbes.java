package org.rsmtck.kit.probes;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.kit.target.AgentParticipant;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.reports.Failure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Thousands of rounds of the same, after which the process must not hold more than before them.
 * Growth counts once a second measurement of as many rounds, and each of its halves, shows it too.
 */
final class LeakProbes {
    private static final String CLAUSE = "disconnect/frees-resources";
    private static final long RESIDENT_PER_ROUND = 16;
    private static final long RESIDENT_AT_LEAST = 256 << 10;
    private static final long DESCRIPTORS = 4;
    private static final long MAPPINGS = 16;

    private LeakProbes() {}

    /** What a process can hold more and more of. */
    private enum Measure {
        DESCRIPTORS("descriptors", "descriptors"),
        MAPPINGS("mappings", "mappings"),
        RESIDENT("resident", "B of resident memory");

        private final String field;
        private final String words;

        Measure(String field, String words) {
            this.field = field;
            this.words = words;
        }

        /** How much more is no growth. */
        long bound(long rounds) {
            return switch (this) {
                case DESCRIPTORS -> LeakProbes.DESCRIPTORS;
                case MAPPINGS -> LeakProbes.MAPPINGS;
                case RESIDENT -> Math.max(RESIDENT_AT_LEAST, RESIDENT_PER_ROUND * rounds);
            };
        }
    }

    static List<Probe> all() {
        return List.of(
                probe(
                        "connect and disconnect",
                        fixture -> Rounds.of(connect(fixture), new Call.Disconnect(0))),
                probe(
                        "connect to what is not published",
                        fixture ->
                                Rounds.refused(
                                        Fixture.connect(
                                                fixture.importing(), ProbeContext.segment()))),
                probe("connect that is denied", LeakProbes::denied),
                probe(
                        "connect over no controller",
                        fixture -> Rounds.refused(Fixture.connect(0, fixture.segment()))),
                probe(
                        "connect to a node that is not there",
                        fixture ->
                                Rounds.refused(
                                        new Call.Connect(
                                                fixture.importing(),
                                                ProbeContext.NODE + 1,
                                                fixture.segment(),
                                                Permission.READ_WRITE,
                                                Out.VALID))),
                probe(
                        "map and unmap",
                        fixture ->
                                Rounds.of(
                                        new Call.Map(
                                                fixture.connection(),
                                                Permission.READ_WRITE,
                                                0,
                                                fixture.length(),
                                                Out.VALID),
                                        new Call.Unmap(fixture.connection()))),
                probe(
                        "get and release of a poll descriptor",
                        fixture ->
                                Rounds.of(
                                        new Call.GetPollfd(fixture.connection()),
                                        new Call.ReleasePollfd(fixture.connection()))),
                probe(
                        "publish and unpublish",
                        fixture -> {
                            long export = fixture.another();
                            return Rounds.of(
                                    Fixture.publish(export, ProbeContext.segment()),
                                    new Call.Unpublish(export));
                        }),
                probe(
                        "create and destroy",
                        fixture ->
                                Rounds.of(
                                        new Call.ExportCreate(
                                                fixture.exporting(),
                                                Memory.aligned(Fixture.FILL + 4),
                                                fixture.page(),
                                                0,
                                                Out.VALID),
                                        new Call.ExportDestroy(0))),
                probe(
                        "get and release of a controller",
                        fixture -> Rounds.of(Fixture.controller(), new Call.ReleaseController(0))));
    }

    private static Call.Connect connect(Fixture fixture) {
        return Fixture.connect(fixture.importing(), fixture.segment());
    }

    private static Rounds denied(Fixture fixture) {
        int segment = ProbeContext.segment();
        long export = fixture.another();
        fixture.trial()
                .done(
                        fixture.exporter(),
                        new Call.Publish(
                                export,
                                segment,
                                AccessList.of(new AccessEntry(ProbeContext.NODE, 0444)),
                                Out.VALID));
        return Rounds.refused(Fixture.connect(fixture.importing(), segment));
    }

    private static Probe probe(String what, Function<Fixture, Rounds> rounds) {
        return Probe.of(
                "many rounds of " + what,
                List.of(CLAUSE),
                context -> {
                    Hunt first = hunt(context, what, rounds, 1);
                    context.judged();
                    first.note();
                    List<Measure> suspects = first.grown(false);
                    if (!suspects.isEmpty()) {
                        Hunt second = hunt(context, what, rounds, 2);
                        List<Measure> again = second.grown(true);
                        suspects.stream()
                                .filter(again::contains)
                                .findFirst()
                                .ifPresent(measure -> {
                                    throw second.found(measure);
                                });
                        context.note("which another process, in twice the rounds, did not confirm");
                    }
                    first.blameOdd();
                });
    }

    private static Hunt hunt(
            ProbeContext context, String what, Function<Fixture, Rounds> rounds, int times) {
        try (ProbeRun trial = context.trial(1)) {
            Hunt hunt =
                    new Hunt(
                            context,
                            trial,
                            what,
                            rounds.apply(Fixture.alone(trial)),
                            times * context.effort().rounds() / 2);
            hunt.go();
            return hunt;
        }
    }

    /** One process, measured again and again. */
    private static final class Hunt {
        /** When what is not memory is first counted: a limit of descriptors is soon reached. */
        private static final int EARLY = 20;

        private final ProbeContext context;
        private final ProbeRun trial;
        private final AgentParticipant agent;
        private final String what;
        private final Rounds rounds;
        private final int half;
        private final List<Line> usages = new ArrayList<>();
        private Optional<Rounds.UnlikeOthersException> odd = Optional.empty();

        Hunt(ProbeContext context, ProbeRun trial, String what, Rounds rounds, int half) {
            this.context = context;
            this.trial = trial;
            this.agent = trial.agent(0);
            this.what = what;
            this.rounds = rounds;
            this.half = half;
        }

        void go() {
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
                    && (error == RsmError.INSUFFICIENT_RESOURCES
                            || error == RsmError.INSUFFICIENT_MEM);
        }

        /** What there is more and more of; with {@code isSure}, only what grew all the time. */
        List<Measure> grown(boolean isSure) {
            return List.of(Measure.values()).stream()
                    .filter(measure -> at(measure, 0) >= 0 && hasGrown(measure, isSure))
                    .toList();
        }

        private boolean hasGrown(Measure measure, boolean isSure) {
            int last = usages.size() - 1;
            if (at(measure, last) < 0) {
                // It could be counted before: now no descriptor is left to count with.
                return measure == Measure.DESCRIPTORS;
            }
            if (measure != Measure.RESIDENT) {
                return at(measure, last) - at(measure, 0) > measure.bound(half);
            }
            return last == 3
                    && (isSure
                            ? at(measure, 2) - at(measure, 1) > measure.bound(half)
                                    && at(measure, 3) - at(measure, 2) > measure.bound(half)
                            : at(measure, 3) - at(measure, 1) > measure.bound(2L * half));
        }

        void note() {
            if (at(Measure.DESCRIPTORS, 0) < 0
                    && at(Measure.MAPPINGS, 0) < 0
                    && at(Measure.RESIDENT, 0) < 0) {
                throw new NotReadyException("the agent cannot tell what its process uses");
            }
            for (Measure measure : Measure.values()) {
                int base = measure == Measure.RESIDENT && usages.size() > 1 ? 1 : 0;
                context.note(more(measure, base));
            }
        }

        private long at(Measure measure, int when) {
            return usages.get(when).integer(measure.field);
        }

        private String figure(Measure measure, int when) {
            long at = at(measure, when);
            return at < 0 ? "more than it can count" : String.format(Locale.ROOT, "%,d", at);
        }

        private String more(Measure measure, int since) {
            int last = usages.size() - 1;
            return at(measure, last) < 0
                    ? "more %s than it can count".formatted(measure.words)
                    : String.format(
                            Locale.ROOT,
                            "%,d %s more",
                            at(measure, last) - at(measure, since),
                            measure.words);
        }

        private ProbeFailedException found(Measure measure) {
            int all = context.effort().warmUp() + 2 * half;
            int early = context.effort().warmUp() / EARLY;
            List<Integer> counts = List.of(early, context.effort().warmUp(), all - half, all);
            List<String> figures = new ArrayList<>();
            for (int i = 0; i < usages.size(); i++) {
                figures.add(
                        odd.isPresent() && i == usages.size() - 1
                                ? "%s when %s".formatted(figure(measure, i), odd.get().getMessage())
                                : String.format(
                                        Locale.ROOT,
                                        "%s after %,d rounds",
                                        figure(measure, i),
                                        counts.get(i)));
            }
            String more = more(measure, 0);
            return new ProbeFailedException(
                    new Failure(
                            (CLAUSE + "-" + measure.field + "-" + what)
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
                                            measure.words,
                                            2 * half)),
                            more,
                            List.of(
                                    measure.words + ": " + String.join(", ", figures),
                                    "two processes in turn showed it"),
                            List.of(
                                    new Failure.Line(
                                            1,
                                            0,
                                            String.format(
                                                    Locale.ROOT, "%,d rounds of %s", all, what),
                                            more)),
                            context.replay(),
                            1),
                    Optional.empty(),
                    false);
        }
    }
}
