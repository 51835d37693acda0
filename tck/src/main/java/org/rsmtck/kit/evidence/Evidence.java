package org.rsmtck.kit.evidence;

import org.rsmtck.api.Limits;
import org.rsmtck.kit.execute.TraceFile;
import org.rsmtck.kit.history.HistoryFile;
import org.rsmtck.kit.plan.Plan;
import org.rsmtck.kit.runs.RunFolder;
import org.rsmtck.kit.runs.UnwritableException;
import org.rsmtck.kit.suite.Recorder;
import org.rsmtck.reports.Entry;
import org.rsmtck.reports.Failure;
import org.rsmtck.reports.JournalFile;
import org.rsmtck.reports.Results;
import org.rsmtck.reports.Statement;

import tools.jackson.databind.json.JsonMapper;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Keeps every sequence of a run beside what its folder keeps, and bundles all of it at the end. */
public final class Evidence implements Recorder, AutoCloseable {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private final RunFolder folder;
    private final Map<String, String> provenance;
    private final Writer sequences;
    private final Path file;
    private Optional<String> fault = Optional.empty();

    private Evidence(
            RunFolder folder, Map<String, String> provenance, Writer sequences, Path file) {
        this.file = file;
        this.folder = folder;
        this.provenance = provenance;
        this.sequences = sequences;
    }

    /**
     * Begins to keep a run.
     *
     * @param file where the bundle is to be
     * @param implementation the files that it is loaded from, as far as they are not those of the
     *     kit
     * @throws UnwritableException if something cannot be read or written
     */
    public static Evidence of(
            RunFolder folder, Path file, Limits limits, List<Path> implementation) {
        try {

            Writer sequences = Files.newBufferedWriter(folder.path().resolve(Bundle.SEQUENCES));
            Evidence evidence = new Evidence(folder, provenance(implementation), sequences, file);
            evidence.write(SequenceLines.of(limits) + "\n");
            return evidence;
        } catch (IOException e) {
            throw new UnwritableException(
                    "cannot keep evidence in " + file + ": " + e + "; name another file", e);
        }
    }

    /**
     * Tries whether a bundle can be written there, before there is a run to keep.
     *
     * @throws UnwritableException if it cannot
     */
    public static void tryOut(Path file) {
        try {
            Files.newOutputStream(file).close();
        } catch (IOException e) {
            throw new UnwritableException(
                    "cannot keep evidence in " + file + ": " + e + "; name another file", e);
        }
    }

    private static Map<String, String> provenance(List<Path> implementation) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        List<Path> kit =
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !entry.isEmpty())
                        .map(Path::of)
                        .filter(Files::exists)
                        .toList();
        hashes.put("SHA-256 of the kit", Hashes.of(kit));
        hashes.put("SHA-256 of the plan", planOf());
        for (Path file : implementation) {
            hashes.put("SHA-256 of " + file.getFileName(), Hashes.of(file));
        }
        return hashes;
    }

    /** Of everything that the plan depends on, as the build has left it. */
    private static String planOf() throws IOException {
        try (InputStream file = Plan.class.getResourceAsStream("sources.sha256")) {
            return file == null
                    ? "not built by Maven"
                    : new String(file.readAllBytes(), StandardCharsets.US_ASCII).strip();
        }
    }

    @Override
    public void enter(Entry entry) {
        folder.enter(entry);
    }

    @Override
    public void keep(Failure failure, Optional<TraceFile> trace, Optional<HistoryFile> history) {
        folder.keep(failure, trace, history);
    }

    @Override
    public boolean wantsSequences() {
        return true;
    }

    @Override
    public synchronized void sequence(String of, HistoryFile seen) {
        write(SequenceLines.of(of) + "\n" + seen.text());
    }

    private synchronized void write(String text) {
        if (fault.isEmpty()) {
            try {
                sequences.write(text);
            } catch (IOException e) {
                fault = Optional.of("cannot keep evidence: " + e);
            }
        }
    }

    @Override
    public Map<String, String> provenance() {
        return provenance;
    }

    @Override
    public synchronized Optional<String> fault() {
        return fault.or(folder::fault);
    }

    @Override
    public void close() {
        try {
            sequences.close();
        } catch (IOException e) {
            throw new UnwritableException("cannot keep evidence: " + e, e);
        }
    }

    /** Writes the bundle of a run that has ended with these results, and says where. */
    public Path bundle(Results results) {
        close();
        try {
            Map<String, String> hashes = new TreeMap<>();
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
                StringBuilder lines = new StringBuilder();
                for (Path kept : kept()) {
                    String name = folder.path().relativize(kept).toString();
                    add(zip, name, Files.readString(kept), hashes);
                    if (name.endsWith(".jsonl")) {
                        List<String> all = Files.readAllLines(kept);
                        for (int i = 0; i < all.size(); i++) {
                            lines.append(name).append('\t').append(i + 1).append('\t');
                            lines.append(Bundle.lineHash(all.get(i))).append('\n');
                        }
                    }
                }
                add(zip, Bundle.LINES, lines.toString(), hashes);
                String statement = Statement.of(results).line();
                Manifest manifest =
                        new Manifest(Manifest.VERSION, statement, results.run(), hashes);
                add(zip, Bundle.MANIFEST, JSON.writeValueAsString(manifest), new TreeMap<>());
            }
            return file;
        } catch (IOException e) {
            throw new UnwritableException("cannot write " + file + ": " + e, e);
        }
    }

    private List<Path> kept() throws IOException {
        List<Path> kept = new ArrayList<>();
        for (String name : List.of(JournalFile.NAME, Bundle.RESULTS, Bundle.SEQUENCES)) {
            kept.add(folder.path().resolve(name));
        }
        Path failures = folder.path().resolve(RunFolder.FAILURES);
        if (Files.isDirectory(failures)) {
            try (Stream<Path> files = Files.list(failures)) {
                files.sorted().forEach(kept::add);
            }
        }
        return kept;
    }

    private static void add(
            ZipOutputStream zip, String name, String text, Map<String, String> hashes)
            throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        hashes.put(name, Hashes.of(text));
    }
}
