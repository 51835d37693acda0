/**
 * The suite {@code histories}: programs in which several threads of several processes make calls at
 * the same time, drawn from the model, and what came of them judged by every order that keeps the
 * times.
 */
@org.jspecify.annotations.NullMarked
package org.rsmtck.kit.histories;
