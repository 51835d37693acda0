package org.rsmtck.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The schemas say what is written and read. */
class RecordSchemaTest {
    private static final Map<String, String> FILES =
            Map.of(
                    "results.schema.json", RecordSchema.ofResults(),
                    "journal.schema.json", RecordSchema.ofJournal(),
                    "waivers.schema.json", RecordSchema.ofWaivers());

    private static Schema schema(String text) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text);
    }

    private static final Schema RESULTS = schema(RecordSchema.ofResults());
    private static final Schema JOURNAL = schema(RecordSchema.ofJournal());

    private static boolean accepts(Schema schema, String text) {
        return schema.validate(text, InputFormat.JSON).isEmpty();
    }

    /** To write them anew: .ci/renew. */
    @TestFactory
    Stream<DynamicTest> those_in_the_docs_are_the_ones_that_the_records_make() {
        return FILES.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> check(entry)));
    }

    private static void check(Map.Entry<String, String> entry) throws IOException {
        Path file = Path.of("..", "docs", entry.getKey());
        if (Boolean.getBoolean("rsmtck.renew")) {
            Files.writeString(file, entry.getValue());
        }
        assertThat(Files.readString(file))
                .as("%s is older than the records: run .ci/renew", file)
                .isEqualTo(entry.getValue());
    }

    @Property(tries = 100)
    @Domain(AnyResults.class)
    void any_results_are_accepted(@ForAll Results results) {
        assertThat(RESULTS.validate(ResultsFile.text(results), InputFormat.JSON)).isEmpty();
    }

    @Test
    void what_is_not_read_is_not_accepted() {
        String good = ResultsFile.text(Examples.failing());
        assertThat(accepts(RESULTS, good)).isTrue();
        for (String bad :
                List.of(
                        good.replaceFirst("\"seed\" : \\d+,", ""),
                        good.replaceFirst("\"seed\" :", "\"sead\" : 1, \"seed\" :"),
                        good.replaceFirst("\"PASSED\"", "\"GREEN\""),
                        good.replaceFirst(
                                "\"version\" : " + Results.VERSION,
                                "\"version\" : " + (Results.VERSION - 1)),
                        "[]")) {
            assertThat(accepts(RESULTS, bad)).as(bad).isFalse();
        }
        assertThat(accepts(JOURNAL, "{\"entry\":\"ended\",\"early\":\"\"}")).isTrue();
        assertThat(accepts(JOURNAL, "{\"entry\":\"ended\"}")).isFalse();
        assertThat(accepts(JOURNAL, "{\"entry\":\"nothing\"}")).isFalse();
    }
}
