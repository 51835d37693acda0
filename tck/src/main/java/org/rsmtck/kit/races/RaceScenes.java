package org.rsmtck.kit.races;

import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Oracle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/** Every abstract state that calls before a race can lead to, each by a shortest way. */
final class RaceScenes {
    /** Longer ways only hold more of the same at a time. */
    private static final int LONGEST = 8;

    private RaceScenes() {}

    /** In the order of their length, and then of the cast. */
    static List<RaceScene> of(Model model, RaceCast cast) {
        List<RaceCall> setups = cast.setups();
        Race everybody = new Race("", "", setups, List.of(), List.of(), List.of());
        Oracle oracle = new Oracle(model);
        RaceScene start =
                RaceScene.start(
                        oracle,
                        oracle.start(
                                everybody.setting().start(cast.page()),
                                Set.of(Interpretation.NONE)));
        List<RaceScene> found = new ArrayList<>();
        Set<String> known = new HashSet<>();
        Queue<RaceScene> frontier = new ArrayDeque<>(List.of(start));
        while (!frontier.isEmpty()) {
            RaceScene scene = frontier.remove();
            if (known.add(scene.abstraction())) {
                found.add(scene);
                if (scene.path().size() < LONGEST) {
                    setups.stream()
                            .filter(turn -> isNext(scene, turn))
                            .map(scene::with)
                            .filter(RaceScene::hasSucceeded)
                            .forEach(frontier::add);
                }
            }
        }
        return found;
    }

    /** Each at most once, and what is there twice in its order. */
    private static boolean isNext(RaceScene scene, RaceCall turn) {
        return scene.has(turn)
                && !scene.path().contains(turn)
                && switch (turn.name()) {
                    case RaceCast.SECOND -> scene.issued().containsKey(RaceCast.IMPORT);
                    case RaceCast.ANOTHER -> scene.hasSucceeded(RaceCast.DESCRIPTOR);
                    default -> true;
                };
    }
}
