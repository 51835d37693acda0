package org.rsmtck.kit.probes;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.kit.plug.AgentParticipant;
import org.rsmtck.reports.Failure;
import org.rsmtck.wire.Line;

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
                        props -> Rounds.of(connect(props), new Call.Disconnect(0))),
                probe(
                        "connect to what is not published",
                        props -> Rounds.refused(Props.connect(props.importing(), Bench.segment()))),
                probe("connect that is denied", LeakProbes::denied),
                probe(
                        "connect over no controller",
                        props -> Rounds.refused(Props.connect(0, props.segment()))),
                probe(
                        "connect to a node that is not there",
                        props ->
                                Rounds.refused(
                                        new Call.Connect(
                                                props.importing(),
                                                Bench.NODE + 1,
                                                props.segment(),
                                                Permission.READ_WRITE,
                                                Out.VALID))),
                probe(
                        "map and unmap",
                        props ->
                                Rounds.of(
                                        new Call.Map(
                                                props.connection(),
                                                Permission.READ_WRITE,
                                                0,
                                                props.length(),
                                                Out.VALID),
                                        new Call.Unmap(props.connection()))),
                probe(
                        "get and release of a poll descriptor",
                        props ->
                                Rounds.of(
                                        new Call.GetPollfd(props.connection()),
                                        new Call.ReleasePollfd(props.connection()))),
                probe(
                        "publish and unpublish",
                        props -> {
                            long export = props.another();
                            return Rounds.of(
                                    Props.publish(export, Bench.segment()),
                                    new Call.Unpublish(export));
                        }),
                probe(
                        "create and destroy",
                        props ->
                                Rounds.of(
                                        new Call.ExportCreate(
                                                props.exporting(),
                                                Memory.aligned(Props.FILL + 4),
                                                props.page(),
                                                0,
                                                Out.VALID),
                                        new Call.ExportDestroy(0))),
                probe(
                        "get and release of a controller",
                        props -> Rounds.of(Props.controller(), new Call.ReleaseController(0))));
    }

    private static Call.Connect connect(Props props) {
        return Props.connect(props.importing(), props.segment());
    }

    private static Rounds denied(Props props) {
        int segment = Bench.segment();
        long export = props.another();
        props.trial()
                .done(
                        props.exporter(),
                        new Call.Publish(
                                export,
                                segment,
                                AccessList.of(new AccessEntry(Bench.NODE, 0444)),
                                Out.VALID));
        return Rounds.refused(Props.connect(props.importing(), segment));
    }

    private static Probe probe(String what, Function<Props, Rounds> rounds) {
        return Probe.of(
                "many rounds of " + what,
                List.of(CLAUSE),
                bench -> {
                    try (Trial trial = bench.trial(1)) {
                        Props props = Props.alone(trial);
                        new Hunt(bench, trial, what, rounds.apply(props)).go();
                    }
                });
    }

    /** One process, measured again and again. */
    private static final class Hunt {
        private final Bench bench;
        private final Trial trial;
        private final AgentParticipant agent;
        private final String what;
        private final Rounds rounds;
        private final List<Line> usages = new ArrayList<>();

        Hunt(Bench bench, Trial trial, String what, Rounds rounds) {
            this.bench = bench;
            this.trial = trial;
            this.agent = trial.agent(0);
            this.what = what;
            this.rounds = rounds;
        }

        void go() {
            int half = bench.effort().rounds() / 2;
            rounds.go(bench, agent, bench.effort().warmUp());
            measure();
            rounds.go(bench, agent, half);
            measure();
            rounds.go(bench, agent, half);
            measure();
            List<Measure> suspects = new ArrayList<>();
            for (Measure measure : Measure.values()) {
                if (at(measure, 0) < 0) {
                    continue;
                }
                bench.judged();
                long more = at(measure, 2) - at(measure, 0);
                bench.note("%,d %s more".formatted(more, measure.words));
                if (more > measure.bound(2L * half)) {
                    suspects.add(measure);
                }
            }
            if (!suspects.isEmpty()) {
                rounds.go(bench, agent, 2 * half);
                measure();
                rounds.go(bench, agent, 2 * half);
                measure();
                suspects.stream()
                        .filter(measure -> grewIn(measure, 3, 2L * half))
                        .filter(measure -> grewIn(measure, 4, 2L * half))
                        .findFirst()
                        .ifPresent(measure -> {
                            throw found(measure, half);
                        });
                bench.note("which a repeat with twice the rounds did not confirm");
            }
            if (!bench.hasJudged()) {
                throw new Unready("the agent cannot tell what its process uses");
            }
            if (bench.notes().isEmpty()) {
                throw new IllegalStateException("nothing was measured");
            }
        }

        private boolean grewIn(Measure measure, int to, long count) {
            return at(measure, to) - at(measure, to - 1) > measure.bound(count);
        }

        private void measure() {
            usages.add(
                    agent.usage()
                            .orElseThrow(
                                    () -> new Unready("the process died while it was measured")));
        }

        private long at(Measure measure, int when) {
            return usages.get(when).integer(measure.field);
        }

        private Broken found(Measure measure, int half) {
            String figures =
                    "%s: %,d after %,d rounds to warm up, %,d and %,d after %,d more each, %,d and"
                            + " %,d after %,d more each";
            List<Failure.Line> history =
                    List.of(
                            new Failure.Line(
                                    1,
                                    0,
                                    "%,d rounds of %s"
                                            .formatted(bench.effort().warmUp() + 6 * half, what),
                                    "%,d %s more than after the first %,d"
                                            .formatted(
                                                    at(measure, 4) - at(measure, 0),
                                                    measure.words,
                                                    bench.effort().warmUp())));
            return new Broken(
                    new Failure(
                            (CLAUSE + "-" + measure.field + "-" + what)
                                    .toLowerCase(Locale.ROOT)
                                    .replaceAll("[^a-z_]+", "-"),
                            CLAUSE,
                            List.of(),
                            ProbesSuite.NAME,
                            1,
                            List.of(
                                    "at most %,d %s more after %,d rounds"
                                            .formatted(
                                                    measure.bound(2L * half),
                                                    measure.words,
                                                    2 * half)),
                            history.getFirst().reply(),
                            List.of(
                                    figures.formatted(
                                            measure.words,
                                            at(measure, 0),
                                            bench.effort().warmUp(),
                                            at(measure, 1),
                                            at(measure, 2),
                                            half,
                                            at(measure, 3),
                                            at(measure, 4),
                                            2 * half)),
                            history,
                            bench.replay(),
                            1),
                    Optional.empty(),
                    false);
        }
    }
}
