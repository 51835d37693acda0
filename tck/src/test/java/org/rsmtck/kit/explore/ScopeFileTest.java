package org.rsmtck.kit.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rsmtck.explore.Scope;
import org.rsmtck.explore.Worlds;
import org.rsmtck.explore.packed.PackedSearch.Order;
import org.rsmtck.explore.proof.Proof;
import org.rsmtck.explore.property.Properties;
import org.rsmtck.kit.toml.TomlMistakeException;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A scope that somebody wrote down, as the page on formats shows it, and with mistakes. */
class ScopeFileTest {
    private static final Interpretation READING = Profile.STRICT.readings().getFirst();

    private static String example() throws IOException {
        String page = Files.readString(Path.of("../docs/formats.md"));
        int start = page.indexOf("```toml") + "```toml".length();
        return page.substring(start, page.indexOf("```", start));
    }

    @Test
    void the_example_is_a_scope_that_can_be_searched() throws IOException {
        Scope scope = ScopeFile.read(example());
        Model model = Pages.model(Profile.STRICT);
        Proof proof =
                Proof.of(
                        new Worlds(model, READING, scope, 4096),
                        Properties.of(model, READING, scope),
                        Order.quiet());

        assertThat(scope.name()).isEqualTo("shared");
        assertThat(scope.roles()).hasSize(2);
        assertThat(proof.reach().states()).isGreaterThan(50);
        assertThat(proof.verdicts())
                .filteredOn(verdict -> !verdict.isGood())
                .extracting(verdict -> verdict.property().name())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "odd = 1 | odd = 3 | line 6: odd = 3: write an integer from 0 to 2",
                "odd = 1 | od = 1 | line 6: od = 1: there is no such key; perhaps odd; those there"
                        + " are: before, events,",
                "odd = 1 | even = 1 | line 6: even = 1: there is no such key; perhaps events;",
                "odd = 1 | odd = | line 6: this is not TOML:",
                "\"disconnect\" | \"disconect\" | line 38: processes[1].says = [\"connect\","
                        + "\"disconect\",\"map\",\"unmap\"]: \"disconect\" is no call;",
                "\"READ\" | \"RAED\" | line 11: permissions[0] = \"RAED\": is no mode of access;",
                "umask = \"022\" | umask = \"8\" | line 29: processes[0].umask = \"8\": is no"
                        + " mode;",
                "lists = [\"null:0\" | lists = [\"1=0600\" | line 10: lists[0] = \"1=0600\": field"
                        + " \"access\":",
                "link_lost | link_last | line 64: events[0] = {",
                "length = 8192 | size = 8192 | line 48: before[1] = {",
                "node = 2 | node = 3 | line 34: processes[1].node = 3: is not among the nodes",
                "id = 1 | id = 64 | line 17: nodes[0].id = 64: write an integer from 1 to 63",
                "process = 1 | process = 2 | line 58: before[2].process = 2: write an integer from"
                        + " 0 to 1",
                "[0x400000] | 0x400000 | line 9: segments = 4194304: is not a list; write it in"
                        + " brackets"
            })
    void a_mistake_is_named_by_key_and_value(String right, String wrong, String told)
            throws IOException {
        String mistaken = example().replaceFirst(java.util.regex.Pattern.quote(right), wrong);

        assertThatThrownBy(() -> ScopeFile.read(mistaken))
                .isInstanceOf(TomlMistakeException.class)
                .hasMessageStartingWith(told);
    }
}
