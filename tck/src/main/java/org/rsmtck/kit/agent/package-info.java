/**
 * The agent on the JVM: a program that is one participant, and makes the calls that the kit asks
 * for over its standard input and output. The page {@code docs/agent-protocol.md} is its contract.
 */
@NullMarked
package org.rsmtck.kit.agent;

import org.jspecify.annotations.NullMarked;
