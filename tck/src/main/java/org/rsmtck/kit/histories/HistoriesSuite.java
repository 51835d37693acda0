package org.rsmtck.kit.histories;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;

import org.rsmtck.api.Fabric;
import org.rsmtck.explore.Scope;
import org.rsmtck.kit.history.Counterexample;
import org.rsmtck.kit.history.History;
import org.rsmtck.kit.history.HistoryFile;
import org.rsmtck.kit.history.Verdict;
import org.rsmtck.kit.plan.Owed;
import org.rsmtck.kit.suite.Level;
import org.rsmtck.kit.suite.Suite;
import org.rsmtck.kit.suite.TestRun;
import org.rsmtck.model.Model;
import org.rsmtck.reports.Failure;
import org.rsmtck.reports.Status;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Programs in which several threads of several processes make calls at the same time. What they owe
 * is that each pair of calls about the same thing has really been under way at once, and that some
 * order of the calls explains whatever came of it.
 */
public final class HistoriesSuite implements Suite {
    /** As filters and obligation ids spell it. */
    public static final String NAME = "histories";

    /** Agents take longer for each program. */
    private static final int SHARE_OF_PROCESSES = 2;

    /** What has not met in so many measures will not. */
    private static final int MOST_MEASURES = 10;

    /** Of any calls at all, so many programs for each of one pair. */
    private static final int CROWDS = 6;

    private static final int MOST_CONFIRMATIONS = 20;

    private final TestRun run;
    private final List<Aim> aims = Aims.all();
    private long done;
    private long programs;
    private long meetings;
    private long untilFirstFailure;

    public HistoriesSuite(TestRun run) {
        this.run = run;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** At level quick it is no part of a run, unless it is asked for by its name. */
    @Override
    public List<Owed> owed() {
        return isPart() ? aims.stream().map(Aim::owed).toList() : List.of();
    }

    private boolean isPart() {
        return run.request().level() != Level.QUICK
                || run.request().manner().suites().contains(NAME);
    }

    /** One for each pair of calls that is wanted. */
    @Override
    public Stream<SuiteStep> steps() {
        if (!run.isToRun(NAME) || !isPart()) {
            return Stream.empty();
        }
        run.plan(owed());
        return aims.stream()
                .filter(aim -> run.request().selection().test(aim.owed()))
                .map(aim ->
                        SuiteStep.of(
                                aim.owed().id(),
                                () -> run.unlessItFailsAtBasics(aim.owed(), () -> go(aim))));
    }

    @Override
    public String summary() {
        return programs == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "histories   %,d concurrent programs, in which %,d pairs of calls"
                                + " overlapped",
                        programs,
                        meetings);
    }

    /** How many programs of one aim were run until one failed first; 0 if none did. */
    long untilFirstFailure() {
        return untilFirstFailure;
    }

    /** How many programs are a full measure. */
    private int measure(Aim aim) {
        int measure =
                switch (run.request().level()) {
                    case QUICK -> 6;
                    case STANDARD -> 400;
                    case FULL -> 4_000;
                };
        int share = run.request().fabric().hasProcesses() ? SHARE_OF_PROCESSES : 1;
        return measure * (aim.words().isEmpty() ? CROWDS : 1) / share;
    }

    /**
     * Runs programs with this aim, and settles what they owe.
     *
     * @return the id of the failure, or empty
     */
    private String go(Aim aim) {
        Optional<String> over = run.isOver(NAME);
        if (over.isPresent()) {
            run.settle(aim.owed(), Status.NOT_EXERCISED, over.get(), "");
            return "";
        }
        run.request().progress().at(NAME, ++done, aims::size);
        Tally tally = new Tally();
        String failure;
        try (Trials trials = new Trials(run)) {
            failure = go(aim, trials, tally);
            run.count(trials.trials(), trials.calls());
            programs += trials.trials();
        } catch (Fabric.UnsupportedTopologyException e) {
            run.settle(aim.owed(), Status.NOT_APPLICABLE, e.getMessage(), "");
            return "";
        } catch (RuntimeException | LinkageError e) {
            run.settle(aim.owed(), Status.NOT_EXERCISED, run.trouble(NAME, e), "");
            return "";
        }
        if (!failure.isEmpty()) {
            run.settle(aim.owed(), Status.FAILED, "", failure);
        } else if (tally.isExercised()) {
            run.isWell(NAME);
            run.settle(aim.owed(), Status.PASSED, tally.words(), "");
        } else {
            boolean isPromised = !tally.isNeverPromised();
            run.settle(
                    aim.owed(),
                    isPromised ? Status.NOT_EXERCISED : Status.NOT_APPLICABLE,
                    tally.words(),
                    "");
        }
        return failure;
    }

    private String go(Aim aim, Trials trials, Tally tally) {
        String[] failure = {""};
        JqwikSession.run(() -> {
            Arbitrary<HistoryPlan> plans =
                    aim.words().isEmpty()
                            ? HistoryArbitraries.crowds()
                            : HistoryArbitraries.pairs();
            RandomGenerator<HistoryPlan> generator = plans.generator(1_000, true);
            Random random = new Random(run.request().seed() ^ aim.name().hashCode());
            int measure = measure(aim);
            int most = MOST_MEASURES * measure;
            while (failure[0].isEmpty()
                    && tally.programs() < (tally.isExercised() ? measure : most)) {
                failure[0] = goOnce(aim, generator.next(random).value(), trials, tally);
            }
        });
        return failure[0];
    }

    private String goOnce(Aim aim, HistoryPlan plan, Trials trials, Tally tally) {
        boolean isApart =
                plan.isApart()
                        && plan.processes() > 1
                        && HistoryScopes.canBeApart(run.capabilities());
        Scope scope = HistoryScopes.of(plan.processes(), isApart, run.capabilities());
        ConcurrentProgram program =
                Composer.of(run.request().model(), aim, plan, scope, run.capabilities().pageSize());
        Ending ending = trials.perform(program);
        tally.add(aim, ending);
        meetings += ending.meets().pairs().size();
        if (ending.kind() != Ending.Kind.WRONG) {
            return "";
        }
        untilFirstFailure = untilFirstFailure == 0 ? tally.programs() : untilFirstFailure;
        return run.planning(() -> failed(trials, program, ending));
    }

    private String failed(Trials trials, ConcurrentProgram program, Ending ending) {
        if (ending.hangs()) {
            return hangsAgain(trials, program) ? fail(ending) : "";
        }
        return fail(new Shrinker(trials::perform, program, ending).shortest());
    }

    /** Only what hangs twice is a failure. */
    private boolean hangsAgain(Trials trials, ConcurrentProgram program) {
        for (int i = 0; i < MOST_CONFIRMATIONS; i++) {
            if (trials.perform(program).hangs()) {
                return true;
            }
        }
        return false;
    }

    private String fail(Ending ending) {
        Model model = run.judgedBy();
        History history = ending.history();
        Verdict verdict = Verdict.of(model, history, Stage.work());
        int furthest = verdict instanceof Verdict.NotAllowed(int far) ? far : 0;
        Failure failure =
                Counterexample.of(
                                model,
                                history,
                                new Verdict.NotAllowed(furthest),
                                false,
                                Stage.work(),
                                run.request().words().again(NAME))
                        .failure()
                        .metBy(NAME);
        return run.fail(failure, Optional.of(new HistoryFile(model.profile(), false, history)));
    }
}
