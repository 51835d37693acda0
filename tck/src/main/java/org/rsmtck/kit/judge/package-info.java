/**
 * Observed against allowed: follows every world that explains what was seen, and says why when none
 * is left.
 */
package org.rsmtck.kit.judge;
