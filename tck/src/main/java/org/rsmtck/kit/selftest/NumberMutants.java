package org.rsmtck.kit.selftest;

import org.rsmtck.api.AccessList;
import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Credentials;
import org.rsmtck.kit.selftest.Mutant.Operator;
import org.rsmtck.kit.selftest.Mutation.Answer;
import org.rsmtck.model.Step;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What is derived from the quantities that calls carry: cut to fewer bits, moved by one, ended. */
final class NumberMutants {
    private static final List<Integer> WIDTHS = List.of(7, 8, 15, 16, 20, 24, 31, 32, 48, 63);
    private static final List<Integer> FROM =
            List.of(1, 2, 8, 16, 64, 100, 256, 1024, 4096, 8192, 65536, 1 << 20);
    private static final List<Integer> ENDS =
            List.of(1, 2, 3, 4, 7, 8, 16, 32, 63, 64, 128, 256, 512, 1024, 4096);
    private static final List<Integer> PEOPLE = List.of(7, 8, 15, 16, 24);
    private static final List<Integer> GROUPS = List.of(0, 1, 2, 4, 8, 15, 16, 31, 32);

    private NumberMutants() {}

    static List<Mutant> all() {
        List<Mutant> all = new ArrayList<>();
        for (Class<?> call : Call.class.getPermittedSubclasses()) {
            records(call).forEach(record -> derive(record.asSubclass(Call.class), all));
        }
        people(all);
        return all;
    }

    /** The records that a sealed type stands for. */
    private static Stream<Class<?>> records(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Arrays.stream(type.getPermittedSubclasses())
                        .flatMap(NumberMutants::records)
                        .filter(Class::isRecord)
                        .filter(record ->
                                !Arrays.asList(Call.class.getPermittedSubclasses())
                                        .contains(record));
    }

    private static void derive(Class<? extends Call> call, List<Mutant> all) {
        for (RecordComponent field : call.getRecordComponents()) {
            if (field.getType() == int.class || field.getType() == long.class) {
                numbers(call, field, all);
            } else if (field.getType() == Bytes.class || field.getType() == AccessList.class) {
                for (int end : ENDS) {
                    all.add(
                            bent(
                                    Operator.DATA_CUT,
                                    call,
                                    field,
                                    "ends after " + end,
                                    value -> ended(value, end)));
                }
            }
        }
    }

    private static void numbers(
            Class<? extends Call> call, RecordComponent field, List<Mutant> all) {
        for (int width : WIDTHS) {
            if (width < 32 || field.getType() == long.class) {
                all.add(
                        bent(
                                Operator.NUMBER_CUT,
                                call,
                                field,
                                "is cut to " + width + " bits",
                                value -> moved(value, old -> old & (1L << width) - 1)));
            }
        }
        for (int from : FROM) {
            for (int by : List.of(1, -1)) {
                all.add(
                        bent(
                                Operator.NUMBER_MOVED,
                                call,
                                field,
                                "is " + by + " off from " + from + " on",
                                value ->
                                        moved(
                                                value,
                                                old ->
                                                        Long.compareUnsigned(old, from) >= 0
                                                                ? old + by
                                                                : old)));
            }
        }
    }

    private static Object moved(Object value, UnaryOperator<Long> change) {
        return value instanceof Integer small
                ? (Object) change.apply(Integer.toUnsignedLong(small)).intValue()
                : change.apply((Long) value);
    }

    private static Object ended(Object value, int end) {
        return switch (value) {
            case Bytes bytes when bytes.length() > end ->
                    Bytes.of(Arrays.copyOf(bytes.toArray(), end));
            case AccessList.Entries(var entries) when entries.size() > end ->
                    new AccessList.Entries(entries.subList(0, end));
            default -> value;
        };
    }

    private static Mutant bent(
            Operator operator,
            Class<? extends Call> call,
            RecordComponent field,
            String how,
            UnaryOperator<Object> bend) {
        Mutation mutation =
                (before, right) ->
                        before.call().getClass() == call
                                ? bent(before.call(), field, bend)
                                        .map(other -> Answer.of(tried(before, other, right)))
                                        .orElse(Answer.of(right))
                                : Answer.of(right);
        String words = call.getSimpleName() + ": " + field.getName() + " " + how;
        return new Mutant(
                operator, words, Set.of(), Optional.empty(), Optional.of(call), () -> mutation);
    }

    private static Step tried(Mutation.Situation before, Call other, Step right) {
        try {
            return before.rightly(other);
        } catch (RuntimeException e) {
            return right;
        }
    }

    /** The call with another value in this field; empty where that is the same, or no call. */
    private static Optional<Call> bent(
            Call call, RecordComponent field, UnaryOperator<Object> bend) {
        try {
            Object value = field.getAccessor().invoke(call);
            Object other = bend.apply(value);
            return other.equals(value) ? Optional.empty() : Optional.of(with(call, field, other));
        } catch (InvocationTargetException e) {
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Call with(Call call, RecordComponent changed, Object value)
            throws ReflectiveOperationException {
        RecordComponent[] fields = call.getClass().getRecordComponents();
        Object[] values = new Object[fields.length];
        Class<?>[] types = new Class<?>[fields.length];
        for (int i = 0; i < fields.length; i++) {
            boolean isChanged = fields[i].getName().equals(changed.getName());
            values[i] = isChanged ? value : fields[i].getAccessor().invoke(call);
            types[i] = fields[i].getType();
        }
        return (Call) call.getClass().getDeclaredConstructor(types).newInstance(values);
    }

    private static void people(List<Mutant> all) {
        for (int bits : PEOPLE) {
            int mask = (1 << bits) - 1;
            all.add(
                    seen(
                            "user ids are cut to " + bits + " bits",
                            who -> with(who, who.uid() & mask, who.gid(), who.groups().size())));
            all.add(
                    seen(
                            "group ids are cut to " + bits + " bits",
                            who -> with(who, who.uid(), who.gid() & mask, who.groups().size())));
        }
        for (int groups : GROUPS) {
            all.add(
                    seen(
                            "supplementary groups end after " + groups,
                            who -> with(who, who.uid(), who.gid(), groups)));
        }
    }

    private static Credentials with(Credentials who, int uid, int gid, int groups) {
        return new Credentials(
                uid,
                gid,
                who.realUid(),
                who.realGid(),
                new TreeSet<>(who.groups().stream().limit(groups).toList()),
                who.umask());
    }

    private static Mutant seen(String words, UnaryOperator<Credentials> change) {
        Mutation mutation =
                new Mutation() {
                    @Override
                    public Answer answer(Situation before, Step right) {
                        return Answer.of(right);
                    }

                    @Override
                    public Credentials seen(Credentials who) {
                        return change.apply(who);
                    }
                };
        return new Mutant(
                Operator.PEOPLE_CUT,
                words,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                () -> mutation);
    }
}
