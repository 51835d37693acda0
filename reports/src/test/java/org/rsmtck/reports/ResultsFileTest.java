package org.rsmtck.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class ResultsFileTest {
    private static final String GOOD = ResultsFile.text(Examples.failing());

    @Property(tries = 300)
    @Domain(AnyResults.class)
    void what_is_written_is_read_back(@ForAll Results results) {
        String text = ResultsFile.text(results);
        Results again = ResultsFile.parse(text, "results.json");

        assertThat(again).isEqualTo(results);
        assertThat(ResultsFile.text(again)).isEqualTo(text);
    }

    @Test
    void it_is_readable_by_people_and_ends_in_one_newline() {
        assertThat(GOOD)
                .startsWith("{\n  \"version\" : 6,\n  \"run\" : {\n    \"target\" : ")
                .endsWith("\n}\n")
                .doesNotContain("\r");
    }

    @Test
    void a_missing_file_is_said_to_be_missing(@TempDir Path folder) {
        Path file = folder.resolve("results.json");
        assertThatThrownBy(() -> ResultsFile.read(file))
                .isInstanceOf(UnreadableResultsException.class)
                .hasMessage(file + ": there is no such file; name the results.json of a run");
    }

    @Test
    void an_unknown_version_is_named() {
        assertRefused(
                GOOD.replace("\"version\" : 6,", "\"version\" : 7,"),
                "results.json: its format has version 7 and this release reads version 6; read it"
                        + " with the release that wrote it");
        assertRefused(
                GOOD.replace("\"version\" : 6,", ""),
                "results.json: the field version is missing; write it anew with this release of"
                        + " rsm-tck");
        assertRefused(
                "[]",
                "results.json: it is not a JSON object; write it anew with this release of"
                        + " rsm-tck");
    }

    @Test
    void malformed_json_is_located() {
        assertRefused(
                "{\n  \"version\" : 6,\n  \"run\" : nonsense\n}\n",
                "results.json, line 3, column 11: it is not JSON (Unrecognized token 'nonsense':"
                        + " was expecting (JSON String, Number, Array, Object or token 'null',"
                        + " 'true' or 'false')); write it anew with this release of rsm-tck");
        assertRefused(
                GOOD.substring(0, GOOD.length() / 2), "results.json, line ", "it is not JSON");
        assertRefused(GOOD + "x", "results.json, line ", "it is not JSON");
        assertRefused("", "results.json", "write it anew");
    }

    @Test
    void an_unknown_status_is_named_with_those_that_are_known() {
        assertRefused(
                GOOD.replaceFirst("\"PASSED\"", "\"GREEN\""),
                ", line ",
                "at obligations[0].status: unknown status \"GREEN\", none of PASSED, FAILED,"
                        + " WAIVED, KNOWN_FAILURE, NOT_APPLICABLE, NOT_EXERCISED, NOT_TESTABLE;"
                        + " write it anew");
    }

    @Test
    void missing_unknown_and_null_fields_are_named() {
        assertRefused(GOOD.replaceFirst("\"seed\" : \\d+,", ""), "at run.seed: missing field");
        assertRefused(
                GOOD.replaceFirst("\"seed\" :", "\"sead\" : 1, \"seed\" :"),
                "at run.sead: unknown field");
        assertRefused(
                GOOD.replaceFirst("\"seed\" : \\d+", "\"seed\" : null"), "at run.seed: ", "null");
        assertRefused(
                GOOD.replaceFirst("\"target\" : \"[^\"]*\"", "\"target\" : null"),
                "at run.target: the field \"target\" is null");
        assertRefused(
                GOOD.replaceFirst("\"simulated\" : \\[", "\"simulated\" : [ null,"),
                "at run",
                "null stands where a value is called for");
        assertRefused(
                GOOD.replaceFirst("\"target\" :", "\"target\" : \"twice\", \"target\" :"),
                "it is not JSON (Duplicate");
    }

    @Test
    void results_that_do_not_add_up_are_refused() {
        assertRefused(
                GOOD.replaceFirst("\"PASSED\"", "\"FAILED\""),
                "results.json: obligation rules/connect/creates-import is failed and names no"
                        + " failure; write it anew");
    }

    private static void assertRefused(String text, String... parts) {
        assertThatThrownBy(() -> ResultsFile.parse(text, "results.json"))
                .isInstanceOf(UnreadableResultsException.class)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").contains(parts));
    }
}
