/**
 * What was met in a scope, and the shortest way to each: where the suites find what to exercise.
 */
package org.rsmtck.explore.witness;
