package org.rsmtck.kit.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.rsmtck.explore.Scope;
import org.rsmtck.explore.Scopes;
import org.rsmtck.kit.selftest.Mutation.Answer;
import org.rsmtck.kit.selftest.SelfTest.Grade;
import org.rsmtck.kit.selftest.SelfTest.Graded;
import org.rsmtck.kit.suite.Level;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class SelfTestTest {
    private static final Model MODEL = Pages.model(Profile.STRICT);
    private static final List<Mutant> MUTANTS = Mutants.of(MODEL);
    private static final Mutant RIGHT =
            new Mutant(
                    Mutant.Operator.RULE_DROPPED,
                    "nothing is wrong",
                    Set.of(),
                    Optional.of("disconnect/breaks-connection"),
                    Optional.empty(),
                    () -> (before, right) -> Answer.of(right));

    static final List<String> FOUND =
            List.of(
                    "disconnect/SEG_STILL_MAPPED is left out",
                    "Connect: segment is cut to 16 bits",
                    "Put: data ends after 128",
                    "imports of a process: beyond 256 they are lost",
                    "supplementary groups end after 16",
                    "Connect: its answer is remembered for ever",
                    "an event leaves the connection of others as before");

    private static final List<Scope> SCOPES = List.of(Scopes.named("barriers").orElseThrow());

    private static final Map<String, Graded> GRADED = new HashMap<>();

    @BeforeAll
    static void go_through_the_suites() {
        List<Mutant> some = new ArrayList<>(FOUND.stream().map(SelfTestTest::mutant).toList());
        some.add(RIGHT);
        SelfTest test = new SelfTest(MODEL, Level.QUICK, 1, 500, Set.of(), SCOPES, words -> {});
        test.grade(some).forEach(one -> GRADED.put(one.mutant().words(), one));
    }

    private static Mutant mutant(String words) {
        return MUTANTS.stream().filter(one -> one.words().equals(words)).findFirst().orElseThrow();
    }

    @Test
    void every_operator_makes_mutants_and_words_tell_them_apart() {
        assertThat(MUTANTS).extracting(Mutant::operator).contains(Mutant.Operator.values());
        assertThat(MUTANTS).extracting(Mutant::words).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @FieldSource("FOUND")
    void what_is_wrong_is_found(String words) {
        Graded graded = GRADED.get(words);

        assertThat(graded.grade()).isEqualTo(Grade.KILLED);
        assertThat(graded.isNamedRight()).as(String.join(" ", graded.clauses())).isTrue();
    }

    @Test
    void what_does_nothing_wrong_is_equivalent() {
        assertThat(GRADED.get(RIGHT.words()).grade()).isEqualTo(Grade.EQUIVALENT);
    }

    @Test
    void a_scope_tells_what_differs_in_it() {
        Mutant dropped = mutant("disconnect/BAD_SEG_HNDL is left out");

        assertThat(Equivalence.of(MODEL, List.of(dropped, RIGHT), SCOPES, words -> {}))
                .containsEntry(dropped, "barriers, disconnect")
                .containsEntry(RIGHT, "");
    }
}
