package org.rsmtck.kit.grading;

import static org.rsmtck.kit.grading.Twisted.answering;

import org.rsmtck.api.Call;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.kit.simulated.ModelFabric;
import org.rsmtck.model.Import;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Step;
import org.rsmtck.model.Variant.Arrival;
import org.rsmtck.model.VariationPoint;
import org.rsmtck.model.page.Pages;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Implementations that refuse what they owe, by codes that no profile lists there, or that leave
 * undone on other nodes what they say is done: wrong by every reading of the page.
 *
 * @param wrong what is wrong, in one sentence
 * @param clause the id of the clause that it breaks
 */
record Hollow(Fabric fabric, Profile profile, String wrong, String clause) {
    private static final String ABORTED = "disconnect/CONN_ABORTED#hollow";
    private static final int MOST_IMPORTS = 3;
    private static final int LAST_CONNECT = 3;
    private static final Duration BOUND = Duration.ofMillis(4);

    @Override
    public String toString() {
        return fabric.name() + " by " + profile.name();
    }

    static List<Hollow> all() {
        return Stream.concat(
                        Stream.of(Profile.MAN_PAGE, Profile.STRICT)
                                .flatMap(profile -> of(profile).stream()),
                        Stream.of(staleForEver()))
                .toList();
    }

    private static List<Hollow> of(Profile profile) {
        Model model = Pages.model(profile);
        Interpretation late =
                profile.readings()
                        .getFirst()
                        .with(VariationPoint.CUT_ELSEWHERE, Arrival.EVENTUALLY);
        return List.of(
                new Hollow(
                        answering("StuckWithThree", ModelFabric.of("right", model), Counting::new),
                        profile,
                        "Disconnect answers INTERNAL_ERROR while a process holds three imports or"
                                + " more.",
                        "disconnect/always-possible"),
                new Hollow(
                        stuckWhenCut("StuckSecondCut", model),
                        profile,
                        "From the second import that was cut off on, disconnect answers"
                                + " CONN_ABORTED for ever.",
                        "disconnect/always-possible"),
                new Hollow(
                        answering("ThreeConnects", ModelFabric.of("right", model), Tired::new),
                        profile,
                        "From the fourth connect of a process on, connect answers INTERNAL_ERROR.",
                        "connect/creates-import"),
                new Hollow(
                        answering(
                                "AllThree",
                                answering(
                                        "two of them",
                                        stuckWhenCut("one of them", model),
                                        Counting::new),
                                Tired::new),
                        profile,
                        "All three at once.",
                        "disconnect/always-possible"),
                new Hollow(
                        ModelFabric.of("NeverElsewhere", model)
                                .reading(late)
                                .late(Duration.ofDays(1))
                                .settlingWithin(BOUND),
                        profile,
                        "A forced disconnect never reaches another node.",
                        "frame/forced-disconnect"));
    }

    private static Hollow staleForEver() {
        Profile page = Profile.MAN_PAGE;
        return new Hollow(
                ModelFabric.of("StaleForEver", Pages.model(page))
                        .reading(
                                page.readings()
                                        .getFirst()
                                        .with(VariationPoint.EFFECTS_ELSEWHERE, Arrival.EVENTUALLY))
                        .late(Duration.ofDays(1))
                        .settlingWithin(BOUND)
                        .choosing(List::getFirst),
                page,
                "Another node never sees that a list has changed, or that nothing is published any"
                        + " more.",
                "connect/SEG_NOT_PUBLISHED");
    }

    private static ModelFabric stuckWhenCut(String name, Model model) {
        AtomicInteger cut = new AtomicInteger();
        Rule aborted =
                new Rule.Refusal<>(
                        ABORTED,
                        Call.Disconnect.class,
                        Set.of(RsmError.CONN_ABORTED),
                        Rule.Force.MAY,
                        "the import was cut off",
                        Set.of(),
                        s -> s.importSegment().filter(Import::isOff).isPresent());
        return ModelFabric.of(
                        name,
                        model.with(rules -> {
                            List<Rule> more = new ArrayList<>(rules);
                            more.add(aborted);
                            return more;
                        }))
                .choosing(steps -> {
                    boolean isCut =
                            steps.stream().anyMatch(step -> step.rule().id().equals(ABORTED));
                    return isCut && cut.incrementAndGet() > 1
                            ? first(steps, ABORTED)
                            : success(steps);
                });
    }

    private static Step first(List<Step> steps, String rule) {
        return steps.stream()
                .filter(step -> step.rule().id().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    private static Step success(List<Step> steps) {
        return steps.stream()
                .filter(step -> step.reply() instanceof Reply.Success)
                .findFirst()
                .orElse(steps.getFirst());
    }

    /** Cannot disconnect while it counts too many imports. */
    private static final class Counting implements Twist {
        private final Set<Long> imports = new HashSet<>();

        @Override
        public Reply answer(Participant right, Call call) {
            if (call instanceof Call.Disconnect disconnect
                    && imports.size() >= MOST_IMPORTS
                    && imports.contains(disconnect.handle())) {
                return new Reply.Refused(RsmError.INTERNAL_ERROR);
            }
            Reply reply = right.call(call);
            if (call instanceof Call.Connect && reply instanceof Reply.Handle(long handle)) {
                imports.add(handle);
            } else if (call instanceof Call.Disconnect disconnect
                    && reply instanceof Reply.Success) {
                imports.remove(disconnect.handle());
            }
            return reply;
        }
    }

    /** Connects no more after some times. */
    private static final class Tired implements Twist {
        private int connects;

        @Override
        public Reply answer(Participant right, Call call) {
            if (call instanceof Call.Connect && connects == LAST_CONNECT) {
                return new Reply.Refused(RsmError.INTERNAL_ERROR);
            }
            Reply reply = right.call(call);
            if (call instanceof Call.Connect && reply instanceof Reply.Handle) {
                connects++;
            }
            return reply;
        }
    }
}
