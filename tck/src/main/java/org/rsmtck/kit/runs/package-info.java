/** Where a run leaves what it finds: a folder of its own, written as it goes. */
@NullMarked
package org.rsmtck.kit.runs;

import org.jspecify.annotations.NullMarked;
