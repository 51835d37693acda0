package org.rsmtck.explore.tla;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads values as TLC prints them. Equal ones become the same object, and what has been read is not
 * read again: what becomes of a call is the same in most worlds.
 */
final class Reader {
    private final Map<Value, Value> known = new HashMap<>();
    private final Map<String, Value> knownByText = new HashMap<>();
    private String text;
    private int at;

    Value read(String line) {
        text = line;
        at = 0;
        Value value = value();
        if (at != text.length()) {
            throw unexpected();
        }
        return value;
    }

    private Value value() {
        Value value =
                switch (text.charAt(at)) {
                    case '<' -> new Value.Tuple(values("<<", ">>"));
                    case '{' -> new Value.Elements(distinct(values("{", "}")));
                    case '"' -> word();
                    default -> number();
                };
        Value first = known.putIfAbsent(value, value);
        return first == null ? value : first;
    }

    private List<Value> values(String open, String close) {
        List<Value> values = new ArrayList<>();
        expect(open);
        while (!text.startsWith(close, at)) {
            if (!values.isEmpty()) {
                expect(", ");
            }
            values.add(open.equals("{") ? element() : value());
        }
        expect(close);
        return values;
    }

    private Value element() {
        int start = at;
        String own = text.substring(start, end());
        Value value = knownByText.get(own);
        if (value == null) {
            value = value();
            knownByText.put(own, value);
        }
        at = start + own.length();
        return value;
    }

    /** Where the value ends that starts here: no word has a bracket in it. */
    private int end() {
        int depth = 0;
        for (int i = at; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '<', '{' -> depth++;
                case '>', '}' -> depth--;
                default -> {
                    if (depth == 0) {
                        return i;
                    }
                }
            }
            if (depth < 0) {
                return i;
            }
        }
        return text.length();
    }

    private Set<Value> distinct(List<Value> values) {
        Set<Value> distinct = new HashSet<>(values);
        if (distinct.size() != values.size()) {
            throw new IllegalArgumentException("a set in which a value stands twice: " + values);
        }
        return distinct;
    }

    private Value.Word word() {
        int end = text.indexOf('"', at + 1);
        Value.Word word = new Value.Word(text.substring(at + 1, end));
        at = end + 1;
        return word;
    }

    private Value.Number number() {
        int start = at;
        while (at < text.length()
                && (text.charAt(at) == '-' || Character.isDigit(text.charAt(at)))) {
            at++;
        }
        if (start == at) {
            throw unexpected();
        }
        return new Value.Number(Integer.parseInt(text.substring(start, at)));
    }

    private void expect(String next) {
        if (!text.startsWith(next, at)) {
            throw unexpected();
        }
        at += next.length();
    }

    private IllegalArgumentException unexpected() {
        int end = Math.min(text.length(), at + 40);
        return new IllegalArgumentException(
                "cannot read what TLC has printed, at character "
                        + at
                        + ": "
                        + text.substring(at, end));
    }
}
