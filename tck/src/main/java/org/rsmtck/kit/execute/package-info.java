/**
 * Programs of calls, and how they are run against an implementation, judged, and cut down to what
 * matters.
 */
@NullMarked
package org.rsmtck.kit.execute;

import org.jspecify.annotations.NullMarked;
