package org.rsmtck.kit.history;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;

import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.linearizability.Budget;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.Resolver;
import org.rsmtck.model.State;
import org.rsmtck.model.Step;
import org.rsmtck.model.World;
import org.rsmtck.model.page.Pages;
import org.rsmtck.reports.Failure;
import org.rsmtck.reports.FailureText;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** What is told of a history that is not allowed. */
class CounterexampleProperties {
    private static final Model STRICT = Pages.model(Profile.STRICT);

    private static Budget work() {
        return new Budget(Long.MAX_VALUE, Duration.ofMinutes(5));
    }

    @Example
    void a_finding_names_a_reply_that_was_to_blame_and_what_would_have_been_right() {
        int found = 0;
        int atTheSameTime = 0;
        int inSequence = 0;
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            int from = 2 * Recordings.prepared(3);
            History sequence = Recordings.sequential(STRICT, random, 3, 12, seed % 2 == 0);
            History history =
                    Recordings.mutated(
                            Recordings.widened(sequence, random, from, 3, 2, 30), random, from);
            if (Verdict.of(STRICT, history, work()) instanceof Verdict.NotAllowed verdict) {
                Counterexample finding =
                        Counterexample.of(STRICT, history, verdict, false, work(), "again");
                Failure failure = finding.failure();
                found++;
                atTheSameTime += finding.chart().isEmpty() ? 0 : 1;
                inSequence += finding.chart().isEmpty() ? 1 : 0;
                assertThat(failure.clause()).contains("/");
                assertThat(FailureText.of(failure))
                        .contains("\n  clause", "\n  call", "\n  allowed", "\n  observed");
                assertThat(failure.history()).hasSizeLessThanOrEqualTo(history.moments().size());
                History cut = history.cutAfter(returnOf(history, finding.act()) + 1);
                assertThat(Verdict.of(STRICT, cut, work())).isInstanceOf(Verdict.NotAllowed.class);
                History before = history.cutAfter(cut.moments().size() - 1);
                assertThat(Verdict.of(STRICT, before, work()))
                        .isNotInstanceOf(Verdict.NotAllowed.class);
            }
        }
        assertThat(found).isGreaterThan(200);
        assertThat(atTheSameTime).isGreaterThan(50);
        assertThat(inSequence).isGreaterThan(10);
    }

    private static int returnOf(History history, int act) {
        for (int i = 0; i < history.moments().size(); i++) {
            if (history.moments().get(i) instanceof Moment.Returned returned
                    && returned.act() == act) {
                return i;
            }
        }
        throw new AssertionError(act);
    }

    @Example
    void a_call_that_is_left_out_for_being_quiet_changes_no_world() {
        Set<Class<?>> quiet = new HashSet<>();
        for (int seed = 0; seed < 200; seed++) {
            History history = Recordings.sequential(STRICT, new Random(seed), 3, 30, true);
            State now = new State(history.start(), Interpretation.NONE);
            for (Operation.Completed over : Operations.of(history).over()) {
                for (int process = 0; process < 3; process++) {
                    assertThatQuietCallsChangeNothing(now.world(), process, quiet);
                }
                now = after(now, over.line());
            }
        }
        assertThat(quiet).hasSize(6);
    }

    private static void assertThatQuietCallsChangeNothing(
            World world, int process, Set<Class<?>> quiet) {
        if (!world.process(process).alive()) {
            return;
        }
        Set<Long> handles = new HashSet<>(Set.of(0L, 1L));
        handles.addAll(world.process(process).imports().keys());
        handles.addAll(world.process(process).exports().keys());
        for (long handle : handles) {
            for (Call call :
                    List.of(
                            new Call.GetControllerAttributes(handle, Out.VALID),
                            new Call.GetMode(handle),
                            new Call.GetTopology(Out.VALID),
                            new Call.GetSegmentIdRange("SUNW", Out.VALID),
                            new Call.ExporterRead(handle, 0, 8),
                            new Call.Load(handle, 0, 8),
                            new Call.Disconnect(handle))) {
                for (Step step :
                        STRICT.allowed(
                                        Interpretation.NONE,
                                        world,
                                        process,
                                        call,
                                        Resolver.CANONICAL)
                                .steps()) {
                    if (call.facts().isReadOnly()) {
                        quiet.add(call.getClass());
                        assertThat(step.next()).isEqualTo(world);
                    }
                }
            }
        }
    }

    private static State after(State now, Observation line) {
        return switch (line) {
            case Observation.Happened(var event) -> STRICT.after(now, event).iterator().next();
            case Observation.Called(int process, var call, var reply) ->
                    STRICT
                            .allowed(now.reading(), now.world(), process, call, Resolver.by(reply))
                            .steps()
                            .stream()
                            .filter(step -> step.reply().equals(reply))
                            .map(step -> new State(step.next(), step.reading()))
                            .findFirst()
                            .orElse(now);
        };
    }
}
