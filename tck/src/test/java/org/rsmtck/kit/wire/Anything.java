package org.rsmtck.kit.wire;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCases;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.api.Topology;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Any value of a sealed type, from the types of the components of its records. */
final class Anything {
    private static final Arbitrary<Long> LONGS =
            Arbitraries.oneOf(
                    Arbitraries.longs(),
                    Arbitraries.of(0L, 1L, -1L, Long.MIN_VALUE, Long.MAX_VALUE));
    private static final Arbitrary<Integer> INTEGERS =
            Arbitraries.oneOf(
                    Arbitraries.integers(),
                    Arbitraries.of(0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE));

    private Anything() {}

    /** Any of every record that the sealed type permits. */
    static <T> Arbitrary<T> of(Class<T> sealed) {
        List<Arbitrary<? extends T>> each = new ArrayList<>();
        for (Class<? extends T> type : Forms.records(sealed)) {
            each.add(record(type));
        }
        return Arbitraries.<T>oneOf(each).edgeCases(EdgeCases.Config::none);
    }

    /** Any of one record. */
    static <T> Arbitrary<T> record(Class<T> type) {
        if (Set.of(Call.GetUnits.class, Call.PutUnits.class).contains(type)) {
            return units().filter(type::isInstance).map(type::cast);
        }
        RecordComponent[] components = type.getRecordComponents();
        List<Arbitrary<Object>> arguments =
                Arrays.stream(components)
                        .map(component -> any(component.getGenericType()).asGeneric())
                        .toList();
        if (arguments.isEmpty()) {
            return Arbitraries.create(() -> make(type, components, List.of()));
        }
        return Combinators.combine(arguments).as(values -> make(type, components, values));
    }

    private static <T> T make(Class<T> type, RecordComponent[] components, List<Object> values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(values.toArray());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(type + " of " + values, e);
        }
    }

    private static Arbitrary<?> any(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return any(list.getActualTypeArguments()[0]).list().ofMaxSize(3);
        }
        return switch (((Class<?>) type).getSimpleName()) {
            case "long" -> LONGS;
            case "int" -> INTEGERS;
            case "boolean" -> Arbitraries.of(true, false);
            case "String" -> Arbitraries.strings().ofMaxLength(12);
            case "Bytes" -> Arbitraries.bytes().array(byte[].class).ofMaxSize(40).map(Bytes::of);
            case "Out" -> Arbitraries.of(Out.class);
            case "Resource" -> Arbitraries.of(Event.Resource.class);
            case "RsmError" -> Arbitraries.of(RsmError.class);
            case "Placement" -> Arbitraries.of(Memory.Placement.class);
            case "Memory" -> record(Memory.class);
            case "Port" -> record(Topology.Port.class);
            case "Link" -> record(Topology.Link.class);
            case "Connection" -> record(Reply.Interconnect.Connection.class);
            case "AccessEntry" -> record(AccessEntry.class);
            case "AccessList" -> of(AccessList.class);
            default -> throw new AssertionError("no generator for " + type);
        };
    }

    /** Transfers by units: of widths that there are, and of whole units. */
    private static Arbitrary<Call> units() {
        Arbitrary<Integer> widths = Arbitraries.of(1, 2, 4, 8);
        Arbitrary<Out> outs = Arbitraries.of(Out.class);
        Arbitrary<Call> gets =
                Combinators.combine(
                                Arbitraries.longs(),
                                widths,
                                Arbitraries.longs(),
                                Arbitraries.longs(),
                                outs)
                        .as(Call.GetUnits::new);
        Arbitrary<Call> puts =
                Combinators.combine(
                                Arbitraries.longs(),
                                widths,
                                Arbitraries.longs(),
                                Arbitraries.integers().between(0, 5),
                                outs)
                        .as((handle, width, offset, count, out) ->
                                new Call.PutUnits(
                                        handle,
                                        width,
                                        offset,
                                        Bytes.of(new byte[width * count]),
                                        out));
        return Arbitraries.oneOf(gets, puts);
    }
}
