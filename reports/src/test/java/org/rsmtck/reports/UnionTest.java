package org.rsmtck.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.rsmtck.reports.Statement.Verdict;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The shards of a run give what the whole gives, whoever of them went first. */
class UnionTest {

    /** What each of so many runs would have left, had they shared what is owed. */
    private static List<Results> shared(Results whole, int of) {
        List<Results> shards = new ArrayList<>();
        for (int number = 1; number <= of; number++) {
            shards.add(shard(whole, number, of));
        }
        return shards;
    }

    private static Results shard(Results whole, int number, int of) {
        List<Obligation> own =
                whole.obligations().stream()
                        .filter(one -> Math.floorMod(one.id().hashCode(), of) == number - 1)
                        .toList();
        Set<String> met = failures(own);
        if (number == 1) {
            whole.failures().forEach(one -> met.add(one.id()));
            met.removeAll(failures(whole.obligations()));
            met.addAll(failures(own));
        }
        return new Results(
                whole.version(),
                number == of ? whole.run() : withoutPairs(whole.run()),
                own,
                whole.failures().stream().filter(one -> met.contains(one.id())).toList(),
                whole.outOfReach(),
                whole.robustness(),
                whole.unstated(),
                whole.troubles(),
                new Terms(new Shard(number, of), List.of(), List.of()));
    }

    private static Run withoutPairs(Run run) {
        Progress progress = run.progress();
        return run.at(
                new Progress(
                        progress.milliseconds(),
                        progress.sequences(),
                        progress.calls(),
                        progress.readings(),
                        progress.unused(),
                        progress.given(),
                        Map.of(),
                        progress.environment()));
    }

    private static Set<String> failures(List<Obligation> obligations) {
        Set<String> failures = new HashSet<>();
        obligations.forEach(one -> failures.add(one.failure()));
        return failures;
    }

    private static Set<Object> facts(Results results) {
        Set<Object> facts = new HashSet<>(results.obligations());
        results.failures().forEach(failure -> facts.add(failure.met(1)));
        facts.add(results.outOfReach());
        facts.add(results.run().progress().readings());
        facts.add(results.run().progress().unused());
        facts.add(results.run().progress().pairs());
        facts.add(Statement.of(results));
        return facts;
    }

    @Test
    void all_shards_together_say_what_the_whole_says() {
        for (Results whole : List.of(Examples.passing(), Examples.failing())) {
            for (int of : List.of(2, 3, 7)) {
                List<Results> shards = shared(whole, of);
                assertThat(shards)
                        .allSatisfy(one ->
                                assertThat(Statement.of(one).verdict()).isEqualTo(Verdict.NONE));
                assertThat(facts(Union.of(shards.reversed()))).isEqualTo(facts(whole));
            }
        }
    }

    @Test
    void a_shard_says_in_every_report_that_it_is_one() {
        Results one = shared(Examples.passing(), 2).getFirst();
        for (String report :
                List.of(Html.of(one), Markdown.of(one), Badge.of(one), JUnitXml.of(one))) {
            assertThat(report).contains("shard 1 of 2").doesNotContain("CONFORMANT");
        }
    }

    @Test
    void what_are_not_all_shards_of_one_run_is_told() {
        List<Results> three = shared(Examples.passing(), 3);
        assertRefused(three.subList(0, 2), "shard 3 of 3 is missing");
        assertRefused(
                List.of(three.get(0), three.get(1), three.get(1)), "shard 2 of 3 is there twice");
        assertRefused(
                List.of(three.get(0), shared(Examples.passing(), 2).get(1)),
                "not the shards of one run");
        assertRefused(
                List.of(three.get(0), shared(Examples.failing(), 3).get(1)),
                "not the shards of one run");
    }

    private static void assertRefused(List<Results> shards, String words) {
        assertThatThrownBy(() -> Union.of(shards))
                .isInstanceOf(Union.NotOneRunException.class)
                .hasMessageContaining(words);
    }

    @Test
    void what_one_shard_was_given_was_not_unused() {
        List<Results> two = shared(Examples.passing(), 2);
        Results given = with(two.get(1), Map.of("a", "ONE or TWO"), List.of("connect/INTERRUPTED"));
        Results asked = with(two.get(0), Map.of("a", "TWO"), List.of());
        Run run = Union.of(List.of(asked, given)).run();
        assertThat(run.progress().unused()).isEmpty();
        assertThat(run.progress().readings()).isEqualTo(Map.of("a", "TWO"));
    }

    @Test
    void a_target_that_chose_otherwise_in_another_shard_is_not_conformant() {
        List<Results> two = shared(Examples.passing(), 2);
        Results both =
                Union.of(
                        List.of(
                                with(two.get(0), Map.of("a", "ONE"), List.of()),
                                with(two.get(1), Map.of("a", "TWO"), List.of())));
        assertThat(Statement.of(both).verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(both.troubles()).singleElement().asString().contains("chose otherwise");
    }

    private static Results with(Results shard, Map<String, String> readings, List<String> given) {
        Run run = shard.run();
        return new Results(
                shard.version(),
                run.at(
                        new Progress(
                                run.progress().milliseconds(),
                                run.progress().sequences(),
                                run.progress().calls(),
                                readings,
                                run.progress().unused(),
                                given,
                                run.progress().pairs(),
                                run.progress().environment())),
                shard.obligations(),
                shard.failures(),
                shard.outOfReach(),
                shard.robustness(),
                shard.unstated(),
                shard.troubles(),
                shard.terms());
    }
}
