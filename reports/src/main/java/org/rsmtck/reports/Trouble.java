package org.rsmtck.reports;

/**
 * Something that went wrong and is no verdict: what it kept from being exercised says nothing of
 * the target, for or against.
 *
 * @param suite that met it
 * @param words what happened, in a sentence
 */
public record Trouble(String suite, String words) {}
