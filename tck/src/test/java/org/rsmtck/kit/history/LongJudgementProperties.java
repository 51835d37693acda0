package org.rsmtck.kit.history;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;

import org.rsmtck.kit.linearizability.Budget;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.illumos.IllumosLoopback;
import org.rsmtck.model.page.Pages;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A history that is judged as it is read gets the verdict that it gets as a whole. */
class LongJudgementProperties {
    private static final List<Model> MODELS =
            List.of(
                    Pages.model(Profile.STRICT),
                    Pages.model(Profile.MAN_PAGE),
                    Pages.model(IllumosLoopback.PROFILE));

    private static Budget work() {
        return new Budget(Long.MAX_VALUE, Duration.ofMinutes(5));
    }

    private static LongJudgement judged(Model model, History history, int width) {
        Survey survey = new Survey(0);
        history.moments().forEach(survey::take);
        LongJudgement judgement =
                new LongJudgement(
                        model,
                        history.with(List.of()).madeAgain(survey.madeAgain()),
                        survey,
                        work(),
                        width);
        history.moments().forEach(judgement::take);
        return judgement;
    }

    private static History history(Model model, Random random) {
        int processes = 2 + random.nextInt(2);
        boolean isOfTransfers = random.nextBoolean();
        int from =
                2
                        * (isOfTransfers
                                ? Recordings.preparedTransfers(processes)
                                : Recordings.prepared(processes));
        int calls = 5 + random.nextInt(20);
        History sequence =
                isOfTransfers
                        ? Recordings.transfers(model, random, processes, calls)
                        : Recordings.sequential(
                                model, random, processes, calls, random.nextBoolean());
        History right = Recordings.widened(sequence, random, from, random.nextInt(4), 2, 20);
        History open = Recordings.withOpen(right, random, from, random.nextInt(4));
        return random.nextBoolean() ? open : Recordings.mutated(open, random, from);
    }

    @Example
    void the_verdict_is_that_on_the_whole() {
        Map<Class<?>, Integer> seen = new HashMap<>();
        int torn = 0;
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            Model model = MODELS.get(seed % MODELS.size());
            History history = history(model, random);
            Verdict whole = Verdict.of(model, history, work());
            LongJudgement judgement = judged(model, history, 1 + random.nextInt(6));
            Verdict verdict = judgement.verdict();
            if (verdict instanceof Verdict.NotAllowed
                    && !Tearing.parts(Operations.of(history)).isEmpty()) {
                torn++;
                continue;
            }
            seen.merge(verdict.getClass(), 1, Integer::sum);
            assertThat(verdict).as("seed %d: %s", seed, history).hasSameClassAs(whole);
            if (verdict instanceof Verdict.NothingPromised(int number, var rules, boolean isLast)
                    && whole instanceof Verdict.NothingPromised right) {
                assertThat(isLast || !right.isLast()).as("seed %d", seed).isTrue();
                assertThat(number).isPositive();
            }
        }
        assertThat(seen.values()).hasSize(3).allMatch(count -> count > 100);
        assertThat(torn).isLessThan(500);
    }

    /** From where its end begins, the recording shows the same as all of it would. */
    @Example
    void what_is_shown_of_a_wrong_history_ends_with_a_reply_that_is_to_blame() {
        Model model = MODELS.getFirst();
        int found = 0;
        int begunLater = 0;
        for (int seed = 0; seed < 600; seed++) {
            Random random = new Random(seed);
            History history = history(model, random);
            LongJudgement judgement = judged(model, history, 1 + random.nextInt(6));
            if (judgement.verdict() instanceof Verdict.NotAllowed not && !judgement.mayTear()) {
                found++;
                History rest = judgement.rest();
                begunLater += rest.earlier().orElseThrow().calls() > 0 ? 1 : 0;
                Counterexample finding =
                        Counterexample.of(model, rest, not, false, work(), "again");
                int end = returnOf(history, finding.act()) + 1;
                assertThat(Verdict.of(model, history.cutAfter(end), work()))
                        .as("seed %d", seed)
                        .isInstanceOf(Verdict.NotAllowed.class);
            }
        }
        assertThat(found).isGreaterThan(150);
        assertThat(begunLater).isGreaterThan(100);
    }

    private static int returnOf(History history, int act) {
        for (int i = 0; i < history.moments().size(); i++) {
            if (history.moments().get(i) instanceof Moment.Returned returned
                    && returned.act() == act) {
                return i;
            }
        }
        throw new AssertionError(act);
    }
}
