package org.rsmtck.reports;

import tools.jackson.core.JacksonException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * The journal of a run: one entry a line, each handed to the operating system as a whole before
 * anything else is done, so that a killed run has left what it had found.
 */
public final class JournalFile implements AutoCloseable {
    /** As folders of runs name it. */
    public static final String NAME = "journal.jsonl";

    private final FileChannel channel;

    private JournalFile(FileChannel channel) {
        this.channel = channel;
    }

    /** Begins a journal where there is none yet. */
    public static JournalFile create(Path file) throws IOException {
        return new JournalFile(
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    public synchronized void write(Entry entry) throws IOException {
        String line = ResultsFile.MAPPER.writerFor(Entry.class).writeValueAsString(entry) + "\n";
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }

    /**
     * What a journal says, to its last whole line: a run that was killed may have left half of one.
     *
     * @throws UnreadableResultsException if there is none, or it is none
     */
    public static Book read(Path file) {
        return parse(ResultsFile.content(file, "the journal.jsonl of a run"), file.toString());
    }

    /**
     * The same, of the text of a journal.
     *
     * @throws UnreadableResultsException if it is none
     */
    public static Book parse(String text) {
        return parse(text, NAME);
    }

    private static Book parse(String text, String file) {
        Book book = new Book();
        int number = 0;
        for (int from = 0, to; (to = text.indexOf('\n', from)) >= 0; from = to + 1) {
            number++;
            Entry entry = entry(text.substring(from, to), file + ", line " + number);
            if (number == 1 ? !(entry instanceof Entry.Begun) : entry instanceof Entry.Begun) {
                throw new UnreadableResultsException(
                        file
                                + ": a journal has the entry \"begun\" in its first line and"
                                + " nowhere else",
                        null);
            }
            book.add(entry);
        }
        if (!book.hasBegun()) {
            throw new UnreadableResultsException(
                    file + ": the run ended before its first entry", null);
        }
        return book;
    }

    private static Entry entry(String line, String place) {
        try {
            Entry entry = ResultsFile.MAPPER.readValue(line, Entry.class);
            if (entry instanceof Entry.Begun(int version, _, _, _) && version != Entry.VERSION) {
                throw new UnreadableResultsException(
                        String.format(
                                Locale.ROOT,
                                "%s: its format has version %d and this release reads version %d;"
                                        + " read it with the release that wrote it",
                                place,
                                version,
                                Entry.VERSION),
                        null);
            }
            return entry;
        } catch (JacksonException e) {
            throw new UnreadableResultsException(
                    place + ": it is no entry of a journal (" + ResultsFile.fault(e) + ")", e);
        }
    }
}
