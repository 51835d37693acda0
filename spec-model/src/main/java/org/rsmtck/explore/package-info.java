/**
 * All worlds of a scope: breadth-first search over the model, and the shortest way to each thing of
 * interest.
 *
 * <p>{@link org.rsmtck.explore.Search} knows nothing of RSM and is checked on textbook models with
 * known counts. {@link org.rsmtck.explore.Scope} bounds the worlds, {@link
 * org.rsmtck.explore.Alphabet} says which calls are worth making in one.
 */
@NullMarked
package org.rsmtck.explore;

import org.jspecify.annotations.NullMarked;
