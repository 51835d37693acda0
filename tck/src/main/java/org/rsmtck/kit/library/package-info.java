/**
 * An implementation that is a native library: bound by its path through the C ABI of RSMAPI, with
 * no code from its vendor. A wild pointer in the library ends the process, so it is used in an
 * agent alone.
 */
package org.rsmtck.kit.library;
