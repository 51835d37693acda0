package org.rsmtck.kit.suite;

import java.util.Optional;

/** Whether and why a run, or a suite of it, exercises nothing more before it has done all. */
final class Ending {
    private static final String AT_FIRST_FAILURE = "the run was to end at its first failure";

    private final Manner manner;
    private final ProgramRunner runner;
    private final Troubles troubles;
    private String over = "";
    private String basics = "";

    Ending(Manner manner, ProgramRunner runner, Troubles troubles) {
        this.manner = manner;
        this.runner = runner;
        this.troubles = troubles;
    }

    /** Why the run is cut short; empty as long as it is not. */
    synchronized String why() {
        return over;
    }

    /** Why nothing more of the suite is exercised; empty as long as something is. */
    synchronized Optional<String> of(String suite) {
        if (!over.isEmpty()) {
            return Optional.of(over);
        }
        if (!basics.isEmpty()) {
            return Optional.of(basics);
        }
        return runner.hasGivenUp().or(() -> troubles.hasEnded(suite));
    }

    /** Something was entered, which may be the last thing that can be kept. */
    synchronized void lookIfMoreCanBeKept() {
        manner.recorder().fault().ifPresent(this::cutShort);
    }

    /** Something failed. */
    synchronized void lookIfThatIsEnough() {
        if (manner.endsAtFirstFailure()) {
            cutShort(AT_FIRST_FAILURE);
        }
    }

    synchronized boolean isAtFirstFailure() {
        return over.equals(AT_FIRST_FAILURE);
    }

    /** The first reason counts. */
    synchronized void cutShort(String why) {
        if (over.isEmpty()) {
            over = why;
        }
    }

    /** What everything else needs has failed. */
    synchronized void failedAtBasics(String failure) {
        basics = "one process cannot connect to what another has published, see " + failure;
    }
}
