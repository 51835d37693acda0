package org.rsmtck.model;

/**
 * A controller handle that a process holds.
 *
 * @param name of the controller on the process's node
 * @param count how often it was got more than released; at least 1
 */
public record ControllerUse(String name, int count) {}
