package org.rsmtck.kit.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.Variant.Ids;
import org.rsmtck.model.VariationPoint;
import org.rsmtck.model.page.Pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** The schema says what the reader reads. */
class HistorySchemaTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Path FILE = DOCS.resolve("history.schema.json");

    private final Schema schema =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(HistorySchema.text());

    @TempDir private Path folder;

    private boolean accepts(String line) {
        return schema.validate(line, InputFormat.JSON).isEmpty();
    }

    /** To write it anew: .ci/renew. */
    @Test
    void the_schema_in_the_docs_is_the_one_that_the_tables_make() throws IOException {
        if (Boolean.getBoolean("rsmtck.renew")) {
            Files.writeString(FILE, HistorySchema.text());
        }
        assertThat(Files.readString(FILE))
                .as("%s is older than the tables: run .ci/renew", FILE)
                .isEqualTo(HistorySchema.text());
    }

    @Test
    void every_line_of_the_examples_is_accepted() throws IOException {
        int lines = 0;
        for (String name : List.of("sequential", "sequential-wrong", "race", "race-wrong")) {
            for (String line :
                    Files.readAllLines(DOCS.resolve("examples").resolve(name + ".jsonl"))) {
                assertThat(accepts(line)).as(line).isTrue();
                lines++;
            }
        }
        assertThat(lines).isGreaterThan(60);
    }

    @Test
    void what_is_written_is_accepted_and_reads_as_it_was() throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            Model model = Pages.model(Profile.MAN_PAGE);
            History made = Recordings.sequential(model, random, 3, 20, true);
            History wide = Recordings.widened(made, random, 0, 3, 2, 50);
            Set<Interpretation> readings =
                    Set.of(Interpretation.NONE.with(VariationPoint.IDS, Ids.REAL));
            History history = new History(8192, wide.setting(), readings, wide.moments());
            HistoryFile file = new HistoryFile(Profile.MAN_PAGE, seed % 2 == 0, history);
            Path path = folder.resolve("history.jsonl");
            file.write(path);

            for (String line : Files.readAllLines(path)) {
                assertThat(accepts(line)).as(line).isTrue();
            }
            HistoryFile read = HistoryFile.read(path);
            assertThat(read.profile()).contains(Profile.MAN_PAGE);
            assertThat(read.isShortest()).isEqualTo(seed % 2 == 0);
            assertThat(read.history().pageSize()).isEqualTo(8192);
            assertThat(read.history().readings()).isEqualTo(readings);
            assertThat(read.history().setting()).isEqualTo(history.setting());
            HistoryFile again = new HistoryFile(Profile.MAN_PAGE, seed % 2 == 0, read.history());
            assertThat(withoutActs(again)).isEqualTo(withoutActs(file));
        }
    }

    /** Calls are numbered anew when they are read. */
    private static String withoutActs(HistoryFile file) {
        return file.text().replaceAll("\"act\":[0-9]+", "");
    }

    @Test
    void a_field_too_few_or_too_many_or_of_another_kind_is_refused() throws IOException {
        Set<String> broken = new HashSet<>();
        for (String text : Files.readAllLines(DOCS.resolve("examples").resolve("race.jsonl"))) {
            Line line = Line.parse(text);
            List<Line> wrong = new ArrayList<>();
            wrong.add(line.with("more", 1));
            for (var field : line.fields().entrySet()) {
                String name = field.getKey();
                if (!Set.of("act", "thread", "page_size", "profile").contains(name)) {
                    wrong.add(line.without(name));
                }
                wrong.add(
                        field.getValue() instanceof Long
                                ? line.with(name, "word")
                                : line.with(name, 77));
            }
            for (Line one : wrong) {
                assertThat(accepts(one.toString())).as(one.toString()).isFalse();
                broken.add(one.toString());
            }
        }
        assertThat(broken).hasSizeGreaterThan(100);
    }
}
