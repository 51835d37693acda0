package org.rsmtck.kit.races;

import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.judge.Uncaused;
import org.rsmtck.model.Model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which words of outcomes tell of a refusal by a shortage or a signal that nobody brought about.
 */
record Chance(Model model, Race race) {

    /** Such refusals in an outcome, or in what was before the race: each a call and its answer. */
    List<String> refusals(String outcome) {
        String words =
                outcome.startsWith(Replies.UNREADY)
                        ? outcome.substring(Replies.UNREADY.length())
                        : outcome;
        return Arrays.stream(words.split(Pattern.quote(Replies.SEPARATOR)))
                .flatMap(word -> refusal(word).stream())
                .toList();
    }

    private Optional<String> refusal(String word) {
        int equals = word.indexOf('=');
        return race.turns().stream()
                .filter(turn -> equals > 0 && turn.name().equals(word.substring(0, equals)))
                .flatMap(turn ->
                        Replies.error(word.substring(equals + 1)).stream()
                                .filter(error -> isOne(turn, error))
                                .map(error -> turn.call().word() + " " + error.name()))
                .findFirst();
    }

    private boolean isOne(RaceCall turn, RsmError error) {
        Reply refused = new Reply.Refused(error, 0);
        return Uncaused.isOne(model, new Observation.Called(turn.process(), turn.call(), refused));
    }
}
