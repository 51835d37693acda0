package org.rsmtck.reports;

/**
 * So many of so many.
 *
 * @param met at most {@code of}
 * @param of how many there are
 */
public record Share(long met, long of) {}
