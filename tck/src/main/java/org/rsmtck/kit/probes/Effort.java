package org.rsmtck.kit.probes;

/**
 * How much is tried of what is tried again and again.
 *
 * @param warmUp rounds before a process is measured
 * @param rounds between two measurements
 * @param races how often calls are made at the same time
 * @param deaths how often a process is killed at a random point
 */
public record Effort(int warmUp, int rounds, int races, int deaths) {
    /** What a run does. */
    public static final Effort USUAL = new Effort(1_000, 10_000, 300, 100);

    /** Of handles and publications, where counts of 16 bits are to begin anew. */
    int many() {
        return 7 * rounds;
    }

    /** Connections at a time: more than 12 bits can count. */
    int connections() {
        return rounds / 2;
    }

    /** Random walks of two threads. */
    int walks() {
        return races / 5;
    }
}
