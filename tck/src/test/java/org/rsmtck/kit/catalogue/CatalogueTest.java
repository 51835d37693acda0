package org.rsmtck.kit.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rsmtck.api.Call;
import org.rsmtck.api.Limits;
import org.rsmtck.kit.execute.Action;
import org.rsmtck.kit.execute.Program;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

class CatalogueTest {
    private static final long PAGE_SIZE = 4096;
    private static final Model MODEL = Pages.model(Profile.STRICT);

    @Test
    void values_of_a_quantity_are_told_apart_by_their_words() {
        for (Quantity<?> quantity : Catalogue.ALL) {
            assertThat(quantity.values())
                    .as(quantity.name())
                    .extracting(Quantity.Value::words)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void every_value_makes_a_program_of_its_own() {
        Set<Program> programs = new HashSet<>(Set.of(program(Scenario.usual())));
        List<String> same = new ArrayList<>();
        for (int quantity = 0; quantity < Catalogue.ALL.size(); quantity++) {
            for (int value = 1; value < Catalogue.ALL.get(quantity).values().size(); value++) {
                List<Program> own =
                        Circumstances.of(quantity, value).stream()
                                .map(CatalogueTest::program)
                                .filter(programs::add)
                                .toList();
                if (own.isEmpty()) {
                    same.add(Catalogue.ALL.get(quantity).name() + ": " + value);
                }
            }
        }
        assertThat(same).as("values that change nothing of the usual program").isEmpty();
    }

    @Test
    void as_many_imports_are_held_at_a_time_as_the_value_says() {
        Quantity<Integer> imports = Catalogue.IMPORTS;
        int value =
                IntStream.range(0, imports.values().size())
                        .filter(i -> imports.values().get(i).value() == 257)
                        .findFirst()
                        .orElseThrow();
        Program program = program(Scenario.usual().with(Catalogue.place(imports), value));
        int held = 0;
        int most = 0;
        for (Action act : program.acts()) {
            if (act instanceof Action.Calling calling) {
                held += calling.call() instanceof Call.Connect ? 1 : 0;
                held -= calling.call() instanceof Call.Disconnect ? 1 : 0;
                most = Math.max(most, held);
            }
        }
        assertThat(most).isEqualTo(258);
    }

    @Test
    void a_covering_array_ends_once_all_pairs_have_met() {
        List<List<Integer>> allowed =
                Catalogue.ALL.stream()
                        .map(quantity ->
                                IntStream.range(0, Math.min(3, quantity.values().size()))
                                        .boxed()
                                        .toList())
                        .toList();
        CoveringArray array = new CoveringArray(allowed, 1);
        Pairs met = new Pairs(allowed);
        int scenarios = 0;
        for (Optional<Scenario> next = array.next(); next.isPresent(); next = array.next()) {
            assertThat(met.meet(next.orElseThrow())).isPositive();
            scenarios++;
        }
        assertThat(met.met()).isEqualTo(met.all());
        assertThat(scenarios).isBetween(9, 40);
    }

    @Test
    void the_document_lists_what_there_is() throws IOException {
        assertThat(Files.readString(Path.of("../docs/catalogue.md")))
                .contains(
                        Catalogue.ALL.stream()
                                .map(quantity ->
                                        "| %s | %d: %s |"
                                                .formatted(
                                                        quantity.name(),
                                                        quantity.values().size(),
                                                        words(quantity)))
                                .toList());
    }

    /** A few of the values, by their words. */
    private static String words(Quantity<?> quantity) {
        List<String> words = quantity.values().stream().map(Quantity.Value::words).toList();
        return words.size() <= 8
                ? String.join("; ", words)
                : String.join("; ", words.subList(0, 4)) + "; ... " + words.getLast();
    }

    private static Program program(Scenario scenario) {
        return Life.of(MODEL, scenario, PAGE_SIZE, Limits.NONE);
    }
}
