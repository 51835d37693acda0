package org.rsmtck.kit.wire;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Reply.Interconnect.Connection;
import org.rsmtck.api.Topology.Link;
import org.rsmtck.api.Topology.Port;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Values of several parts as one string. What reads them throws {@link IllegalArgumentException}
 * where the string is none.
 */
final class Spelling {
    private Spelling() {}

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static Memory memory(String text) {
        Matcher parts = matched("([a-z]+):(-?[0-9]+)", text);
        return new Memory(
                Memory.Placement.valueOf(parts.group(1).toUpperCase(Locale.ROOT)),
                Integer.parseInt(parts.group(2)));
    }

    static String accessList(AccessList list) {
        return switch (list) {
            case AccessList.Absent(int length) -> "null:" + Integer.toUnsignedString(length);
            case AccessList.Entries(List<AccessEntry> entries) ->
                    entries.stream()
                            .map(entry ->
                                    Integer.toUnsignedString(entry.node())
                                            + ":"
                                            + octal(entry.permission()))
                            .collect(Collectors.joining(","));
        };
    }

    static AccessList accessList(String text) {
        if (text.startsWith("null:")) {
            return new AccessList.Absent(unsigned(text.substring("null:".length())));
        }
        return new AccessList.Entries(split(text).stream().map(Spelling::accessEntry).toList());
    }

    private static AccessEntry accessEntry(String text) {
        Matcher parts = matched("([0-9]+):([0-7]+)", text);
        return new AccessEntry(unsigned(parts.group(1)), mode(parts.group(2)));
    }

    private static Connection connection(String text) {
        Matcher parts = matched("([^>]*)>([^:]*):(active|down)", text);
        Port remote = port(parts.group(2));
        return new Connection(
                unescape(parts.group(1)),
                remote.node(),
                remote.controller(),
                parts.group(3).equals("active"));
    }

    static String port(Port port) {
        return Integer.toUnsignedString(port.node()) + "/" + escape(port.controller());
    }

    static Port port(String text) {
        Matcher parts = matched("([0-9]+)/(.*)", text);
        return new Port(unsigned(parts.group(1)), unescape(parts.group(2)));
    }

    static String octal(int mode) {
        return mode == 0 ? "0" : "0" + Integer.toOctalString(mode);
    }

    static int mode(String text) {
        matched("0[0-7]*", text);
        return Integer.parseUnsignedInt(text, 8);
    }

    private static int unsigned(String text) {
        matched("[0-9]+", text);
        return Integer.parseUnsignedInt(text);
    }

    private static List<String> split(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
    }

    private static Matcher matched(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        return matcher;
    }

    /** A name in which every sign but letters, digits, dot and underscore is % and 4 hex digits. */
    private static String escape(String name) {
        return Pattern.compile("[^A-Za-z0-9_.]", Pattern.DOTALL)
                .matcher(name)
                .replaceAll(sign -> hex(sign.group()));
    }

    private static String hex(String sign) {
        return sign.chars()
                .mapToObj(unit -> String.format(Locale.ROOT, "%%%04x", unit))
                .collect(Collectors.joining());
    }

    private static String unescape(String text) {
        matched("(?:[A-Za-z0-9_.]|%[0-9a-f]{4})*", text);
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%') {
                name.append((char) Integer.parseInt(text.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                name.append(text.charAt(i));
            }
        }
        return name.toString();
    }

    static String connections(List<Connection> paths) {
        return paths.stream()
                .map(path ->
                        escape(path.controller())
                                + ">"
                                + port(new Port(path.remoteNode(), path.remoteController()))
                                + (path.active() ? ":active" : ":down"))
                .collect(Collectors.joining(","));
    }

    static List<Connection> connections(String text) {
        return split(text).stream().map(Spelling::connection).toList();
    }

    static String link(Link link) {
        return port(link.one()) + "-" + port(link.other());
    }

    static Link link(String text) {
        Matcher ends = matched("([^-]*)-([^-]*)", text);
        return new Link(port(ends.group(1)), port(ends.group(2)));
    }

    static String handle(long value) {
        return "0x" + Long.toHexString(value);
    }

    static long handle(String text) {
        matched("0x([0-9a-fA-F]{1,16})", text);
        return Long.parseUnsignedLong(text.substring(2), 16);
    }

    static String memory(Memory memory) {
        return lower(memory.placement()) + ":" + memory.fill();
    }
}
