/**
 * What a statement rests on, in one file that somebody else can judge again: every sequence as it
 * was seen, the journal, the results, and hashes of all that took part.
 */
@NullMarked
package org.rsmtck.kit.evidence;

import org.jspecify.annotations.NullMarked;
