package org.rsmtck.kit.suite;

import java.util.function.Function;

/**
 * A suite, before it is made for a run.
 *
 * @param name as filters and obligation ids spell it
 * @param isAtOnce whether it works at all that it owes at once, so that no part can be left out
 */
public record SuiteKind(String name, boolean isAtOnce, Function<TestRun, Suite> maker) {}
