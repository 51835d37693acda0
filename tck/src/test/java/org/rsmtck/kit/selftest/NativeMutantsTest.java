package org.rsmtck.kit.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rsmtck.kit.Tools;
import org.rsmtck.kit.selftest.SelfTest.Grade;
import org.rsmtck.kit.selftest.SwitchedSelfTest.Graded;
import org.rsmtck.kit.suite.Level;
import org.rsmtck.kit.target.NativeExample;
import org.rsmtck.kit.target.TargetConfig;
import org.rsmtck.kit.target.VendorFile;
import org.rsmtck.model.Profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Mistakes that are built into the example in C, and what the kit makes of them. */
class NativeMutantsTest {
    private static final boolean IS_FULL = Boolean.getBoolean("rsmtck.full");

    /** Those that a tour of the life of an export and an import comes by, by their words. */
    private static final List<String> FOUND =
            List.of(
                    "check_disconnect: held->as.import.mapping != NULL: never",
                    "check_segment: RSMERR_SEG_NOT_PUBLISHED_TO_NODE: answers 0",
                    "is_admitted: export->entry_count == 0: never",
                    "get_pollfd: pollfds + 1: one more",
                    "check_disconnect: RSMERR_POLLFD_IN_USE: answers 10",
                    "get_controller: uses + 1: one more");

    private static final String NONE = "fresh_number: fabric->last_number++: done twice";

    private static TargetConfig config;
    private static List<SwitchedMutant> all;

    @BeforeAll
    static void build(@TempDir Path folder) throws IOException {
        List<String> missing = NativeExample.missingTools();
        Tools.demand(
                missing.isEmpty(), () -> "the example in C cannot be built without " + missing);
        config = VendorFile.read(NativeExample.withMutants(folder).mutants());
        all = SwitchedMutants.of(config);
    }

    private static SwitchedMutant named(String words) {
        return all.stream()
                .filter(one -> one.words().endsWith(" " + words))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no mutant " + words));
    }

    private static List<Graded> graded(List<SwitchedMutant> mutants, Set<String> suites) {
        SwitchedSelfTest test =
                new SwitchedSelfTest(config, Profile.STRICT, Level.QUICK, 1, suites, 25);
        assertThat(test.learn(all)).isEmpty();
        List<Graded> told = new ArrayList<>();
        List<Graded> graded = test.grade(mutants, told::add);
        assertThat(told).containsExactlyInAnyOrderElementsOf(graded);
        return graded;
    }

    @Test
    void there_are_many_of_every_operator_and_ids_tell_them_apart() {
        assertThat(all).extracting(SwitchedMutant::id).doesNotHaveDuplicates();
        assertThat(all)
                .extracting(SwitchedMutant::operator)
                .contains("condition", "comparison", "number", "code", "statement");
        assertThat(all).filteredOn(one -> one.excuse().isEmpty()).hasSizeGreaterThan(500);
    }

    @Test
    void some_are_found_by_one_suite_and_what_changes_nothing_is_not() {
        List<SwitchedMutant> some =
                Stream.concat(FOUND.stream(), Stream.of(NONE))
                        .map(NativeMutantsTest::named)
                        .toList();

        List<Graded> graded = graded(some, Set.of("transitions"));

        assertThat(graded.subList(0, FOUND.size()))
                .allSatisfy(one -> {
                    assertThat(one.grade()).as(one.mutant().words()).isEqualTo(Grade.KILLED);
                    assertThat(one.suite()).isEqualTo("transitions");
                    assertThat(one.isNamedRight()).as(one.told()).isTrue();
                    assertThat(one.isExcusedWrongly()).isFalse();
                });
        assertThat(graded.getLast().steps()).isPositive();
        assertThat(graded.getLast().grade()).isEqualTo(Grade.EQUIVALENT);
    }

    @Test
    void who_lists_none_is_told_so(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("vendor.toml");
        Files.writeString(
                file, "name = \"mute\"\n[agent]\ncommand = [\"true\"]\n[[node]]\nid = 1\n");
        TargetConfig without = VendorFile.read(file);

        assertThatThrownBy(() -> SwitchedMutants.of(without))
                .isInstanceOf(NoMutantsException.class)
                .hasMessageContaining("RSM_MUTANT=list");
    }

    @Test
    void all_but_few_are_found() {
        assumeTrue(IS_FULL, "it takes half an hour: run with -Pfull");

        Map<Grade, List<Graded>> grades =
                graded(all, Set.of()).stream().collect(Collectors.groupingBy(Graded::grade));

        int killed = grades.get(Grade.KILLED).size();
        assertThat(grades.get(Grade.KILLED)).noneMatch(Graded::isExcusedWrongly);
        assertThat(grades.getOrDefault(Grade.MISSED, List.of()))
                .as("missed, with %d found", killed)
                .hasSizeLessThan(killed / 20);
    }
}
