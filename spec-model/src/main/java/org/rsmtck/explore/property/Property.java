package org.rsmtck.explore.property;

import org.rsmtck.explore.Transition;
import org.rsmtck.model.ProcessState;
import org.rsmtck.model.World;

import java.util.Set;
import java.util.function.BiPredicate;

/** Something that is claimed of all worlds of a scope, each world or step on its own. */
public sealed interface Property {

    String name();

    /** The claim, as a sentence. */
    String words();

    /** How often a claim must be true. */
    enum Mode {
        /** In every world. */
        ALWAYS,
        /** In one world at least. */
        SOMETIMES,
        /** On every fair run, in the end. */
        LEADS_TO
    }

    Mode mode();

    /** A claim about a process in a world. */
    interface ProcessClaim {
        boolean isTrue(World world, int process);
    }

    /** A claim about something that a process holds in a world. */
    interface HandleClaim {
        boolean isTrue(World world, int process, long handle);
    }

    /** A table of the world that a step has changed something in. */
    record Touched(int process, Of of) {
        /**
         * What was changed; {@link #CONDITION} is whether a process lives and what it is short of.
         */
        public enum Of {
            SURROUNDINGS,
            CONDITION,
            CONTROLLERS,
            EXPORTS,
            IMPORTS,
            BARRIERS
        }
    }

    /** A claim about a step. */
    interface StepClaim {
        boolean isTrue(Transition transition, Set<Touched> touched);
    }

    /** Of every process. */
    record OfProcess(Mode mode, String name, String words, ProcessClaim claim)
            implements Property {}

    /** Of every import. */
    record OfImport(Mode mode, String name, String words, HandleClaim claim) implements Property {}

    /** Of every export. */
    record OfExport(Mode mode, String name, String words, HandleClaim claim) implements Property {}

    /** Of every step that changes a process: what it was, and what it is then. */
    record OfChange(String name, String words, BiPredicate<ProcessState, ProcessState> claim)
            implements Property {
        @Override
        public Mode mode() {
            return Mode.ALWAYS;
        }
    }

    /** Of every step: what was done, and which tables it touched. */
    record OfStep(String name, String words, StepClaim claim) implements Property {
        @Override
        public Mode mode() {
            return Mode.ALWAYS;
        }
    }

    /**
     * Of every import: on a fair run, a world in which the one is true is followed by one in which
     * the other is. Fair means that a forced disconnect which is on its way arrives at some time;
     * nobody has to call.
     */
    record OfRuns(String name, String words, HandleClaim from, HandleClaim arrived)
            implements Property {
        @Override
        public Mode mode() {
            return Mode.LEADS_TO;
        }
    }
}
