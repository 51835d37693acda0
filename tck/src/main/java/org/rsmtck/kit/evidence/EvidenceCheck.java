package org.rsmtck.kit.evidence;

import static java.util.Objects.requireNonNull;

import org.rsmtck.kit.execute.TextFile;
import org.rsmtck.kit.history.HistoryFile;
import org.rsmtck.kit.history.Verdict;
import org.rsmtck.kit.suite.PermissionsSuite;
import org.rsmtck.kit.suite.RulesSuite;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;
import org.rsmtck.model.profile.KnownProfiles;
import org.rsmtck.reports.JournalFile;
import org.rsmtck.reports.Obligation;
import org.rsmtck.reports.Results;
import org.rsmtck.reports.ResultsFile;
import org.rsmtck.reports.Statement;
import org.rsmtck.reports.Status;
import org.rsmtck.reports.Union;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads a bundle as somebody who was not there: every verdict that raw records are there for is
 * made again, and what differs is named.
 */
public final class EvidenceCheck {
    /** The suites in which each obligation has sequences of its own. */
    private static final Set<String> EACH = Set.of(RulesSuite.NAME, PermissionsSuite.NAME);

    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<String> differences = new ArrayList<>();

    private EvidenceCheck() {}

    /**
     * What came of it.
     *
     * @param statement that the bundle makes
     * @param differences a sentence for each thing that is not as the rest says
     * @param sequences that were judged again
     * @param unknown how many of them could not be
     * @param recomputed obligations whose verdict was made again
     * @param obligations in all
     */
    public record Found(
            String statement,
            List<String> differences,
            int sequences,
            int unknown,
            int recomputed,
            int obligations) {
        public Found {
            differences = List.copyOf(differences);
        }
    }

    /** Says in one sentence why a file is no bundle. */
    public static final class UnreadableBundleException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnreadableBundleException(String sentence) {
            super(sentence);
        }

        @Override
        public String getMessage() {
            return requireNonNull(super.getMessage());
        }
    }

    /**
     * Checks a bundle.
     *
     * @throws UnreadableBundleException if it is none
     */
    public static Found of(Path file) {
        EvidenceCheck check = new EvidenceCheck();
        check.read(file);
        return check.found();
    }

    private void read(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                byte[] bytes = zip.getInputStream(entry).readAllBytes();
                files.put(entry.getName(), new String(bytes, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UnreadableBundleException(
                    file + " is no bundle (" + e + "); name what verify --bundle has written");
        }
        for (String name : List.of(Bundle.MANIFEST, Bundle.RESULTS, JournalFile.NAME)) {
            if (!files.containsKey(name)) {
                throw new UnreadableBundleException(file + " is no bundle: it has no " + name);
            }
        }
    }

    private String text(String name) {
        return files.getOrDefault(name, "");
    }

    private Found found() {
        JsonNode manifest = tree(Bundle.MANIFEST);
        hashes(manifest);
        lines();
        Results told = results(manifest);
        SequenceCheck sequences = SequenceCheck.of(told, text(Bundle.SEQUENCES), differences);
        failures(told);
        int recomputed = obligations(told, sequences);
        return new Found(
                manifest.path("statement").asString(""),
                differences,
                sequences.judged(),
                sequences.unknown(),
                recomputed,
                told.obligations().size());
    }

    private JsonNode tree(String name) {
        try {
            return Evidence.JSON.readTree(text(name));
        } catch (JacksonException e) {
            throw new UnreadableBundleException(name + " is no JSON: " + e.getOriginalMessage());
        }
    }

    /** Each file against the manifest. */
    private void hashes(JsonNode manifest) {
        Map<String, String> listed = new TreeMap<>();
        manifest.path("files")
                .properties()
                .forEach(entry -> listed.put(entry.getKey(), entry.getValue().asString("")));
        files.forEach((name, text) -> {
            if (!name.equals(Bundle.MANIFEST) && !Hashes.of(text).equals(listed.get(name))) {
                differences.add(
                        "%s, or files.%s of %s: they do not fit"
                                .formatted(name, name, Bundle.MANIFEST));
            }
        });
        listed.keySet().stream()
                .filter(name -> !files.containsKey(name))
                .forEach(name -> differences.add(name + ": it is missing"));
        if (manifest.path("version").asInt(0) != Manifest.VERSION) {
            differences.add(Bundle.MANIFEST + ", version: this release reads " + Manifest.VERSION);
        }
    }

    /** Each line of the files of lines against its hash. */
    private void lines() {
        Map<String, String> hashes = new HashMap<>();
        for (String line : text(Bundle.LINES).lines().toList()) {
            int hash = line.lastIndexOf('\t');
            hashes.put(line.substring(0, Math.max(hash, 0)), line.substring(hash + 1));
        }
        for (String name : files.keySet()) {
            int number = 0;
            for (String line :
                    name.endsWith(".jsonl") ? text(name).lines().toList() : List.<String>of()) {
                number++;
                String of = hashes.remove(name + "\t" + number);
                if (!Bundle.lineHash(line).equals(of)) {
                    differences.add(
                            "%s, line %d: it was changed; it is now %s"
                                    .formatted(name, number, brief(line)));
                }
            }
        }
        hashes.keySet()
                .forEach(
                        line -> differences.add(line.replace("\t", ", line ") + ": it is missing"));
    }

    private static String brief(String line) {
        int most = 160;
        return line.length() <= most ? line : line.substring(0, most) + "...";
    }

    /** Results and manifest against what the journal gives, field by field. */
    private Results results(JsonNode manifest) {
        Results made;
        try {
            made = Union.of(List.of(JournalFile.parse(text(JournalFile.NAME)).results()));
            Statement.of(made);
        } catch (RuntimeException e) {
            differences.add(JournalFile.NAME + ": it cannot be read: " + e.getMessage());
            return ResultsFile.parse(text(Bundle.RESULTS), Bundle.RESULTS);
        }
        JsonNode again = Evidence.JSON.readTree(ResultsFile.text(made));
        Fields.differing(tree(Bundle.RESULTS), again)
                .forEach(path ->
                        differences.add(
                                "%s, %s: the journal gives another"
                                        .formatted(Bundle.RESULTS, path)));
        Fields.differing(manifest.path("run"), again.path("run"))
                .forEach(path ->
                        differences.add(
                                "%s, run.%s: the journal gives another"
                                        .formatted(Bundle.MANIFEST, path)));
        if (!manifest.path("statement").asString("").equals(Statement.of(made).line())) {
            differences.add(
                    Bundle.MANIFEST
                            + ", statement: the journal gives "
                            + Statement.of(made).line());
        }
        return made;
    }

    /** The history of each failure has to be wrong. */
    private void failures(Results told) {
        Profile profile = KnownProfiles.named(told.run().profile()).orElse(Profile.MAN_PAGE);
        files.forEach((name, text) -> {
            if (name.endsWith(".history.jsonl")) {
                try {
                    HistoryFile file = HistoryFile.parse(text.lines().toList(), name);
                    if (SequenceCheck.verdict(Pages.model(profile), file)
                            instanceof Verdict.Linearizable) {
                        differences.add(name + ": it shows no failure");
                    }
                } catch (TextFile.UnreadableException e) {
                    differences.add(name + ": it cannot be read: " + e.getMessage());
                }
            }
        });
    }

    /** What became of each obligation that has sequences of its own; how many there are. */
    private int obligations(Results told, SequenceCheck sequences) {
        int recomputed = 0;
        Map<String, Boolean> fails = new HashMap<>();
        for (Obligation one : told.obligations()) {
            fails.merge(one.suite(), one.status().isFailure(), Boolean::logicalOr);
            List<Boolean> own = sequences.of(one.id());
            recomputed += own.isEmpty() ? 0 : 1;
            String fault = fault(one, own);
            if (!fault.isEmpty()) {
                differences.add(one.id() + ": " + fault);
            }
        }
        fails.forEach((suite, fail) -> {
            if (!fail && sequences.of(suite).contains(false)) {
                differences.add(suite + ": nothing has failed, and a sequence is not allowed");
            }
        });
        return recomputed;
    }

    private static String fault(Obligation one, List<Boolean> own) {
        if (own.isEmpty()) {
            return EACH.contains(one.suite()) && one.status() == Status.PASSED
                    ? "it has passed, and there is no sequence of it"
                    : "";
        }
        boolean isRight = !own.contains(false);
        if (one.status() == Status.PASSED && !isRight) {
            return "it has passed, and a sequence of it is not allowed";
        }
        return one.status().isFailure() && isRight
                ? "it has failed, and every sequence of it is allowed"
                : "";
    }
}
