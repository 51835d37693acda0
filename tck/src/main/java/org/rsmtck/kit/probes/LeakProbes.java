package org.rsmtck.kit.probes;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;

import java.util.List;
import java.util.function.Function;

/**
 * Thousands of rounds of the same, after which the process must not hold more than before them.
 * Growth counts once a second measurement of as many rounds, and each of its halves, shows it too.
 */
final class LeakProbes {
    private LeakProbes() {}

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
                List.of(LeakHunt.CLAUSE),
                context -> {
                    LeakHunt first = LeakHunt.of(context, what, rounds, 1);
                    context.judged();
                    first.note();
                    List<Measure> suspects = first.grown(false);
                    if (!suspects.isEmpty()) {
                        LeakHunt second = LeakHunt.of(context, what, rounds, 2);
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
}
