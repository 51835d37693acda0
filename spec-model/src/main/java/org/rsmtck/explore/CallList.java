package org.rsmtck.explore;

import org.rsmtck.api.Call;
import org.rsmtck.explore.Arguments.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Calls in the order they are found, of the words that are asked for. */
final class CallList {
    private final Set<String> vocabulary;
    private final List<Call> calls = new ArrayList<>();

    CallList(Set<String> vocabulary) {
        this.vocabulary = vocabulary;
    }

    boolean says(String word) {
        return vocabulary.contains(word);
    }

    void add(Call call) {
        calls.add(call);
    }

    void onEach(String word, List<Value<Long>> handles, Function<Long, Call> call) {
        if (says(word)) {
            handles.forEach(handle -> add(call.apply(handle.of())));
        }
    }

    List<Call> all() {
        return calls;
    }
}
