package org.rsmtck.kit.races;

import org.rsmtck.api.Call;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which calls before a race need not be made for each trial, since nothing in it changes what they
 * have made.
 *
 * @param race with those calls before all others
 * @param standing how many they are
 */
record StandingSetup(Race race, int standing) {

    static StandingSetup of(Race race) {
        List<RaceCall> standing = new ArrayList<>();
        List<RaceCall> others = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (RaceCall turn : race.setup()) {
            boolean isOnStanding = turn.on().map(names::contains).orElse(true);
            if (isOnStanding && lasts(race, turn)) {
                standing.add(turn);
                names.add(turn.name());
            } else {
                others.add(turn);
            }
        }
        List<RaceCall> setup = Stream.of(standing, others).flatMap(List::stream).toList();
        return new StandingSetup(
                new Race(
                        race.name(),
                        race.clause(),
                        setup,
                        race.first(),
                        race.second(),
                        race.after(),
                        race.isCareful()),
                standing.size());
    }

    /** Whether no trial changes what the call makes, or leaves anything there for the next. */
    private static boolean lasts(Race race, RaceCall turn) {
        List<RaceCall> trial = Stream.of(race.raced(), race.after()).flatMap(List::stream).toList();
        if (turn.call() instanceof Call.GetController) {
            return trial.stream()
                    .map(RaceCall::call)
                    .noneMatch(call ->
                            call instanceof Call.GetController
                                    || call instanceof Call.ReleaseController);
        }
        if (turn.call() instanceof Call.ExportCreate) {
            return race.turns().stream()
                    .map(RaceCall::call)
                    .noneMatch(call -> leavesTraces(race, call));
        }
        return turn.call() instanceof Call.Publish
                && race.turns().stream()
                        .filter(other -> !other.equals(turn))
                        .map(RaceCall::call)
                        .noneMatch(StandingSetup::isOfExporter);
    }

    private static boolean isOfExporter(Call call) {
        return call instanceof Call.Publish
                || call instanceof Call.Republish
                || call instanceof Call.Unpublish;
    }

    /** Whether it changes more of an export than whether it is published. */
    private static boolean leavesTraces(Race race, Call call) {
        boolean isWiped =
                race.setup().stream().anyMatch(turn -> turn.call() instanceof Call.ExporterWrite);
        return call instanceof Call.ExportDestroy
                || call instanceof Call.Rebind
                || call instanceof Call.SignalPost
                || call instanceof Call.SignalWait
                || call instanceof Call.Writing && !isWiped;
    }
}
