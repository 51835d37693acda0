/**
 * Observed against allowed: follows every world that explains what was seen, and says why when none
 * is left.
 */
@NullMarked
package org.rsmtck.kit.judge;

import org.jspecify.annotations.NullMarked;
