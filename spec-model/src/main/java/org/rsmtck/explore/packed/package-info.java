/**
 * The same worlds as numbers: a state is one {@code long}, and what was worked out once is looked
 * up afterwards.
 *
 * <p>{@link org.rsmtck.explore.packed.PackedSearch} goes through the states of any {@link
 * org.rsmtck.explore.packed.PackedSpace}, by several threads. {@link
 * org.rsmtck.explore.packed.PackedWorlds} is the one made of worlds: each part of a world (its
 * surroundings, and each process) is numbered as it is met, and a state holds the numbers of its
 * parts side by side. The rules themselves are not written a second time. They are asked about a
 * world that tells what is looked at in it, and the answer is kept in a {@link
 * org.rsmtck.explore.packed.MemoisedQuery decision tree} over just that; whoever comes with a state
 * that agrees in what was looked at gets the same answer.
 */
@NullMarked
package org.rsmtck.explore.packed;

import org.jspecify.annotations.NullMarked;
