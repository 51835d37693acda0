package org.rsmtck.kit.races;

import org.rsmtck.api.Call;
import org.rsmtck.model.Model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes races from the model. Two threads are raced where the order of their calls makes a
 * difference to a reply, of theirs or of those that see afterwards what is left; and where both
 * calls change one thing, though any order of them comes to the same. Of the states in which they
 * come to the same, the one with the shortest way to it is taken. Besides, each call is raced with
 * itself on two things.
 */
final class RaceGenerator {
    private final RaceCast cast;
    private final List<RaceScene> scenes;
    private final Map<String, Race> races = new LinkedHashMap<>();

    /** Of several states that come to the same, one is raced in. */
    private record Difference(Set<String> kind, Set<Map<String, String>> orders) {}

    /** Two threads in a state. */
    private record Candidate(RaceScene scene, Race race, RaceOrders orders) {
        Set<String> kind() {
            return RaceNames.kind(scene, race.raced());
        }

        Difference difference() {
            return new Difference(kind(), orders.differences());
        }

        /** Whether each call can succeed, if it can in any state of the kind. */
        boolean isAsGoodAs(List<Candidate> others) {
            return orders.canAllSucceed()
                    || others.stream()
                            .filter(other -> other.kind().equals(kind()))
                            .noneMatch(other -> other.orders.canAllSucceed());
        }
    }

    private RaceGenerator(Model model, RaceCast cast) {
        this.cast = cast;
        this.scenes = RaceScenes.of(model, cast);
    }

    /** All races, in the order of the cast. */
    static List<Race> races(Model model, long page) {
        RaceGenerator generator = new RaceGenerator(model, new RaceCast(page));
        generator.addPairs();
        generator.addTriples();
        generator.addApart();
        return List.copyOf(generator.races.values());
    }

    private void addPairs() {
        List<RaceCall> first = cast.calls("A");
        List<RaceCall> second = cast.calls("B");
        for (int i = 0; i < first.size(); i++) {
            for (int j = i; j < second.size(); j++) {
                addEach(List.of(first.get(i)), List.of(second.get(j)));
            }
        }
    }

    /**
     * A thread that takes back at once what it has done, beside one call or another such thread;
     * and one that takes away what hinders a disconnect, and disconnects.
     */
    private void addTriples() {
        for (RaceCall call : cast.calls("A1")) {
            for (RaceCall undo : RaceCast.undo(call, "A2")) {
                List<RaceCall> thread = List.of(call, undo);
                cast.calls("B").forEach(other -> addEach(thread, List.of(other)));
                for (RaceCall other : cast.calls("B1")) {
                    for (RaceCall back : RaceCast.undo(other, "B2")) {
                        if (call.call().equals(other.call())) {
                            addEach(thread, List.of(other, back));
                        }
                    }
                }
            }
        }
        for (RaceCall call : cast.calls("A")) {
            for (RaceCall undo : RaceCast.undo(call, "B1")) {
                if (RaceNames.standsInTheWay(call.call())) {
                    addEach(
                            List.of(call),
                            List.of(undo, RaceCast.disconnect("B2", RaceCast.IMPORT)));
                }
            }
        }
    }

    private void addApart() {
        for (Race race : new RaceApart(cast, scenes).races()) {
            if (races.putIfAbsent(race.name(), race) != null) {
                throw new IllegalStateException("two races are called " + race.name());
            }
        }
    }

    /** The two threads in each state that makes a difference to them. */
    private void addEach(List<RaceCall> first, List<RaceCall> second) {
        List<RaceCall> raced = Stream.of(first, second).flatMap(List::stream).toList();
        if (!areToMeet(raced)) {
            return;
        }
        List<Candidate> candidates =
                scenes.stream()
                        .filter(scene -> scene.has(first.getFirst()))
                        .filter(scene -> scene.has(second.getFirst()))
                        .filter(scene -> new Bearing(scene.path(), raced).hasEach())
                        .map(scene -> candidate(scene, first, second))
                        .filter(one -> one.orders.areWorthIt())
                        .toList();
        Set<Difference> known = new HashSet<>();
        candidates.stream()
                .filter(one -> one.isAsGoodAs(candidates))
                .filter(one -> known.add(one.difference()))
                .forEach(one -> add(one.scene, one.race));
    }

    private Candidate candidate(RaceScene scene, List<RaceCall> first, List<RaceCall> second) {
        List<RaceCall> raced = Stream.of(first, second).flatMap(List::stream).toList();
        List<RaceCall> setup = setup(scene, raced);
        Race race =
                new Race(
                        RaceNames.of(first, second),
                        RaceNames.clause(raced),
                        setup,
                        first,
                        second,
                        RaceAfter.of(cast, setup, raced));
        return new Candidate(scene, race, RaceOrders.of(scene, race));
    }

    /**
     * Not two transfers, since nothing is promised of bytes that two write at the same time; nor
     * what is there for connects to meet and meets none.
     */
    private static boolean areToMeet(List<RaceCall> raced) {
        List<Call> calls = raced.stream().map(RaceCall::call).toList();
        boolean isConnect = calls.stream().anyMatch(Call.Connect.class::isInstance);
        boolean isOther = raced.stream().anyMatch(RaceGenerator::isOnOther);
        return calls.stream().filter(Call.Transfer.class::isInstance).count() < 2
                && (isConnect || !calls.contains(RaceCast.TO_READERS))
                && (!isOther || calls.stream().allMatch(RaceAfter::isOfSegment));
    }

    private static boolean isOnOther(RaceCall turn) {
        return turn.on().stream().anyMatch(RaceCast.OTHER::equals);
    }

    private void add(RaceScene scene, Race race) {
        Race bare = races.putIfAbsent(race.name(), race);
        if (bare != null) {
            Race named = race.named(RaceNames.state(scene, bare) + race.name());
            if (races.putIfAbsent(named.name(), named) != null) {
                throw new IllegalStateException("two races are called " + named.name());
            }
        }
    }

    private static boolean isTransfer(RaceCall turn) {
        return turn.call() instanceof Call.Transfer;
    }

    private static List<RaceCall> setup(RaceScene scene, List<RaceCall> raced) {
        List<RaceCall> setup = new ArrayList<>(scene.path());
        if (raced.stream().anyMatch(RaceGenerator::isTransfer)) {
            setup.add(RaceCast.wiped());
            setup.add(RaceCast.explicit("mode", RaceCast.IMPORT));
        }
        return setup;
    }
}
