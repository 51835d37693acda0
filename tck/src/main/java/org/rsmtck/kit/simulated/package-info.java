/**
 * Implementations made of the model itself: right ones, odd ones and, with a rule changed, wrong
 * ones.
 */
@NullMarked
package org.rsmtck.kit.simulated;

import org.jspecify.annotations.NullMarked;
