/** Verdicts as data, and pure functions from them to the reports people read. */
@NullMarked
package org.rsmtck.reports;

import org.jspecify.annotations.NullMarked;
