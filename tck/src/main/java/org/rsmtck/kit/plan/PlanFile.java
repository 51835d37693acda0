package org.rsmtck.kit.plan;

import org.rsmtck.kit.wire.Line;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;
import org.rsmtck.model.profile.KnownProfiles;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Where the kit keeps the plan of a profile: two files beside this class, compressed lines of JSON.
 * Each begins with what it was computed from. What was computed from other sources than the kit was
 * built from is not there.
 */
final class PlanFile {
    /** Pages of the plans that the kit brings along. */
    static final long PAGE_SIZE = 4096;

    private static final String RULES = "rules";
    private static final String TOUR = "tour";

    private final String profile;

    private PlanFile(String profile) {
        this.profile = profile;
    }

    /** The plan of the model, if it may be one that the kit brings along. */
    static Optional<PlanFile> of(Model model, long pageSize) {
        Profile profile = model.profile();
        boolean isAsReleased =
                KnownProfiles.named(profile.name()).filter(profile::equals).isPresent()
                        && model == Pages.model(profile);
        return isAsReleased && pageSize == PAGE_SIZE
                ? Optional.of(new PlanFile(profile.name()))
                : Optional.empty();
    }

    /** What is kept of the rules; empty if nothing is, or what is came from other sources. */
    Optional<RulePlan> rules() {
        return lines(RULES).map(lines -> PlanReader.of(lines).rules());
    }

    /** What is kept of the tour; empty if nothing is, or what is came from other sources. */
    Optional<Tour> tour() {
        return lines(TOUR).map(lines -> PlanReader.of(lines).tour());
    }

    /** Writes both files into the folder that they are built from. */
    void write(Path folder, RulePlan rules, Tour tour) throws IOException {
        write(folder, RULES, PlanWriter.lines(rules));
        write(folder, TOUR, PlanWriter.lines(tour));
    }

    private void write(Path folder, String part, List<Line> lines) throws IOException {
        Files.createDirectories(folder);
        try (Writer out =
                new OutputStreamWriter(
                        new GZIPOutputStream(Files.newOutputStream(folder.resolve(file(part)))),
                        StandardCharsets.UTF_8)) {
            for (Line line : Stream.concat(Stream.of(head()), lines.stream()).toList()) {
                out.write(line + "\n");
            }
        }
    }

    private Optional<List<Line>> lines(String part) {
        try (InputStream file = PlanFile.class.getResourceAsStream(file(part))) {
            if (file == null) {
                return Optional.empty();
            }
            try (BufferedReader text =
                    new BufferedReader(
                            new InputStreamReader(
                                    new GZIPInputStream(file), StandardCharsets.UTF_8))) {
                return Line.parse(text.readLine()).equals(head())
                        ? Optional.of(text.lines().map(Line::parse).toList())
                        : Optional.empty();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file(part), e);
        }
    }

    private String file(String part) {
        return profile + "-" + part + ".jsonl.gz";
    }

    private Line head() {
        return Line.EMPTY
                .with("v", 1)
                .with("line", "plan")
                .with("profile", profile)
                .with("page_size", PAGE_SIZE)
                .with("sources", sources());
    }

    /** A hash of everything that a plan depends on, as the build has left it here. */
    private static String sources() {
        try (InputStream file = PlanFile.class.getResourceAsStream("sources.sha256")) {
            return file == null
                    ? "not built by Maven"
                    : new String(file.readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read sources.sha256", e);
        }
    }
}
