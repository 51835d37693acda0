/**
 * What the explorer reads and writes: scopes that somebody wrote down, reachable worlds as a graph.
 */
package org.rsmtck.kit.explore;
