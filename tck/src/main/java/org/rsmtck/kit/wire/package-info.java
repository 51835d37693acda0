/**
 * How calls, replies and events are written down: one flat object of JSON in one line, with
 * integers and plain strings as its only values, so that a C program of a few dozen lines can read
 * and write it. Traces, histories, agents and results share it.
 *
 * <p>{@link org.rsmtck.kit.wire.Wire} turns a call, a reply or an event into a {@link
 * org.rsmtck.kit.wire.Line} and back. Which fields a line has is derived from the records of {@link
 * org.rsmtck.api}: a new call needs no code here.
 */
@NullMarked
package org.rsmtck.kit.wire;

import org.jspecify.annotations.NullMarked;
