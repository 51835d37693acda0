package org.rsmtck.model;

/**
 * A node, as others see it.
 *
 * @param answers whether other nodes get an answer from it
 * @param controllers by name, loopback included: whether it is present
 */
public record NodeState(boolean answers, Table<String, Boolean> controllers) {}
