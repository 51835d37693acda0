/**
 * Input that may break an implementation, tried on processes that are thrown away: wild pointers
 * and handles, numbers at the edges of their ranges, ten thousand rounds of the same, many threads,
 * and death. What the model promises is judged by it; what it does not promise is told.
 */
@NullMarked
package org.rsmtck.kit.probes;

import org.jspecify.annotations.NullMarked;
