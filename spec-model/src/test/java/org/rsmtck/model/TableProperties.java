package org.rsmtck.model;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A table is a sorted map that no one can change. */
class TableProperties {

    private static Table<Integer, String> of(Map<Integer, String> entries) {
        Table<Integer, String> table = Table.empty();
        for (Map.Entry<Integer, String> entry : entries.entrySet()) {
            table = table.with(entry.getKey(), entry.getValue());
        }
        return table;
    }

    @Property
    void a_table_has_what_was_put_in_last(
            @ForAll Map<@IntRange(max = 9) Integer, String> entries,
            @ForAll @IntRange(max = 9) int key,
            @ForAll String value) {
        TreeMap<Integer, String> map = new TreeMap<>(entries);
        map.put(key, value);

        Table<Integer, String> table = of(entries).with(key, value);

        assertThat(List.copyOf(table.entries())).isEqualTo(List.copyOf(map.entrySet()));
        assertThat(table.get(key)).contains(value);
    }

    @Property
    void a_table_has_not_what_was_taken_out(
            @ForAll Map<@IntRange(max = 9) Integer, String> entries,
            @ForAll @IntRange(max = 9) int key) {
        Table<Integer, String> table = of(entries).without(key);

        assertThat(table.has(key)).isFalse();
        assertThat(table.get(key)).isEmpty();
        assertThat(table.size()).isEqualTo(entries.size() - (entries.containsKey(key) ? 1 : 0));
    }

    @Property
    void a_change_leaves_the_table_it_started_from(
            @ForAll Map<@IntRange(max = 9) Integer, String> entries,
            @ForAll @IntRange(max = 9) int key,
            @ForAll String value) {
        Table<Integer, String> table = of(entries);
        Table<Integer, String> before = of(entries);

        table.with(key, value);
        table.without(key);

        assertThat(table).isEqualTo(before);
    }

    @Property
    void tables_are_equal_however_they_came_about(
            @ForAll Map<@IntRange(max = 9) Integer, String> entries,
            @ForAll @IntRange(min = 10, max = 12) int passing) {
        List<Map.Entry<Integer, String>> backwards = new ArrayList<>(entries.entrySet());
        Collections.reverse(backwards);
        Table<Integer, String> other = Table.<Integer, String>empty().with(passing, "");
        for (Map.Entry<Integer, String> entry : backwards) {
            other = other.with(entry.getKey(), entry.getValue());
        }

        assertThat(other).isNotEqualTo(of(entries));
        assertThat(other.without(passing)).isEqualTo(of(entries)).hasSameHashCodeAs(of(entries));
    }
}
