package org.rsmtck.explore.packed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.function.Function;

/**
 * The answers to one question about worlds, kept by what was looked at to find them.
 *
 * @param <T> an answer, immutable
 */
final class MemoisedQuery<T> {
    private final Knowledge knowledge;
    private final Function<DependencyTracker, T> question;
    private final DecisionTree<T> known = new DecisionTree<>();

    MemoisedQuery(Knowledge knowledge, Function<DependencyTracker, T> question) {
        this.knowledge = knowledge;
        this.question = question;
    }

    /** The answer in this state. */
    T at(long state) {
        T answer = known.find(knowledge.parts(), state);
        return answer == null ? at(state, new ArrayList<>()) : answer;
    }

    /**
     * The same.
     *
     * @param path takes the attributes that the answer rests on
     */
    T at(long state, Collection<Attribute> path) {
        synchronized (knowledge) {
            Collection<Attribute> way = new ArrayList<>();
            T answer = known.find(knowledge, state, way);
            if (answer == null) {
                DependencyTracker watch = knowledge.watch(state);
                answer = question.apply(watch);
                way = watch.seen();
                known.add(knowledge, state, way, answer);
            }
            path.addAll(way);
            return answer;
        }
    }
}
