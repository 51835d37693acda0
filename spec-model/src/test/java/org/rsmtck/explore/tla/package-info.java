/**
 * The model in TLA+ next to the one in Java.
 *
 * <p>{@link org.rsmtck.explore.tla.Tlc} runs TLC on {@code src/main/tla}, {@link
 * org.rsmtck.explore.tla.Transitions} is what it tells of its worlds, {@link
 * org.rsmtck.explore.tla.Projection} puts the worlds of the Java model into the same words, and
 * {@link org.rsmtck.explore.tla.Comparison} walks through both.
 */
package org.rsmtck.explore.tla;
