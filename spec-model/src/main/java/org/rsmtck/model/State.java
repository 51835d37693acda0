package org.rsmtck.model;

/** A world that explains what was seen, and the choices the implementation has shown on the way. */
public record State(World world, Interpretation reading) {}
