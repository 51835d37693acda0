package org.rsmtck.kit.wire;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * How one type of record is written: a field for each component, of the component's name.
 *
 * @param <T> the record
 */
final class Form<T> {

    private record Field(RecordComponent component, Coding<Object> coding) {
        String name() {
            return component.getName();
        }

        Object of(Object owner) {
            try {
                return component.getAccessor().invoke(owner);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(component.toString(), e);
            }
        }
    }

    private final Class<T> type;
    private final Constructor<T> constructor;
    private final List<Field> fields;
    private final List<String> names;

    private Form(Class<T> type, Constructor<T> constructor, List<Field> fields) {
        this.type = type;
        this.constructor = constructor;
        this.fields = fields;
        this.names = fields.stream().map(Field::name).toList();
    }

    static <T> Form<T> of(Class<T> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return new Form<>(
                    type,
                    type.getDeclaredConstructor(types),
                    Arrays.stream(components)
                            .map(component -> new Field(component, Codings.of(component)))
                            .toList());
        } catch (NoSuchMethodException e) {
            throw new AssertionError(type.toString(), e);
        }
    }

    List<String> names() {
        return names;
    }

    /** Each field with what it holds, for a table. */
    String words() {
        return fields.isEmpty()
                ? "none"
                : fields.stream()
                        .map(field -> "`" + field.name() + "` " + field.coding.words())
                        .collect(Collectors.joining(", "));
    }

    /** By the name of each field: what may stand in it, as keywords of JSON Schema. */
    SequencedMap<String, Object> schema() {
        SequencedMap<String, Object> schema = new LinkedHashMap<>();
        fields.forEach(field -> schema.put(field.name(), field.coding.schema()));
        return schema;
    }

    /** Some value of the type. */
    T sample() {
        return make(fields.stream().map(field -> field.coding.sample()).toArray());
    }

    Line write(Object value, Line line) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Field field : fields) {
            values.put(field.name(), field.coding.write(field.of(value)));
        }
        return line.withValues(values);
    }

    T read(Line line) {
        Object[] values = new Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = fields.get(i).coding.read(fields.get(i).name(), line);
        }
        return make(values);
    }

    private T make(Object... values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw new MalformedLineException(
                        Forms.snakeCase(type) + " cannot be: " + refused.getMessage());
            }
            throw new AssertionError(type.toString(), e);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(type.toString(), e);
        }
    }
}
