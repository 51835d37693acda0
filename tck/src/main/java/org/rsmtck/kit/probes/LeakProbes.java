package org.rsmtck.kit.probes;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.kit.execute.Setting;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Thousands of rounds of the same, after which the process must not hold more than before them.
 * Growth counts once other processes show it too, over twice the rounds and in each part of them.
 */
final class LeakProbes {
    /** A life takes several calls, some of them of another process. */
    private static final int SHARE_OF_LIVES = 3;

    /** A thread takes as long to start and to end as many calls. */
    private static final int SHARE_OF_THREADS = 4;

    private LeakProbes() {}

    static List<Probe> all() {
        return Stream.of(
                        rounds().stream(),
                        refusals().stream(),
                        Stream.of(threads(), overLostPath()),
                        ConnectionKind.some().stream().map(LeakProbes::probe))
                .flatMap(probes -> probes)
                .toList();
    }

    private static List<Probe> rounds() {
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

    /** What is refused takes nothing, whichever call it is and on whatever grounds. */
    private static List<Probe> refusals() {
        return List.of(
                refusal(
                        "connect that the access list leaves out",
                        fixture -> {
                            int segment = ProbeContext.segment();
                            publish(fixture, segment, ProbeContext.NODE + 1, 0666);
                            return Fixture.connect(fixture.importing(), segment);
                        }),
                refusal(
                        "connect that asks for nothing",
                        fixture -> Fixture.connect(fixture.importing(), fixture.segment(), 0)),
                refusal(
                        "disconnect that a mapping forbids",
                        fixture -> {
                            fixture.trial().done(fixture.importer(), map(fixture, 0));
                            return new Call.Disconnect(fixture.connection());
                        }),
                refusal(
                        "disconnect that a poll descriptor forbids",
                        fixture -> {
                            fixture.trial()
                                    .done(
                                            fixture.importer(),
                                            new Call.GetPollfd(fixture.connection()));
                            return new Call.Disconnect(fixture.connection());
                        }),
                refusal(
                        "map of what is mapped",
                        fixture -> {
                            fixture.trial().done(fixture.importer(), map(fixture, 0));
                            return map(fixture, 0);
                        }),
                refusal("map beyond the end", fixture -> map(fixture, fixture.length())),
                refusal(
                        "get beyond the end",
                        fixture ->
                                new Call.Get(
                                        fixture.connection(),
                                        fixture.length(),
                                        Long.BYTES,
                                        Out.VALID)),
                refusal(
                        "publish under an id that is taken",
                        fixture -> Fixture.publish(fixture.another(), fixture.segment())));
    }

    private static Call map(Fixture fixture, long offset) {
        return new Call.Map(
                fixture.connection(), Permission.READ_WRITE, offset, fixture.page(), Out.VALID);
    }

    private static Probe refusal(String what, Function<Fixture, Call> call) {
        return probe(
                what,
                fixture -> {
                    Call refused = call.apply(fixture);
                    fixture.trial().demandRefusal(fixture.importer(), refused);
                    return Rounds.refused(refused);
                });
    }

    private static Call.Connect connect(Fixture fixture) {
        return Fixture.connect(fixture.importing(), fixture.segment());
    }

    private static Rounds denied(Fixture fixture) {
        int segment = ProbeContext.segment();
        publish(fixture, segment, ProbeContext.NODE, 0444);
        return Rounds.refused(Fixture.connect(fixture.importing(), segment));
    }

    /** Publishes another export, to one node. */
    private static void publish(Fixture fixture, int segment, int node, int permission) {
        fixture.trial()
                .done(
                        fixture.exporter(),
                        new Call.Publish(
                                fixture.another(),
                                segment,
                                AccessList.of(new AccessEntry(node, permission)),
                                Out.VALID));
    }

    private static Probe probe(String what, Function<Fixture, Rounds> rounds) {
        return Probe.of(
                "many rounds of " + what,
                List.of(LeakHunt.CLAUSE),
                context ->
                        hunt(
                                context,
                                what,
                                ProbeContext.setting(1),
                                trial -> {
                                    Rounds round = rounds.apply(Fixture.alone(trial));
                                    return (owner, count) -> round.go(owner, trial, 0, count);
                                },
                                1));
    }

    /** What is kept for a thread goes with it. */
    private static Probe threads() {
        String what = "connect and disconnect, each by a thread of its own";
        return Probe.of(
                "many rounds of " + what,
                List.of(LeakHunt.CLAUSE),
                context ->
                        hunt(
                                context,
                                what,
                                ProbeContext.setting(1),
                                trial -> {
                                    trial.demandEnds(0);
                                    return ThreadRounds.of(Fixture.alone(trial));
                                },
                                SHARE_OF_THREADS));
    }

    private static Probe overLostPath() {
        String what = "connect over a path that was lost";
        return Probe.needing(
                "many rounds of " + what,
                List.of(LeakHunt.CLAUSE),
                LostPath.NEEDS,
                context ->
                        hunt(
                                context,
                                what,
                                LostPath.SETTING,
                                trial -> {
                                    Call connect = LostPath.connect(context, trial);
                                    trial.demandRefusal(LostPath.IMPORTER, connect);
                                    Rounds round = Rounds.refused(connect);
                                    return (owner, count) ->
                                            round.go(owner, trial, LostPath.IMPORTER, count);
                                },
                                1));
    }

    private static Probe probe(ConnectionKind kind) {
        String what = kind.words();
        return Probe.needing(
                "many " + what,
                List.of(LeakHunt.CLAUSE),
                kind.needs(),
                context ->
                        hunt(
                                context,
                                what,
                                kind.setting(),
                                trial -> new ConnectionLives(trial, kind),
                                SHARE_OF_LIVES));
    }

    private static void hunt(
            ProbeContext context,
            String what,
            Setting setting,
            Function<ProbeRun, Cycle> cycle,
            int share) {
        LeakHunt first = LeakHunt.of(context, what, setting, cycle, share, false);
        context.judged();
        first.note();
        List<LeakHunt.Growth> suspects = first.grown(false);
        if (!suspects.isEmpty()) {
            LeakHunt second = LeakHunt.of(context, what, setting, cycle, share, true);
            List<LeakHunt.Growth> again = second.grown(true);
            suspects.stream()
                    .filter(again::contains)
                    .findFirst()
                    .ifPresent(growth -> {
                        throw second.found(growth);
                    });
            context.note("which did not go on in other processes, over twice the rounds");
        }
        first.blameOdd();
    }
}
