package org.rsmtck.explore.packed;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Collection;

/**
 * Answers, found by branching over attributes of a state. Reading needs no lock: a reader that is
 * late finds an answer missing. Whoever adds holds the lock of what is known.
 *
 * @param <T> an answer, immutable
 */
final class DecisionTree<T> {

    /** A place in the tree: an attribute to branch by, or an answer. */
    private static final class Node<T> {
        private final @Nullable Attribute attribute;
        private final @Nullable T answer;

        private @Nullable Node<T>[] branches = none();

        private Node(@Nullable Attribute attribute, @Nullable T answer) {
            this.attribute = attribute;
            this.answer = answer;
        }

        @SuppressWarnings("unchecked")
        private static <T> @Nullable Node<T>[] none() {
            return (Node<T>[]) new Node<?>[4];
        }

        private @Nullable Node<T> branch(int value) {
            // A reader without the lock may be so late that it does not see the array itself.
            @Nullable Node<T> @Nullable [] all = branches;
            return all != null && value < all.length ? all[value] : null;
        }

        private void grow(int value, Node<T> branch) {
            if (value >= branches.length) {
                branches = Arrays.copyOf(branches, Math.max(value + 1, 2 * branches.length));
            }
            branches[value] = branch;
        }
    }

    private @Nullable Node<T> root;

    /** The answer in this state; null if there is none yet. */
    @Nullable T find(Parts parts, long state) {
        @Nullable Node<T> node = root;
        while (node != null && node.attribute != null) {
            int value = node.attribute.of(parts.number(state, node.attribute.part()));
            node = value == Attribute.UNKNOWN ? null : node.branch(value);
        }
        return node == null ? null : node.answer;
    }

    /**
     * The same under the lock, which lets attributes be asked of parts that are new.
     *
     * @param path takes the attributes on the way
     */
    @Nullable T find(Knowledge knowledge, long state, Collection<Attribute> path) {
        @Nullable Node<T> node = root;
        while (node != null && node.attribute != null) {
            path.add(node.attribute);
            node = node.branch(knowledge.value(node.attribute, state));
        }
        return node == null ? null : node.answer;
    }

    /**
     * Adds an answer.
     *
     * @param path what it rests on: up to the first attribute in which two states differ, their
     *     paths are the same
     */
    void add(Knowledge knowledge, long state, Collection<Attribute> path, T answer) {
        @Nullable Node<T> above = null;
        int branch = 0;
        @Nullable Node<T> node = root;
        for (Attribute attribute : path) {
            if (node == null) {
                node = new Node<>(attribute, null);
                hang(above, branch, node);
            }
            if (node.attribute != attribute) {
                throw new IllegalStateException(
                        "a question about the same things looked elsewhere this time");
            }
            above = node;
            branch = knowledge.value(attribute, state);
            node = node.branch(branch);
        }
        hang(above, branch, new Node<>(null, answer));
    }

    private void hang(@Nullable Node<T> above, int branch, Node<T> node) {
        if (above == null) {
            root = node;
        } else {
            above.grow(branch, node);
        }
    }
}
