package org.rsmtck.kit.suite;

import java.util.function.UnaryOperator;

/**
 * How people ask for the same again.
 *
 * @param command that runs everything again
 * @param replay that runs the failure of this id again
 */
public record Rerun(String command, UnaryOperator<String> replay) {
    private static final String MAVEN = "mvn ";

    /** How people ask for one suite again. Maven knows no suites, and runs the whole. */
    public String again(String suite) {
        String option = " --suite " + suite;
        return command.startsWith(MAVEN) || command.contains(option) ? command : command + option;
    }
}
