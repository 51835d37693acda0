package org.rsmtck.model;

import org.rsmtck.api.Reply;

/**
 * One thing that an implementation may do with a call.
 *
 * @param rule the promise that allows it
 * @param next the world it leads to
 * @param reading what the implementation has shown of its choices once it does so
 */
public record Step(Rule rule, Reply reply, World next, Interpretation reading) {

    // Worlds are large, and seldom all that tells two steps apart.
    @Override
    public int hashCode() {
        return 31 * reply.hashCode() + reading.hashCode();
    }
}
