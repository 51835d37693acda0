package org.rsmtck.kit.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmtck.kit.selftest.Mutation.Answer;
import org.rsmtck.kit.selftest.SelfTest.Graded;
import org.rsmtck.kit.selftest.SelfTest.Outcome;
import org.rsmtck.kit.suite.Level;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;

import java.util.List;

class SelfTestTest {
    private static final Model MODEL = Pages.model(Profile.STRICT);
    private static final List<Mutant> MUTANTS = Mutants.of(MODEL);
    private static final SelfTest TEST = new SelfTest(MODEL, Level.QUICK, 1, 500);

    @Test
    void every_operator_makes_mutants_and_words_tell_them_apart() {
        assertThat(MUTANTS).extracting(Mutant::operator).contains(Mutant.Operator.values());
        assertThat(MUTANTS).extracting(Mutant::words).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "disconnect/SEG_STILL_MAPPED is left out",
                "Connect: segment is cut to 16 bits",
                "Put: data ends after 128",
                "imports of a process: beyond 256 they are lost",
                "supplementary groups end after 16",
                "Connect: its answer is remembered for ever"
            })
    void what_is_wrong_is_found(String words) {
        Mutant mutant =
                MUTANTS.stream().filter(one -> one.words().equals(words)).findFirst().orElseThrow();

        Graded graded = TEST.grade(mutant);

        assertThat(graded.outcome()).isEqualTo(Outcome.KILLED);
        assertThat(graded.isNamedRight()).as(graded.clause()).isTrue();
    }

    @Test
    void what_does_nothing_wrong_is_alike() {
        Mutation nothing = (before, right) -> Answer.of(right);
        Mutant mutant =
                new Mutant(Mutant.Operator.RULE_DROPPED, "nothing is wrong", "", () -> nothing);

        assertThat(TEST.grade(mutant).outcome()).isEqualTo(Outcome.ALIKE);
    }
}
