/**
 * An implementation that is a native library: bound by its path through the C ABI of RSMAPI, with
 * no code from its vendor. A wild pointer in the library ends the process, so it is used in an
 * agent alone.
 */
@NullMarked
package org.rsmtck.kit.library;

import org.jspecify.annotations.NullMarked;
