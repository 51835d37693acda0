package org.rsmtck.kit.execute;

import static java.util.Objects.requireNonNull;

import org.rsmtck.kit.wire.Line;
import org.rsmtck.kit.wire.MalformedLineException;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file of JSON lines, taken in line by line: what is none is seen at its first line. */
public final class TextFile {
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private TextFile() {}

    /** Takes lines in. */
    public interface Reader {
        /**
         * Takes a line in.
         *
         * @param number from 1
         * @throws IllegalArgumentException if something is wrong with it: one sentence
         */
        void take(Line line, int number);
    }

    /** Why a file cannot be read, in one sentence that begins with its name. */
    public static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1;

        public UnreadableException(String sentence) {
            super(sentence);
        }

        /** What is wrong: there is always a sentence. */
        @Override
        public String getMessage() {
            return requireNonNull(super.getMessage());
        }
    }

    /**
     * Reads it to its end.
     *
     * @param what it is to be, for instance {@code a history}
     * @throws UnreadableException if it is not there, is no text, or the reader does not take a
     *     line
     */
    public static void read(Path file, String what, Reader reader) {
        read(file, file.toString(), what, reader);
    }

    /**
     * Reads it to its end.
     *
     * @param name by which messages call it
     * @param what it is to be, for instance {@code a history}
     * @throws UnreadableException as above
     */
    public static void read(Path file, String name, String what, Reader reader) {
        String remedy = ": give the path of " + what + ", a file of JSON lines";
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                take(name, number, checked(name, number, line), reader);
            }
        } catch (CharacterCodingException e) {
            throw new UnreadableException(name + " is not text in ASCII or UTF-8" + remedy);
        } catch (NoSuchFileException e) {
            throw new UnreadableException(name + " is not there" + remedy);
        } catch (AccessDeniedException e) {
            throw new UnreadableException(name + " may not be read by this user" + remedy);
        } catch (IOException e) {
            throw new UnreadableException(
                    name + (Files.isDirectory(file) ? " is a folder" : " cannot be read") + remedy);
        }
    }

    private static void take(String name, int number, String line, Reader reader) {
        try {
            reader.take(Line.parse(line), number);
        } catch (MalformedLineException | IllegalArgumentException e) {
            throw new UnreadableException(name + ", line " + number + ": " + e.getMessage());
        }
    }

    private static String checked(String name, int number, String line) {
        if (number == 1 && !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK) {
            throw new UnreadableException(
                    name + " begins with a byte order mark: write it as UTF-8 without one");
        }
        if (line.isBlank()) {
            throw new UnreadableException(
                    name
                            + ", line "
                            + number
                            + ": the line is blank; write one object on each line, and nothing"
                            + " after the last");
        }
        if (line.indexOf('\0') >= 0) {
            throw new UnreadableException(
                    name + ", line " + number + ": the line holds zero bytes: it is not text");
        }
        return line;
    }
}
