package org.rsmtck.kit.toml;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of a TOML file, and what stands in them by path: {@code node[1].id} is that of the
 * second table of its name. The tree that Jackson makes of TOML does not know its lines.
 */
record TomlText(List<String> lines, JsonNode root) {
    private static final Pattern PART = Pattern.compile("(.*?)(?:\\[(\\d+)])?");
    private static final Pattern HEADER = Pattern.compile("\\[+\\s*([^\\]=]+?)\\s*\\]+\\s*(#.*)?");

    static String below(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    TomlMistakeException mistake(String path, String remedy) {
        OptionalInt line = line(path);
        JsonNode value = value(path);
        return new TomlMistakeException(
                (line.isPresent() ? "line " + line.getAsInt() + ": " : "")
                        + path
                        + (value.isMissingNode() ? "" : " = " + value)
                        + ": "
                        + remedy);
    }

    private JsonNode value(String path) {
        JsonNode value = root;
        for (String part : path.split("\\.")) {
            Matcher matcher = PART.matcher(part);
            matcher.matches();
            value = value.path(matcher.group(1));
            value = matcher.group(2) == null ? value : value.path(index(matcher));
        }
        return value;
    }

    private static int index(Matcher part) {
        return Integer.parseInt(part.group(2));
    }

    /** The line on which a key is written, or else the header of its table; empty if neither is. */
    private OptionalInt line(String path) {
        Matcher key = PART.matcher(path.substring(path.lastIndexOf('.') + 1));
        key.matches();
        String table = path.substring(0, Math.max(0, path.lastIndexOf('.')));
        OptionalInt header =
                key.group(2) == null
                        ? OptionalInt.empty()
                        : header(below(table, key.group(1)), index(key));
        return header.isPresent() ? header : line(table, key.group(1));
    }

    private OptionalInt line(String path, String key) {
        Matcher table = PART.matcher(path);
        table.matches();
        OptionalInt below = header(below(table.group(1), key), 0);
        if (below.isPresent()) {
            return below;
        }
        if (path.isEmpty()) {
            return assignment(key, 0);
        }
        OptionalInt header = header(table.group(1), table.group(2) == null ? 0 : index(table));
        if (header.isEmpty()) {
            return inline(path, key);
        }
        OptionalInt own = assignment(key, header.getAsInt());
        return own.isPresent() ? own : header;
    }

    /** The line of the header of a table; of those of one name, of the one at this place. */
    private OptionalInt header(String name, int index) {
        int seen = 0;
        for (int line = 0; line < lines.size(); line++) {
            Matcher header = HEADER.matcher(lines.get(line).strip());
            if (header.matches() && header.group(1).equals(name) && seen++ == index) {
                return OptionalInt.of(line + 1);
            }
        }
        return OptionalInt.empty();
    }

    /** From this line on, and before the next header. */
    private OptionalInt assignment(String key, int from) {
        Pattern assignment =
                Pattern.compile("(^|[{,\\s.])\"?" + Pattern.quote(key) + "\"?\\s*(\\.[^=]*)?=");
        for (int line = from; line < lines.size(); line++) {
            String text = lines.get(line).strip();
            if (HEADER.matcher(text).matches()) {
                return OptionalInt.empty();
            }
            if (assignment.matcher(text).find()) {
                return OptionalInt.of(line + 1);
            }
        }
        return OptionalInt.empty();
    }

    /** Of a table that has no header, as it is written on one line, or with dots. */
    private OptionalInt inline(String path, String key) {
        OptionalInt dotted = assignment(path + "." + key, 0);
        return dotted.isPresent() ? dotted : line(path);
    }
}
