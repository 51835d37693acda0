/**
 * How the kit grades itself: implementations that are wrong by one thing each, derived from the
 * model and not written by hand, and what the suites make of them.
 */
@NullMarked
package org.rsmtck.kit.selftest;

import org.jspecify.annotations.NullMarked;
