package org.rsmtck.model;

import java.util.OptionalLong;

/**
 * A barrier that a process initialised and has not destroyed.
 *
 * @param segment the handle of its import; empty once that was disconnected
 */
public record Barrier(OptionalLong segment, boolean open) {}
