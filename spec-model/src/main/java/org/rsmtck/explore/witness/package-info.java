/**
 * What was met in a scope, and the shortest way to each: where the suites find what to exercise.
 */
@NullMarked
package org.rsmtck.explore.witness;

import org.jspecify.annotations.NullMarked;
