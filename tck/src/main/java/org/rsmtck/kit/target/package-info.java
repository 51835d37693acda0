/**
 * An implementation behind agents: one process for each participant, started by a command, reused
 * from sequence to sequence, and started anew when it has died.
 */
package org.rsmtck.kit.target;
