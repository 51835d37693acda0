package org.rsmtck.kit.history;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

import org.rsmtck.api.Call;
import org.rsmtck.api.Limits;
import org.rsmtck.kit.judge.Judge;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.linearizability.Budget;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.illumos.IllumosLoopback;
import org.rsmtck.model.page.LimitRules;
import org.rsmtck.model.page.Pages;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;

/** What is right by construction is allowed, and small histories are judged as every order says. */
class VerdictProperties {
    private static final Model STRICT = Pages.model(Profile.STRICT);

    /** The last is of an implementation that declares a limit. */
    private static final List<Model> MODELS =
            List.of(
                    STRICT,
                    Pages.model(Profile.MAN_PAGE),
                    Pages.model(IllumosLoopback.PROFILE),
                    LimitRules.on(
                            STRICT, new Limits(3, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE)));

    private static Budget work() {
        return new Budget(Long.MAX_VALUE, Duration.ofMinutes(5));
    }

    private static Verdict verdict(Model model, History history) {
        return Verdict.of(model, history, work());
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void a_sequence_of_the_model_is_allowed_in_its_order(@ForAll long seed) {
        History history = Recordings.sequential(STRICT, new Random(seed), 3, 40, true);

        assertThat(verdict(STRICT, history)).isInstanceOf(Verdict.Linearizable.class);
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void a_sequence_is_allowed_as_well_when_its_calls_overlap_and_some_never_return(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 6) int width,
            @ForAll @IntRange(min = 1, max = 2) int threads) {
        Random random = new Random(seed);
        History sequence = Recordings.sequential(STRICT, random, 3, 40, true);
        History history = Recordings.widened(sequence, random, 0, width, threads, 50);

        Verdict verdict = verdict(STRICT, history);
        assertThat(verdict).isInstanceOf(Verdict.Linearizable.class);
        assertThatOrderHolds(history, ((Verdict.Linearizable) verdict).order());
    }

    /** Where every call returned, a plain judge of sequences takes the order that was found. */
    private static void assertThatOrderHolds(History history, List<Integer> order) {
        Operations operations = Operations.of(history);
        if (!operations.open().isEmpty()) {
            return;
        }
        Judge judge = Judge.of(STRICT, history.start(), Set.of(Interpretation.NONE));
        int latestBegin = -1;
        for (int number : order) {
            Operation.Completed one =
                    operations.over().stream()
                            .filter(over -> over.number() == number)
                            .findFirst()
                            .orElseThrow();
            assertThat(one.end()).isGreaterThanOrEqualTo(latestBegin);
            latestBegin = Math.max(latestBegin, one.begin());
            switch (one.line()) {
                case Observation.Called(int process, var call, var reply) ->
                        assertThat(judge.observe(process, call, reply)).isNotEmpty();
                case Observation.Happened(var event) -> judge.observe(event);
            }
        }
        assertThat(order).hasSize(operations.over().size()).doesNotHaveDuplicates();
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void a_sequence_by_any_reading_of_the_page_is_not_refused(@ForAll long seed) {
        Model model = Pages.model(Profile.MAN_PAGE);
        Random random = new Random(seed);
        History sequence = Recordings.sequential(model, random, 3, 15, true);
        History history = Recordings.widened(sequence, random, 0, 3, 1, 30);

        assertThat(verdict(model, history)).isNotInstanceOf(Verdict.NotAllowed.class);
    }

    @Example
    void the_verdict_on_a_small_history_is_that_of_every_order() {
        Compared compared = new Compared();
        for (int seed = 0; seed < 6_000; seed++) {
            Random random = new Random(seed);
            Model model = Pages.model(seed % 4 == 3 ? Profile.MAN_PAGE : Profile.STRICT);
            int processes = 2 + random.nextInt(2);
            int from = 2 * Recordings.prepared(processes);
            int calls = 2 + random.nextInt(4);
            History sequence =
                    Recordings.sequential(model, random, processes, calls, seed % 5 == 0);
            History right = Recordings.widened(sequence, random, from, 4, 2, 50);
            History history =
                    random.nextBoolean() ? right : Recordings.mutated(right, random, from);
            compared.add(model, history, seed);
        }
        compared.assertEnough(40);
    }

    /** Then a call that gave out a handle may be one that was not answered. */
    @Example
    void the_verdict_is_that_of_every_order_where_what_gets_controllers_stays_open() {
        Compared compared = new Compared();
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            Model model = Pages.model(seed % 4 == 3 ? Profile.MAN_PAGE : Profile.STRICT);
            History sequence =
                    Recordings.sequential(model, random, 2, 1 + random.nextInt(3), false);
            History right = Recordings.widened(sequence, random, 0, 3, 2, 60);
            History lost = Recordings.withLostReply(right, random, 0);
            compared.add(
                    model, random.nextBoolean() ? lost : Recordings.mutated(lost, random, 0), seed);
        }
        compared.assertEnough(20);
    }

    /** Most of what is independent of anything else is of these. */
    @Example
    void the_verdict_on_transfers_is_that_of_every_order() {
        Map<Integer, Compared> compared = new HashMap<>();
        for (int seed = 0; seed < 6_000; seed++) {
            Random random = new Random(seed);
            Model model = MODELS.get(seed % MODELS.size());
            int processes = 2 + random.nextInt(3);
            int from = 2 * Recordings.preparedTransfers(processes);
            History sequence =
                    Recordings.transfers(model, random, processes, 3 + random.nextInt(4));
            History right = Recordings.widened(sequence, random, from, 5, 2, 60);
            History history =
                    random.nextInt(3) == 0 ? right : Recordings.mutated(right, random, from);
            compared.computeIfAbsent(seed % MODELS.size(), none -> new Compared())
                    .add(model, history, seed);
        }
        compared.forEach((number, one) -> {
            assertThat(one.seen).as("model %d", number).hasSizeGreaterThan(1);
            assertThat(one.seen.values()).allMatch(count -> count > 10);
            assertThat(one.needPending).isGreaterThan(5);
        });
    }

    /** Open calls are what a search has most to try of, and most to leave out. */
    @Example
    void the_verdict_on_calls_that_stay_open_is_that_of_every_order() {
        Map<Integer, Compared> compared = new HashMap<>();
        for (int seed = 0; seed < 6_000; seed++) {
            Random random = new Random(seed);
            Model model = MODELS.get(seed % MODELS.size());
            int processes = 2 + random.nextInt(2);
            boolean isOfTransfers = random.nextInt(3) > 0;
            int from =
                    2
                            * (isOfTransfers
                                    ? Recordings.preparedTransfers(processes)
                                    : Recordings.prepared(processes));
            int calls = 3 + random.nextInt(3);
            History sequence =
                    isOfTransfers
                            ? Recordings.transfers(model, random, processes, calls)
                            : Recordings.sequential(
                                    model, random, processes, calls, random.nextBoolean());
            History right = Recordings.widened(sequence, random, from, 3, 2, 40);
            History lost = Recordings.withLostReply(right, random, from);
            History open = Recordings.withOpen(lost, random, from, random.nextInt(5));
            History history =
                    random.nextInt(4) == 0 ? open : Recordings.mutated(open, random, from);
            compared.computeIfAbsent(seed % MODELS.size(), none -> new Compared())
                    .add(model, history, seed);
        }
        compared.forEach((number, one) -> {
            assertThat(one.seen).as("model %d", number).hasSizeGreaterThan(1);
            assertThat(one.seen.values()).allMatch(count -> count > 10);
            assertThat(one.needPending).isGreaterThan(15);
        });
    }

    /** Verdicts, and what every order says. */
    private static final class Compared {
        private final Map<EveryOrder.Answer, Integer> seen = new EnumMap<>(EveryOrder.Answer.class);
        private int needPending;
        private int needOverlap;

        void add(Model model, History history, int seed) {
            EveryOrder.Answer answer = EveryOrder.of(model, history);

            assertThat(answer(model, history)).as("seed %d: %s", seed, history).isEqualTo(answer);
            seen.merge(answer, 1, Integer::sum);
            if (answer == EveryOrder.Answer.ALLOWED) {
                boolean isAllowedWithout =
                        answer(model, withoutPending(history)) == EveryOrder.Answer.ALLOWED;
                boolean isAllowedInOrder =
                        answer(model, inOrderOfReturns(history)) == EveryOrder.Answer.ALLOWED;
                needPending += isAllowedWithout ? 0 : 1;
                needOverlap += isAllowedInOrder ? 0 : 1;
            }
        }

        void assertEnough(int least) {
            assertThat(seen).containsOnlyKeys(EveryOrder.Answer.values());
            assertThat(seen.values()).allMatch(count -> count > least);
            assertThat(needPending).isGreaterThan(least);
            assertThat(needOverlap).isGreaterThan(least);
        }
    }

    /** Bounded by steps: how long one takes is another question. */
    @Example
    void the_work_grows_with_the_length_and_not_with_what_is_pending_at_the_end() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            int calls = 84 - Recordings.prepared(5);
            History sequence = Recordings.sequential(STRICT, random, 5, calls, false);
            History history = Recordings.widened(sequence, random, 0, 4, 1, 0);
            List<Moment> moments = new ArrayList<>(history.moments());
            for (int i = 0; i < 50; i++) {
                Call call = new Call.Disconnect(i + 1);
                moments.add(new Moment.Begun(1_000 + i, i % 5, OptionalInt.empty(), call));
            }

            Verdict verdict =
                    Verdict.of(
                            STRICT,
                            history.with(moments),
                            new Budget(5_000, Duration.ofMinutes(5)));
            assertThat(verdict).isInstanceOf(Verdict.Linearizable.class);
        }
    }

    private static EveryOrder.Answer answer(Model model, History history) {
        return switch (verdict(model, history)) {
            case Verdict.Linearizable linearizable -> EveryOrder.Answer.ALLOWED;
            case Verdict.NotAllowed not -> EveryOrder.Answer.NOT_ALLOWED;
            case Verdict.Unknown unknown -> EveryOrder.Answer.NOTHING_PROMISED;
        };
    }

    private static History withoutPending(History history) {
        Set<Integer> acts = new HashSet<>();
        for (Moment moment : history.moments()) {
            switch (moment) {
                case Moment.Begun begun -> acts.add(begun.act());
                case Moment.Returned returned -> acts.remove(returned.act());
                case Moment.Happened happened -> {}
            }
        }
        return history.without(acts);
    }

    private static History inOrderOfReturns(History history) {
        List<Observation> lines =
                Operations.of(history).over().stream().map(Operation.Completed::line).toList();
        return History.of(history.pageSize(), history.setting(), history.readings(), lines);
    }
}
