/**
 * What must hold: the state machine that every implementation is judged against.
 *
 * <p>A {@link org.rsmtck.model.World} is all there is at one moment. {@link
 * org.rsmtck.model.Model#allowed} says which replies to a call are right in it, and what the world
 * is after each. Promises are {@linkplain org.rsmtck.model.Rule rules}; the package {@code page}
 * states them, and makes a model of them. Where the man pages leave room, a {@linkplain
 * org.rsmtck.model.Profile profile} says which {@linkplain org.rsmtck.model.VariationPoint options}
 * are open.
 */
@NullMarked
package org.rsmtck.model;

import org.jspecify.annotations.NullMarked;
