package org.rsmtck.kit.suite;

import org.rsmtck.api.Capabilities;
import org.rsmtck.api.Capability;
import org.rsmtck.kit.execute.Driver;
import org.rsmtck.kit.execute.Observer;
import org.rsmtck.kit.execute.Outcome;
import org.rsmtck.kit.execute.Program;
import org.rsmtck.kit.history.History;
import org.rsmtck.kit.history.HistoryFile;
import org.rsmtck.kit.plan.Owed;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.page.LimitRules;
import org.rsmtck.reports.Entry;
import org.rsmtck.reports.Failure;
import org.rsmtck.reports.Results;
import org.rsmtck.reports.Status;
import org.rsmtck.reports.Trouble;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One run of the kit against one target: what is owed, what came of it, and what the target has
 * shown of its choices.
 */
public final class TestRun implements AutoCloseable {
    /** How long a call in this process may take before it counts as hanging. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long BETWEEN_LOOKS = Duration.ofSeconds(1).toNanos();

    private final RunRequest request;
    private final Driver driver;
    private final ProgramRunner runner;
    private final Failures failures;
    private final KeptFailures kept;
    private final Ledger ledger;
    private final Account account;
    private final Ending ending;
    private final Remainder remainder;
    private final Basics basics;
    private final SuitesOfRun suites;
    private final Shares shares;
    private final Troubles troubles = new Troubles();
    private final Timing timing = new Timing();
    private boolean hasEnded;
    private long lastReached = System.nanoTime();
    private Duration untilFirst = Duration.ZERO;

    /**
     * @param kinds of its suites, in the order in which what they owe is told
     */
    public TestRun(RunRequest request, List<SuiteKind> kinds) {
        this.shares = new Shares(request.manner().terms().shard(), kinds);
        this.request = request.of(owed -> request.selection().test(owed) && shares.isMine(owed));
        Model judge = LimitRules.on(request.model(), request.fabric().capabilities().limits());
        this.driver = new Driver(request.fabric(), judge, request.patience());
        this.runner = new ProgramRunner(driver);
        this.ending = new Ending(request.manner(), runner, troubles);
        this.account = new Account(this.request, driver, runner);
        this.failures = new Failures(driver, request.words().replay());
        this.ledger = new Ledger(request.manner().recorder(), this.request.selection());
        this.kept = new KeptFailures(this.request, failures, ledger);
        this.basics = new Basics(this, ending);
        this.remainder = new Remainder(this, ledger);
        this.suites =
                new SuitesOfRun(
                        kinds.stream().map(kind -> kind.maker().apply(this)).toList(),
                        this.request.selection());
        request.progress().awaits(driver::awaited);
        ledger.enter(account.begun());
        ending.lookIfMoreCanBeKept();
    }

    public RunRequest request() {
        return request;
    }

    /** What the target can be asked to do. */
    public Capabilities capabilities() {
        return request.fabric().capabilities();
    }

    /** The capabilities among {@code needs} that the target lacks. */
    public List<Capability> lacking(Collection<Capability> needs) {
        return needs.stream().filter(need -> !capabilities().supports(need)).toList();
    }

    /** All suites of this run. */
    public List<Suite> suites() {
        return suites.all();
    }

    /** The suite of this run that is of this kind. */
    public <T extends Suite> T suite(Class<T> kind) {
        return suites.of(kind);
    }

    /** What programs are judged by: the order's model, with what declared limits owe. */
    public Model judgedBy() {
        return driver.model();
    }

    /** What the target may be, as far as its choices are known. */
    public Set<Interpretation> readings() {
        return runner.readings();
    }

    /** Whether the target may still be one that makes these choices. */
    boolean mayBe(Interpretation interpretation) {
        return runner.mayBe(interpretation);
    }

    public Failures failures() {
        return failures;
    }

    /** Whether the suite is to be run, and the run goes on: else nothing need be planned. */
    public boolean isToRun(String suite) {
        return request.manner().wants(suite) && !isCutShort();
    }

    /** What takes a while and exercises nothing. */
    public <T> T planning(Supplier<T> plan) {
        return request.progress().during("planning", plan);
    }

    /** What a suite owes, of which nothing has ended yet. */
    public synchronized void plan(Collection<Owed> owed) {
        ledger.plan(owed);
        timing.begin();
        ending.lookIfMoreCanBeKept();
    }

    /** How many obligations of the suite are wanted. */
    long owedOf(String suite) {
        return suites.owedOf(suite);
    }

    /** How many obligations of the suite have ended. */
    long settled(String suite) {
        return ledger.settled(suite);
    }

    /** How long it took to the first thing that was settled; zero if nothing was. */
    public synchronized Duration untilFirst() {
        return untilFirst;
    }

    /** Says how an obligation has ended. */
    public synchronized void settle(Owed owed, Status status, String reason, String failure) {
        if (ledger.isEmpty()) {
            untilFirst = account.elapsed();
            RulesSuite.planAhead(request);
        }
        long milliseconds =
                timing.of(owed.suite(), shares.isAtOnce(owed.suite()), () -> owedOf(owed.suite()));
        ledger.settle(owed, status, reason, failure, milliseconds);
        if (System.nanoTime() - lastReached > BETWEEN_LOOKS) {
            lastReached = System.nanoTime();
            ledger.enter(reached());
        }
        ending.lookIfMoreCanBeKept();
    }

    private Entry.Reached reached() {
        return account.reached(remainder.outOfReach(), suites.robustness(), suites.pairs());
    }

    /** Whether nothing more is exercised. */
    public boolean isCutShort() {
        return !ending.why().isEmpty();
    }

    /** Whether it ended early because it was to end at its first failure. */
    public boolean hasEndedAtFirstFailure() {
        return ending.isAtFirstFailure();
    }

    /** Why nothing more of the suite is exercised; empty as long as something is. */
    public Optional<String> isOver(String suite) {
        return ending.of(suite);
    }

    /**
     * Something went wrong that is no verdict: what it was about was not exercised.
     *
     * @return why, for what it was about
     */
    public synchronized String trouble(String suite, Throwable trouble) {
        if (trouble instanceof UnresolvedHangException hang) {
            return hang.getMessage();
        }
        String words = Troubles.words(trouble);
        if (troubles.add(suite, trouble)) {
            ledger.enter(new Entry.Troubled(new Trouble(suite, words)));
            ending.lookIfMoreCanBeKept();
        }
        if (account.calls() == 0 && !Troubles.isOfSetting(trouble)) {
            ending.cutShort("nothing could be run: " + words);
        }
        return words;
    }

    /** The suite has exercised something: what went wrong before has not ended it. */
    public synchronized void isWell(String suite) {
        troubles.forget(suite);
    }

    /** Why not a single call could be made; empty if one was. */
    public synchronized Optional<String> whyNothingRan() {
        return account.calls() == 0 ? troubles.first() : Optional.empty();
    }

    /** Exercises what is owed, unless the target fails at the basics: the failure, or empty. */
    public String unlessItFailsAtBasics(Owed owed, Supplier<String> exercise) {
        String failure = basics.failure(owed);
        return failure.isEmpty() ? exercise.get() : failure;
    }

    /**
     * Runs a program as the target's choices are known by now, and learns from it.
     *
     * @param of the id of the obligation that it is for, or else the name of its suite
     */
    public Outcome run(String of, Program program, List<Observer> observers) {
        return finish(of, runner.begin(program, observers));
    }

    /** Begins a program, see {@link ProgramRunner#begin}. */
    ProgramRunner.Begun begin(Program program, List<Observer> observers) {
        return runner.begin(program, observers);
    }

    /**
     * What has come of a program that was begun.
     *
     * @param of the id of the obligation that it is for, or else the name of its suite
     */
    Outcome finish(String of, ProgramRunner.Begun begun) {
        Set<Interpretation> known = runner.readings();
        Outcome outcome = runner.finish(begun);
        Recorder recorder = request.manner().recorder();
        if (recorder.wantsSequences()) {
            History seen =
                    History.of(
                            capabilities().pageSize(),
                            outcome.program().setting(),
                            known,
                            outcome.lines());
            recorder.sequence(of, new HistoryFile(request.model().profile(), false, seen));
        }
        return outcome;
    }

    /** Nobody will ask what has come of these. */
    void drop(List<ProgramRunner.Begun> begun) {
        runner.drop(begun);
    }

    /** Takes in a failing outcome, and says as which failure. */
    public String fail(String suite, Outcome outcome) {
        if (outcome.hangs()) {
            request.progress()
                    .during(
                            "waiting whether a call hangs again",
                            () -> {
                                runner.confirm(outcome);
                                return "";
                            });
        }
        return met(
                request.progress()
                        .during(
                                "making a failure short",
                                () -> failures.add(suite, outcome, readings(), runner.choices())));
    }

    /** Takes in a failure that no program shows, and says as which one. */
    public String fail(Failure failure, Optional<HistoryFile> history) {
        return met(failures.add(failure, history));
    }

    private synchronized String met(String id) {
        kept.met(id);
        ending.lookIfMoreCanBeKept();
        ending.lookIfThatIsEnough();
        return id;
    }

    /** Counts sequences and calls that were not made by a program. */
    public synchronized void count(long sequences, long calls) {
        account.count(sequences, calls);
    }

    /**
     * Ends the run.
     *
     * @return what has come of it, as the data that reports are made from
     */
    public synchronized Results results() {
        if (!hasEnded) {
            timing.end();
            remainder.settle();
            ledger.enter(reached());
            ending.lookIfMoreCanBeKept();
            ledger.enter(
                    new Entry.Ended(ending.why().isEmpty() ? "" : "cut short: " + ending.why()));
            hasEnded = true;
        }
        return ledger.results();
    }

    @Override
    public void close() {
        driver.close();
    }
}
