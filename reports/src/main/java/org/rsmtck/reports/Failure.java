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
 * @param cause the single defect that would explain it, in one sentence: failures of one cause are
 *     one; empty if no such defect is known
 * @param setting who took part, and over what
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
        int times,
        String cause,
        List<String> setting) {

    /** A failure of which no cause is known, and nothing is to be told of its setting. */
    public Failure(
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
        this(
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
                times,
                "",
                List.of());
    }

    public Failure {
        also = List.copyOf(also);
        allowed = List.copyOf(allowed);
        explanation = List.copyOf(explanation);
        history = List.copyOf(history);
        setting = List.copyOf(setting);
    }

    /** The same, met so often. */
    public Failure met(int often) {
        return changed(clause, also, suite, explanation, replay, often);
    }

    /** The same, met by another suite. */
    public Failure metBy(String other) {
        return changed(clause, also, other, explanation, replay, times);
    }

    /** The same, explained otherwise. */
    public Failure explained(List<String> otherwise) {
        return changed(clause, also, suite, otherwise, replay, times);
    }

    /** The same, run again by another command. */
    public Failure replayedBy(String command) {
        return changed(clause, also, suite, explanation, command, times);
    }

    /** The same, which breaks this clause first, and those. */
    public Failure breaking(String first, List<String> others) {
        return changed(first, others, suite, explanation, replay, times);
    }

    private Failure changed(
            String first,
            List<String> others,
            String metBy,
            List<String> why,
            String command,
            int often) {
        return new Failure(
                id, first, others, metBy, call, allowed, observed, why, history, command, often,
                cause, setting);
    }

    /** What is wrong, in one sentence. */
    public String title() {
        if (!cause.isEmpty()) {
            return cause;
        }
        String what =
                offending().map(line -> line.call().replaceFirst("\\(.*", "")).orElse("a call");
        String right =
                allowed.isEmpty() ? "nothing" : allowed.getFirst().replaceFirst(", by .*", "");
        return allowed.size() == 1
                ? what + " answers " + brief(observed) + ", where " + brief(right) + " is right"
                : what + " answers " + brief(observed) + ", which nothing allows here";
    }

    private static String brief(String reply) {
        int most = 60;
        return reply.length() <= most ? reply : reply.substring(0, most) + "...";
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
