package org.rsmtck.kit.wire;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Bytes;
import org.rsmtck.api.Event;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Reply.Interconnect.Connection;
import org.rsmtck.api.RsmError;
import org.rsmtck.api.Topology.Link;
import org.rsmtck.api.Topology.Port;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which coding a component has, by its type and its name. */
final class Codings {
    private static final Set<String> HANDLES = Set.of("handle", "controller", "value", "out");
    private static final Set<String> SIZES = Set.of("offset", "length", "count", "pageSize");
    private static final Set<String> UNSIGNED =
            Set.of(
                    "node",
                    "segment",
                    "base",
                    "flags",
                    "directAccessSizes",
                    "atomicSizes",
                    "SegmentIds.length");
    private static final Set<String> SIGNED =
            Set.of(
                    "length", "width", "type", "mode", "timeout", "fd", "events", "number",
                    "process");

    private static final long MOST_UNSIGNED = 0xFFFF_FFFFL;

    private static final String NAME_PATTERN = "([A-Za-z0-9_.]|%[0-9a-f]{4})*";
    private static final String PORT_PATTERN = "[0-9]+/" + NAME_PATTERN;
    private static final String PATH_PATTERN = NAME_PATTERN + ">" + PORT_PATTERN + ":(active|down)";
    private static final String ENTRY_PATTERN = "[0-9]+:0[0-7]*";

    private Codings() {}

    /** The coding of this component. A component that none fits has to be given one here. */
    static Coding<Object> of(RecordComponent component) {
        String owner = component.getDeclaringRecord().getSimpleName();
        String name = component.getName();
        boolean isQualified = UNSIGNED.contains(owner + "." + name);
        Coding<?> coding =
                coding(component.getGenericType(), isQualified ? owner + "." + name : name);
        if (coding == null) {
            throw new IllegalStateException(
                    "no coding for "
                            + component
                            + " of "
                            + owner
                            + ": add its name or type to Codings");
        }
        @SuppressWarnings("unchecked") // used with values of this component only
        Coding<Object> any = (Coding<Object>) coding;
        return any;
    }

    private static @Nullable Coding<?> coding(Type type, String name) {
        if (type == long.class) {
            return HANDLES.contains(name) ? HANDLE : SIZES.contains(name) ? LONG : null;
        }
        if (type == int.class) {
            return name.equals("permission")
                    ? PERMISSION
                    : UNSIGNED.contains(name) ? UINT : SIGNED.contains(name) ? INT : null;
        }
        if (type instanceof ParameterizedType list
                && list.getRawType() == List.class
                && list.getActualTypeArguments()[0] == Connection.class) {
            return CONNECTIONS;
        }
        return type instanceof Class<?> simple ? byClass(simple) : null;
    }

    private static @Nullable Coding<?> byClass(Class<?> type) {
        return ALL.stream().filter(coding -> coding.type == type).findFirst().orElse(null);
    }

    private static final Coding<Long> LONG =
            integer("int64", Long.MIN_VALUE, Long.MAX_VALUE, value -> value, value -> value);

    private static final Coding<Integer> INT =
            integer(
                    "int32",
                    Integer.MIN_VALUE,
                    Integer.MAX_VALUE,
                    Long::intValue,
                    Integer::longValue);

    private static final Coding<Integer> UINT =
            integer("uint32", 0, MOST_UNSIGNED, Long::intValue, Integer::toUnsignedLong);

    private static final Coding<Long> HANDLE =
            new Text<>(
                    Long.class,
                    "handle",
                    1L,
                    "0x[0-9a-fA-F]{1,16}",
                    "\"0x1000\", 1 to 16 hexadecimal digits after 0x",
                    value -> "0x" + Long.toHexString(value),
                    text -> {
                        matched("0x([0-9a-fA-F]{1,16})", text);
                        return Long.parseUnsignedLong(text.substring(2), 16);
                    });

    private static final Coding<Integer> PERMISSION =
            new Text<>(
                    Integer.class,
                    "mode",
                    0400,
                    "0[0-7]*",
                    "\"0400\", octal digits after 0, of at most 32 bits",
                    Codings::octal,
                    Codings::mode);

    private static final Text<List<Connection>> CONNECTIONS =
            new Text<>(
                    List.class,
                    "connections",
                    List.of(),
                    "(" + PATH_PATTERN + "(," + PATH_PATTERN + ")*)?",
                    "\"wire0>2/wire0:active,wire0>3/wire1:down\"",
                    paths ->
                            paths.stream()
                                    .map(path ->
                                            escape(path.controller())
                                                    + ">"
                                                    + port(
                                                            new Port(
                                                                    path.remoteNode(),
                                                                    path.remoteController()))
                                                    + (path.active() ? ":active" : ":down"))
                                    .collect(Collectors.joining(",")),
                    text -> split(text).stream().map(Codings::connection).toList());

    private static final List<Text<?>> ALL =
            List.of(
                    new Text<>(
                            String.class, "string", "", "", "a string", text -> text, text -> text),
                    new Text<>(
                            Bytes.class,
                            "bytes",
                            Bytes.of(new byte[0]),
                            "([0-9a-fA-F]{2})*",
                            "\"00ff\", two hexadecimal digits for each byte",
                            Bytes::toHex,
                            Bytes::ofHex),
                    named(Out.class, "pointer", Out.values()),
                    named(Event.Resource.class, "resource", Event.Resource.values()),
                    new Text<>(
                            Memory.class,
                            "memory",
                            Memory.aligned(1),
                            "(aligned|misaligned|null):-?[0-9]+",
                            "\"aligned:16\", the placement and the fill",
                            memory -> lower(memory.placement()) + ":" + memory.fill(),
                            Codings::memory),
                    new Text<>(
                            AccessList.class,
                            "access list",
                            AccessList.everyone(),
                            "null:[0-9]+|(" + ENTRY_PATTERN + "(," + ENTRY_PATTERN + ")*)?",
                            "\"1:0600,2:0400\", \"\" for an empty list, or \"null:0\" for no list"
                                    + " with its length",
                            Codings::accessList,
                            Codings::accessList),
                    new Text<>(
                            Port.class,
                            "port",
                            new Port(1, "wire0"),
                            PORT_PATTERN,
                            "\"1/wire0\"",
                            Codings::port,
                            Codings::port),
                    new Text<>(
                            Link.class,
                            "link",
                            new Link(new Port(1, "wire0"), new Port(2, "wire0")),
                            PORT_PATTERN + "-" + PORT_PATTERN,
                            "\"1/wire0-2/wire0\"",
                            link -> port(link.one()) + "-" + port(link.other()),
                            text -> {
                                Matcher ends = matched("([^-]*)-([^-]*)", text);
                                return new Link(port(ends.group(1)), port(ends.group(2)));
                            }),
                    new ErrorNumber());

    /** A value that is written as a string; {@code parse} throws where the string is none. */
    private static class Text<V> implements Coding<V> {
        private final Class<?> type;
        private final String words;
        private final V sample;
        private final String pattern;
        private final String like;
        private final Function<V, String> print;
        private final Function<String, V> parse;

        /**
         * @param pattern that the whole string matches; empty if any string will do
         */
        Text(
                Class<?> type,
                String words,
                V sample,
                String pattern,
                String like,
                Function<V, String> print,
                Function<String, V> parse) {
            this.type = type;
            this.words = words;
            this.sample = sample;
            this.pattern = pattern;
            this.like = like;
            this.print = print;
            this.parse = parse;
        }

        @Override
        public String words() {
            return words;
        }

        @Override
        public SequencedMap<String, Object> schema() {
            SequencedMap<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "string");
            if (!pattern.isEmpty()) {
                schema.put("pattern", "^(" + pattern + ")$");
            }
            return schema;
        }

        @Override
        public V sample() {
            return sample;
        }

        @Override
        public Object write(V value) {
            return print.apply(value);
        }

        @Override
        public V read(String name, Line line) {
            String text = line.text(name);
            try {
                return parse.apply(text);
            } catch (IllegalArgumentException e) {
                throw MalformedLineException.of(
                        name, text, "is no " + words + "; write it like " + like);
            }
        }
    }

    /** An error by its number, as the C header has it. */
    private static final class ErrorNumber extends Text<RsmError> {
        ErrorNumber() {
            super(
                    RsmError.class,
                    "error number",
                    RsmError.BAD_SEG_HNDL,
                    "",
                    "",
                    RsmError::name,
                    RsmError::valueOf);
        }

        @Override
        public SequencedMap<String, Object> schema() {
            SequencedMap<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "integer");
            schema.put("enum", Arrays.stream(RsmError.values()).map(RsmError::number).toList());
            return schema;
        }

        @Override
        public Object write(RsmError error) {
            return (long) error.number();
        }

        @Override
        public RsmError read(String name, Line line) {
            int number = INT.read(name, line);
            return RsmError.of(number)
                    .orElseThrow(() ->
                            MalformedLineException.of(
                                    name,
                                    number,
                                    "is no error number of the interface; write the reply"
                                            + " \"unknown\" with the field \"number\""));
        }
    }

    private static <V> Coding<V> integer(
            String words,
            long least,
            long most,
            Function<Long, V> narrow,
            Function<V, Long> widen) {
        return new Coding<>() {
            @Override
            public String words() {
                return words;
            }

            @Override
            public SequencedMap<String, Object> schema() {
                SequencedMap<String, Object> schema = new LinkedHashMap<>();
                schema.put("type", "integer");
                schema.put("minimum", least);
                schema.put("maximum", most);
                return schema;
            }

            @Override
            public V sample() {
                return narrow.apply(1L);
            }

            @Override
            public Object write(V value) {
                return widen.apply(value);
            }

            @Override
            public V read(String name, Line line) {
                long value = line.integer(name);
                if (value < least || value > most) {
                    throw MalformedLineException.of(
                            name, value, "is out of range; write " + least + " to " + most);
                }
                return narrow.apply(value);
            }
        };
    }

    private static <V extends Enum<V>> Text<V> named(Class<V> type, String words, V[] values) {
        String names =
                List.of(values).stream()
                        .map(value -> "\"" + lower(value) + "\"")
                        .collect(Collectors.joining(" or "));
        return new Text<>(
                type,
                words,
                values[0],
                String.join("|", List.of(values).stream().map(Codings::lower).toList()),
                names,
                Codings::lower,
                text ->
                        List.of(values).stream()
                                .filter(value -> lower(value).equals(text))
                                .findFirst()
                                .orElseThrow(IllegalArgumentException::new));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Memory memory(String text) {
        Matcher parts = matched("([a-z]+):(-?[0-9]+)", text);
        return new Memory(
                Memory.Placement.valueOf(parts.group(1).toUpperCase(Locale.ROOT)),
                Integer.parseInt(parts.group(2)));
    }

    private static String accessList(AccessList list) {
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

    private static AccessList accessList(String text) {
        if (text.startsWith("null:")) {
            return new AccessList.Absent(unsigned(text.substring("null:".length())));
        }
        return new AccessList.Entries(split(text).stream().map(Codings::accessEntry).toList());
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

    private static String port(Port port) {
        return Integer.toUnsignedString(port.node()) + "/" + escape(port.controller());
    }

    private static Port port(String text) {
        Matcher parts = matched("([0-9]+)/(.*)", text);
        return new Port(unsigned(parts.group(1)), unescape(parts.group(2)));
    }

    private static String octal(int mode) {
        return mode == 0 ? "0" : "0" + Integer.toOctalString(mode);
    }

    private static int mode(String text) {
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
}
