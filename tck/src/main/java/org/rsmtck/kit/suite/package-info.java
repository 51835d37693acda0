/** The suites: what is exercised, what each part of it counts for, and what came of it. */
@NullMarked
package org.rsmtck.kit.suite;

import org.jspecify.annotations.NullMarked;
