package org.rsmtck.reports;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Results as JSON, which every report can be made from again. The same results give the same text:
 * fields stand in the order of the records, maps in that of their keys.
 */
public final class ResultsFile {
    private ResultsFile() {}

    private static final String REMEDY = "write it anew with this release of rsm-tck";

    static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .changeDefaultVisibility(found -> found.withIsGetterVisibility(Visibility.NONE))
                    .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .build();

    private static final DefaultPrettyPrinter PRETTY = pretty();

    /** Writes a whole file or none. */
    public static void write(Results results, Path file) throws IOException {
        WholeFile.write(file, text(results));
    }

    /** The JSON, with one newline at its end. */
    public static String text(Results results) {
        return json(results);
    }

    /** Any document of this package, for people to read, with one newline at its end. */
    static String json(Object document) {
        return MAPPER.writer().with(PRETTY).writeValueAsString(document) + "\n";
    }

    /**
     * The results that the file holds.
     *
     * @throws UnreadableResultsException if there is no such file, or it does not hold results that
     *     add up
     */
    public static Results read(Path file) {
        return parse(content(file, "the results.json of a run"), file.toString());
    }

    /**
     * @param what the file is to be
     * @throws UnreadableResultsException if it is not there, or no text
     */
    static String content(Path file, String what) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new UnreadableResultsException(file + ": there is no such file; name " + what, e);
        } catch (CharacterCodingException e) {
            throw new UnreadableResultsException(file + ": it is not UTF-8; name " + what, e);
        } catch (IOException e) {
            throw new UnreadableResultsException(
                    file + ": it cannot be read (" + e + "); name " + what, e);
        }
    }

    /**
     * Reads results from their text.
     *
     * @param name of the file, for messages
     * @throws UnreadableResultsException if the text does not hold results that add up
     */
    public static Results parse(String text, String name) {
        try {
            checkVersion(MAPPER.readTree(text), name);
            Results results = MAPPER.readValue(text, Results.class);
            Tally.of(results);
            return results;
        } catch (JacksonException e) {
            throw new UnreadableResultsException(
                    name + place(e) + ": " + fault(e) + "; " + REMEDY, e);
        } catch (Tally.UnbalancedException e) {
            throw new UnreadableResultsException(name + ": " + e.getMessage() + "; " + REMEDY, e);
        }
    }

    private static void checkVersion(JsonNode root, String name) {
        if (!root.isObject()) {
            throw new UnreadableResultsException(
                    name + ": it is not a JSON object; " + REMEDY, null);
        }
        JsonNode version = root.path("version");
        if (!version.isInt()) {
            throw new UnreadableResultsException(
                    "%s: the field version is %s; %s"
                            .formatted(
                                    name,
                                    version.isMissingNode() ? "missing" : "not a number",
                                    REMEDY),
                    null);
        }
        if (version.intValue() != Results.VERSION) {
            throw new UnreadableResultsException(
                    String.format(
                            Locale.ROOT,
                            "%s: its format has version %d and this release reads version %d; read"
                                    + " it with the release that wrote it",
                            name,
                            version.intValue(),
                            Results.VERSION),
                    null);
        }
    }

    static String place(JacksonException e) {
        String place = "";
        if (e.getLocation() != null && e.getLocation().getLineNr() > 0) {
            place =
                    String.format(
                            Locale.ROOT,
                            ", line %d, column %d",
                            e.getLocation().getLineNr(),
                            e.getLocation().getColumnNr());
        }
        String path = path(e);
        return path.isEmpty() ? place : place + ", at " + path;
    }

    /** For instance {@code obligations[2].status}. */
    private static String path(JacksonException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }

    static String fault(JacksonException e) {
        String said = e.getOriginalMessage().lines().findFirst().orElse("");
        return switch (e) {
            case StreamReadException malformed -> "it is not JSON (" + said + ")";
            case UnrecognizedPropertyException unknown ->
                    "unknown field \"" + unknown.getPropertyName() + "\"";
            case InvalidFormatException invalid when invalid.getTargetType() == Status.class ->
                    "unknown status \"%s\", none of %s"
                            .formatted(
                                    invalid.getValue(),
                                    Arrays.stream(Status.values())
                                            .map(Status::name)
                                            .collect(Collectors.joining(", ")));
            case MismatchedInputException mismatched
                    when said.matches("Missing (required )?creator property '.*") ->
                    "missing field \"" + between(said) + "\"";
            case MismatchedInputException mismatched
                    when said.startsWith("Null value for creator property") ->
                    "the field \"" + between(said) + "\" is null";
            default ->
                    e.getCause() instanceof NullPointerException
                            ? "null stands where a value is called for"
                            : said;
        };
    }

    private static String between(String quoted) {
        return quoted.split("'", 3)[1];
    }

    private static DefaultPrettyPrinter pretty() {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
    }
}
