/**
 * An implementation behind agents: one process for each participant, started by a command, reused
 * from sequence to sequence, and started anew when it has died.
 */
@NullMarked
package org.rsmtck.kit.target;

import org.jspecify.annotations.NullMarked;
