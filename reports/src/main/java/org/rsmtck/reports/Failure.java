package org.rsmtck.reports;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A reply that was not allowed, as facts in a fixed order.
 *
 * @param id names its trace file, {@code failures/ID.json}
 * @param clause the id of the clause that is broken
 * @param also ids of further clauses that it breaks
 * @param suite that met it
 * @param call the number of the offending call in the history, from 1
 * @param allowed each reply that would have been right, with the rule that allows it
 * @param observed the reply that came
 * @param explanation why each candidate was excluded and, where the kit found one, what single
 *     defect would explain the history
 * @param history the shortest sequence of calls found that shows it, the offending one last
 * @param replay the command that runs it again
 * @param times how often the run met it in all, at least 1
 */
public record Failure(
        String id,
        String clause,
        List<String> also,
        String suite,
        int call,
        List<String> allowed,
        String observed,
        List<String> explanation,
        List<Line> history,
        String replay,
        int times) {

    public Failure {
        also = List.copyOf(also);
        allowed = List.copyOf(allowed);
        explanation = List.copyOf(explanation);
        history = List.copyOf(history);
    }

    /** The same, met so often. */
    Failure met(int often) {
        return new Failure(
                id,
                clause,
                also,
                suite,
                call,
                allowed,
                observed,
                explanation,
                history,
                replay,
                often);
    }

    /** Ids of every clause that it breaks. */
    public List<String> clauses() {
        return Stream.concat(Stream.of(clause), also.stream()).distinct().toList();
    }

    /** The offending call, if the history holds it. */
    public Optional<Line> offending() {
        return history.stream().filter(line -> line.number() == call).findFirst();
    }

    /**
     * One call of a history, or one event.
     *
     * @param number from 1
     * @param process the number of the process that called, from 0; -1 for an event
     * @param call in words, handles as references to the line that issued them
     * @param reply in words
     */
    public record Line(int number, int process, String call, String reply) {

        /** Whether it happened by itself, or the kit brought it about, and no process called. */
        public boolean isEvent() {
            return process < 0;
        }
    }
}
