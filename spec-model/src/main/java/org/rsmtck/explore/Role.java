package org.rsmtck.explore;

import org.rsmtck.api.Credentials;

import java.util.Set;

/**
 * What a process of a scope is and does.
 *
 * @param node that it is on
 * @param vocabulary words of the calls it makes
 * @param exports that it holds at most
 * @param imports that it holds at most
 */
public record Role(int node, Credentials who, Set<String> vocabulary, int exports, int imports) {
    public Role {
        vocabulary = Set.copyOf(vocabulary);
    }
}
