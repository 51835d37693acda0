package org.rsmtck.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.function.Supplier;

/**
 * What tests need beyond a JDK. Where it is missing they are skipped; in CI, which says so by its
 * environment, they fail, or else a machine without a compiler would be green for nothing.
 */
public final class Tools {
    private Tools() {}

    /**
     * Demands what a test cannot do without.
     *
     * @param isThere whether it is
     * @param sentence that says what is missing
     */
    public static void demand(boolean isThere, Supplier<String> sentence) {
        if (System.getenv("CI") == null) {
            assumeTrue(isThere, sentence);
        } else {
            assertThat(isThere).as(sentence).isTrue();
        }
    }
}
