package org.rsmtck.kit.cli;

import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What somebody types: a line can be edited, earlier ones come back by the arrow keys, and the tab
 * key says what may stand here.
 */
final class TypedLines implements Lines {
    private final Terminal terminal;
    private final LineReader reader;
    private final String prompt;

    /** A word that may stand somewhere, and what it means; no meaning where the word says it. */
    record Expected(String word, String meaning) {
        /** Words that say what they mean. */
        static List<Expected> words(Stream<String> words) {
            return words.map(word -> new Expected(word, "")).toList();
        }

        /** Numbers from 1, for each of these one. */
        static <T> List<Expected> numbered(List<T> all, Function<T, String> meaning) {
            return IntStream.range(0, all.size())
                    .mapToObj(i -> new Expected(Integer.toString(i + 1), meaning.apply(all.get(i))))
                    .toList();
        }
    }

    /**
     * Takes the terminal until it is closed.
     *
     * @param expected which words may follow these
     */
    TypedLines(String prompt, Function<List<String>, List<Expected>> expected) throws IOException {
        this.prompt = prompt;
        terminal = TerminalBuilder.builder().system(true).build();
        reader =
                LineReaderBuilder.builder()
                        .terminal(terminal)
                        .completer((_, line, candidates) -> {
                            List<String> before = line.words().subList(0, line.wordIndex());
                            expected.apply(before)
                                    .forEach(one ->
                                            candidates.add(candidate(one, candidates.size())));
                        })
                        .option(Option.DISABLE_EVENT_EXPANSION, true)
                        .build();
    }

    private static Candidate candidate(Expected one, int place) {
        return new Candidate(
                one.word,
                one.word,
                null,
                one.meaning.isEmpty() ? null : one.meaning,
                null,
                null,
                true,
                place);
    }

    @Override
    public @Nullable String next() {
        try {
            return reader.readLine(prompt);
        } catch (UserInterruptException | EndOfFileException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        terminal.close();
    }
}
