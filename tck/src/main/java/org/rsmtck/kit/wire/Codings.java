package org.rsmtck.kit.wire;

import org.jspecify.annotations.Nullable;
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
import java.util.SequencedMap;
import java.util.Set;
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
        if (type == RsmError.class) {
            return ERROR_NUMBER;
        }
        return ALL.stream().filter(coding -> coding.type() == type).findFirst().orElse(null);
    }

    private static final Coding<Long> LONG =
            new IntegerCoding<>(
                    "int64", Long.MIN_VALUE, Long.MAX_VALUE, value -> value, value -> value);

    private static final Coding<Integer> INT =
            new IntegerCoding<>(
                    "int32",
                    Integer.MIN_VALUE,
                    Integer.MAX_VALUE,
                    Long::intValue,
                    Integer::longValue);

    private static final Coding<Integer> UINT =
            new IntegerCoding<>(
                    "uint32", 0, MOST_UNSIGNED, Long::intValue, Integer::toUnsignedLong);

    private static final Coding<Long> HANDLE =
            new TextCoding<>(
                    Long.class,
                    "handle",
                    1L,
                    "0x[0-9a-fA-F]{1,16}",
                    "\"0x1000\", 1 to 16 hexadecimal digits after 0x",
                    Spelling::handle,
                    Spelling::handle);

    private static final Coding<Integer> PERMISSION =
            new TextCoding<>(
                    Integer.class,
                    "mode",
                    0400,
                    "0[0-7]*",
                    "\"0400\", octal digits after 0, of at most 32 bits",
                    Spelling::octal,
                    Spelling::mode);

    private static final TextCoding<List<Connection>> CONNECTIONS =
            new TextCoding<>(
                    List.class,
                    "connections",
                    List.of(),
                    "(" + PATH_PATTERN + "(," + PATH_PATTERN + ")*)?",
                    "\"wire0>2/wire0:active,wire0>3/wire1:down\"",
                    Spelling::connections,
                    Spelling::connections);

    private static final List<TextCoding<?>> ALL =
            List.of(
                    new TextCoding<>(
                            String.class, "string", "", "", "a string", text -> text, text -> text),
                    new TextCoding<>(
                            Bytes.class,
                            "bytes",
                            Bytes.of(new byte[0]),
                            "([0-9a-fA-F]{2})*",
                            "\"00ff\", two hexadecimal digits for each byte",
                            Bytes::toHex,
                            Bytes::ofHex),
                    named(Out.class, "pointer", Out.values()),
                    named(Event.Resource.class, "resource", Event.Resource.values()),
                    new TextCoding<>(
                            Memory.class,
                            "memory",
                            Memory.aligned(1),
                            "(aligned|misaligned|null):-?[0-9]+",
                            "\"aligned:16\", the placement and the fill",
                            Spelling::memory,
                            Spelling::memory),
                    new TextCoding<>(
                            AccessList.class,
                            "access list",
                            AccessList.everyone(),
                            "null:[0-9]+|(" + ENTRY_PATTERN + "(," + ENTRY_PATTERN + ")*)?",
                            "\"1:0600,2:0400\", \"\" for an empty list, or \"null:0\" for no list"
                                    + " with its length",
                            Spelling::accessList,
                            Spelling::accessList),
                    new TextCoding<>(
                            Port.class,
                            "port",
                            new Port(1, "wire0"),
                            PORT_PATTERN,
                            "\"1/wire0\"",
                            Spelling::port,
                            Spelling::port),
                    new TextCoding<>(
                            Link.class,
                            "link",
                            new Link(new Port(1, "wire0"), new Port(2, "wire0")),
                            PORT_PATTERN + "-" + PORT_PATTERN,
                            "\"1/wire0-2/wire0\"",
                            Spelling::link,
                            Spelling::link));

    private static final Coding<RsmError> ERROR_NUMBER = new ErrorNumber();

    /** An error by its number, as the C header has it. */
    private static final class ErrorNumber implements Coding<RsmError> {
        @Override
        public String words() {
            return "error number";
        }

        @Override
        public RsmError sample() {
            return RsmError.BAD_SEG_HNDL;
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

    private static <V extends Enum<V>> TextCoding<V> named(
            Class<V> type, String words, V[] values) {
        String names =
                List.of(values).stream()
                        .map(value -> "\"" + Spelling.lower(value) + "\"")
                        .collect(Collectors.joining(" or "));
        return new TextCoding<>(
                type,
                words,
                values[0],
                String.join("|", List.of(values).stream().map(Spelling::lower).toList()),
                names,
                Spelling::lower,
                text ->
                        List.of(values).stream()
                                .filter(value -> Spelling.lower(value).equals(text))
                                .findFirst()
                                .orElseThrow(IllegalArgumentException::new));
    }
}
