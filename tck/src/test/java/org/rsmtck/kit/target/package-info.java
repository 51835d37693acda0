/**
 * Implementations that are reached through agents: the example in C and its defects, agents that
 * die, runs that are interrupted.
 */
package org.rsmtck.kit.target;
