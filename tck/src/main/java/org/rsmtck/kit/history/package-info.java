/**
 * Histories that were recorded somewhere: read from a file, judged without the implementation that
 * they came from, and cut down to what shows why no order of the calls explains them.
 */
@NullMarked
package org.rsmtck.kit.history;

import org.jspecify.annotations.NullMarked;
