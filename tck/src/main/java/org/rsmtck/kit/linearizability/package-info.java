/**
 * Whether some order of operations that overlapped keeps their times and is one that a sequential
 * {@link org.rsmtck.kit.linearizability.Specification} allows: the search alone, which knows of no
 * model. Recorded histories of Remote Shared Memory are judged by it; so may be those of a
 * register, a store, or anything else.
 */
@NullMarked
package org.rsmtck.kit.linearizability;

import org.jspecify.annotations.NullMarked;
