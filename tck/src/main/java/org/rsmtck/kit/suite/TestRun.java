package org.rsmtck.kit.suite;

import org.rsmtck.api.Capabilities;
import org.rsmtck.api.Capability;
import org.rsmtck.kit.execute.Driver;
import org.rsmtck.kit.execute.Observer;
import org.rsmtck.kit.execute.Outcome;
import org.rsmtck.kit.execute.Program;
import org.rsmtck.kit.execute.TraceFile;
import org.rsmtck.kit.history.HistoryFile;
import org.rsmtck.kit.plan.Owed;
import org.rsmtck.kit.plan.Plan;
import org.rsmtck.kit.probes.ProbesSuite;
import org.rsmtck.model.Clause;
import org.rsmtck.model.Clauses;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.LimitRules;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.reports.Book;
import org.rsmtck.reports.Entry;
import org.rsmtck.reports.Failure;
import org.rsmtck.reports.Obligation;
import org.rsmtck.reports.Results;
import org.rsmtck.reports.Run;
import org.rsmtck.reports.Status;
import org.rsmtck.reports.Trouble;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/**
 * One run of the kit against one target: what is owed, what came of it, and what the target has
 * shown of its choices.
 */
public final class TestRun implements AutoCloseable {
    /** Why something was not exercised after the target has hung too often. */
    private static final String GIVEN_UP =
            "the target left 3 calls unanswered: the kit waits for no more";

    /** How long a call in this process may take before it counts as hanging. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String AT_FIRST_FAILURE = "the run was to end at its first failure";

    private static final int MOST_HANGS = 3;

    /** Each costs a tenth of the patience. */
    private static final int MOST_KNOWN_HANGS = 60;

    private static final long BETWEEN_LOOKS = Duration.ofSeconds(1).toNanos();

    private final RunRequest order;
    private final Driver driver;
    private final Failures failures;
    private final ShownChoices shown = new ShownChoices();
    private final Instant started = Instant.now();
    private final Book book = new Book();
    private final Map<String, Obligation> obligations = new LinkedHashMap<>();
    private final Set<String> planned = new HashSet<>();
    private final Map<String, Integer> timesKept = new HashMap<>();
    private final Troubles troubles = new Troubles();
    private String over = "";
    private boolean hasEnded;
    private long lastReached = System.nanoTime();
    private final List<Suite> suites;
    private Set<Interpretation> readings = Set.of(Interpretation.NONE);
    private final Set<String> due = new HashSet<>();
    private final Set<String> answeredBy = new HashSet<>();
    private int hangs;
    private int knownHangs;

    /** By the id of a failure: the clauses that it was known to break when it was last entered. */
    private final Map<String, List<String>> clausesKept = new HashMap<>();

    /** How often a call was refused by a shortage or a signal that nobody brought about. */
    private final Map<String, Integer> uncaused = new ConcurrentSkipListMap<>();

    private boolean areBasicsKnown;
    private String basics = "";
    private Duration untilFirst = Duration.ZERO;
    private final Map<String, Long> owedOf = new ConcurrentHashMap<>();
    private long moreSequences;
    private long moreCalls;

    public TestRun(RunRequest order) {
        this.order = order;
        Model due = LimitRules.on(order.model(), order.fabric().capabilities().limits());
        this.driver = new Driver(order.fabric(), due, order.patience());
        this.failures = new Failures(driver, order.words().replay());
        this.suites = Suites.of(this);
        order.progress().awaits(driver::awaited);
        enter(new Entry.Begun(Entry.VERSION, run(), order.manner().part()));
    }

    private void enter(Entry entry) {
        book.add(entry);
        order.manner().recorder().enter(entry);
        if (over.isEmpty()) {
            over = order.manner().recorder().fault().orElse("");
        }
    }

    /** What takes a while and exercises nothing. */
    public <T> T planning(Supplier<T> plan) {
        return busy("planning", plan);
    }

    private <T> T busy(String what, Supplier<T> work) {
        order.progress().busyWith(what);
        try {
            return work.get();
        } finally {
            order.progress().busyWith("");
        }
    }

    /** What a suite owes, of which nothing has ended yet. */
    public synchronized void plan(Collection<Owed> owed) {
        owed.stream()
                .filter(order.selection())
                .filter(one -> planned.add(one.id()))
                .forEach(one ->
                        enter(new Entry.Owed(one.id(), one.suite(), one.clauses(), one.rules())));
    }

    /** Why nothing more of the suite is exercised; empty as long as something is. */
    public synchronized Optional<String> isOver(String suite) {
        if (!over.isEmpty()) {
            return Optional.of(over);
        }
        if (!basics.isEmpty()) {
            return Optional.of(basics);
        }
        if (knownHangs >= MOST_KNOWN_HANGS) {
            return Optional.of(
                    "calls that are known to hang were not answered "
                            + MOST_KNOWN_HANGS
                            + " times more: the kit waits for no more");
        }
        return hangs >= MOST_HANGS ? Optional.of(GIVEN_UP) : troubles.hasEnded(suite);
    }

    /**
     * Something went wrong that is no verdict: what it was about was not exercised.
     *
     * @return why, for what it was about
     */
    public synchronized String trouble(String suite, Throwable trouble) {
        if (trouble instanceof UnresolvedHangException) {
            return trouble.getMessage();
        }
        String words = Troubles.words(trouble);
        if (troubles.add(suite, trouble)) {
            enter(new Entry.Troubled(new Trouble(suite, words)));
        }
        if (driver.calls() + moreCalls == 0 && over.isEmpty() && !Troubles.isOfSetting(trouble)) {
            over = "nothing could be run: " + words;
        }
        return words;
    }

    /** Why not a single call could be made; empty if one was. */
    public synchronized Optional<String> whyNothingRan() {
        return driver.calls() + moreCalls == 0 ? troubles.first() : Optional.empty();
    }

    /** All suites of this run. */
    public List<Suite> suites() {
        return suites;
    }

    /** The suite of this run that is of this kind. */
    public <T extends Suite> T suite(Class<T> kind) {
        return suites.stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
    }

    /** What the target may be, as far as its choices are known. */
    public Set<Interpretation> readings() {
        return readings;
    }

    /** What programs are judged by: the order's model, with what declared limits owe. */
    Model judgedBy() {
        return driver.model();
    }

    /**
     * Looks, the first time that it is asked, whether one process can connect to what another has
     * published. If not, the obligation has failed with that, and nothing else is exercised: it
     * would say the same again, thousands of times.
     *
     * @return the failure, or empty
     */
    String failsAtBasics(Owed first) {
        if (areBasicsKnown) {
            return "";
        }
        areBasicsKnown = true;
        Outcome outcome = run(Basics.program(capabilities().pageSize()), List.of());
        if (outcome.isAllowed()) {
            return "";
        }
        String failure = fail(first.suite(), outcome);
        basics = "one process cannot connect to what another has published, see " + failure;
        settle(first, Status.FAILED, "", failure);
        return failure;
    }

    /** Exercises what is owed, unless the target fails at the basics: the failure, or empty. */
    public String unlessItFailsAtBasics(Owed owed, Supplier<String> exercise) {
        String failure = failsAtBasics(owed);
        return failure.isEmpty() ? exercise.get() : failure;
    }

    public RunRequest order() {
        return order;
    }

    public Failures failures() {
        return failures;
    }

    /** What the target can be asked to do. */
    public Capabilities capabilities() {
        return order.fabric().capabilities();
    }

    /** Runs a program as the target's choices are known by now, and learns from it. */
    Outcome run(Program program, List<Observer> observers) {
        Outcome outcome = driver.run(program, observers, readings);
        if (outcome.trouble().isPresent() && outcome.isAllowed()) {
            outcome = driver.run(program, observers, readings);
        }
        if (outcome.trouble().isPresent() && outcome.isAllowed()) {
            throw new UnfinishedException(outcome.trouble().get());
        }
        if (outcome.isAllowed()) {
            readings = outcome.readings();
            shown.learn(outcome);
        }
        outcome.uncaused().forEach(refusal -> uncaused.merge(refusal, 1, Integer::sum));
        outcome.due().forEach(rule -> due.add(rule.id()));
        outcome.rules().forEach(rules -> rules.forEach(rule -> answeredBy.add(rule.id())));
        if (outcome.hangsAsKnown()) {
            knownHangs++;
            String word = outcome.mismatch().orElseThrow().observed().call().word();
            throw new UnresolvedHangException(
                    word + " is known to hang, and was not waited for in full again");
        }
        hangs += outcome.hangs() ? 1 : 0;
        return outcome;
    }

    /** The suite has exercised something: what went wrong before has not ended it. */
    public synchronized void isWell(String suite) {
        troubles.forget(suite);
    }

    /** Whether the target may still be one that makes these choices. */
    boolean mayBe(Interpretation reading) {
        return readings.stream()
                .anyMatch(shown ->
                        shown.choices().entrySet().stream()
                                .allMatch(choice ->
                                        reading.at(choice.getKey())
                                                .filter(option -> option != choice.getValue())
                                                .isEmpty()));
    }

    /** Takes in a failing outcome, and says as which failure. */
    String fail(String suite, Outcome outcome) {
        if (outcome.hangs()) {
            busy("waiting whether a call hangs again", () -> confirmed(outcome));
        }
        return kept(
                busy(
                        "making a failure short",
                        () -> failures.add(suite, outcome, readings, shown)));
    }

    /** Only what hangs twice is a failure, and is not paid for in full again. */
    private String confirmed(Outcome hanging) {
        Outcome again = driver.run(hanging.program(), List.of(), readings);
        if (!again.hangs()) {
            throw new UnresolvedHangException(
                    "a call was not answered in time once, and was when it was repeated");
        }
        String word = again.mismatch().orElseThrow().observed().call().word();
        driver.expectHang(word);
        return word;
    }

    /** Takes in a failure that no program shows, and says as which one. */
    public String fail(Failure failure, Optional<HistoryFile> history) {
        return kept(failures.add(failure, history));
    }

    private synchronized String kept(String id) {
        Failure failure = failures.named(id);
        int times = timesKept.merge(id, 1, Integer::sum);
        boolean breaksMore = !failure.clauses().equals(clausesKept.put(id, failure.clauses()));
        if (times > 1) {
            if (breaksMore) {
                enter(new Entry.Found(failure));
            }
            enter(new Entry.Met(id, failure.times()));
            return id;
        }
        Optional<TraceFile> trace =
                failures.program(id)
                        .map(program -> new TraceFile(profile().name(), failure.clause(), program));
        order.manner().recorder().keep(failure, trace, failures.history(id));
        enter(new Entry.Found(failure));
        order.progress().found(failure);
        if (order.manner().endsAtFirstFailure() && over.isEmpty()) {
            over = AT_FIRST_FAILURE;
        }
        return id;
    }

    /** Whether it ended early because it was to end at its first failure. */
    public synchronized boolean hasEndedAtFirstFailure() {
        return over.equals(AT_FIRST_FAILURE);
    }

    /** How many obligations of the suite are wanted. */
    long owedOf(String suite) {
        return owedOf.computeIfAbsent(
                suite,
                _ ->
                        suites.stream()
                                .filter(one -> one.name().equals(suite))
                                .flatMap(one -> one.owed().stream())
                                .filter(order.selection())
                                .count());
    }

    /** How many obligations of the suite have ended. */
    synchronized long settled(String suite) {
        return obligations.values().stream().filter(one -> one.suite().equals(suite)).count();
    }

    /** How long it took to the first thing that was settled; zero if nothing was. */
    public synchronized Duration untilFirst() {
        return untilFirst;
    }

    /** Says how an obligation has ended. */
    public synchronized void settle(Owed owed, Status status, String reason, String failure) {
        if (obligations.isEmpty()) {
            untilFirst = Duration.between(started, Instant.now());
            if (order.manner().wants(RulesSuite.NAME)) {
                // Where no plan is kept it takes a while: it is made while others are exercised.
                CompletableFuture.runAsync(
                        () -> RulesSuite.of(order.model(), capabilities().pageSize()));
            }
        }
        if (planned.add(owed.id())) {
            enter(new Entry.Owed(owed.id(), owed.suite(), owed.clauses(), owed.rules()));
        }
        Obligation earlier =
                obligations.put(
                        owed.id(),
                        new Obligation(
                                owed.id(),
                                owed.suite(),
                                owed.clauses(),
                                owed.rules(),
                                status,
                                reason,
                                failure));
        if (earlier != null) {
            throw new IllegalStateException("obligation " + owed.id() + " was settled twice");
        }
        enter(new Entry.Settled(owed.id(), status, reason, failure));
        if (System.nanoTime() - lastReached > BETWEEN_LOOKS) {
            lastReached = System.nanoTime();
            enter(reached());
        }
    }

    /** Counts sequences and calls that were not made by a program. */
    public synchronized void count(long sequences, long calls) {
        moreSequences += sequences;
        moreCalls += calls;
    }

    /** The capabilities among {@code needs} that the target lacks. */
    public List<Capability> lacking(Collection<Capability> needs) {
        return needs.stream().filter(need -> !capabilities().supports(need)).toList();
    }

    /**
     * Ends the run.
     *
     * @return what has come of it, as the data that reports are made from
     */
    public synchronized Results results() {
        if (!hasEnded) {
            settleTheRest();
            enter(reached());
            enter(new Entry.Ended(over.isEmpty() ? "" : "cut short: " + over));
            hasEnded = true;
        }
        return book.results();
    }

    private Entry.Reached reached() {
        return new Entry.Reached(
                Duration.between(started, Instant.now()).toMillis(),
                driver.sequences() + moreSequences,
                driver.calls() + moreCalls,
                shown(),
                unused(),
                outOfReach(),
                suite(ProbesSuite.class).robustness(),
                environment());
    }

    /** What the run took place in, and how often chance refused a call that was then made again. */
    private Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>(Circumstances.environment(order.fabric()));
        uncaused.forEach((refusal, times) ->
                environment.put("refused by chance, asked again: " + refusal, times.toString()));
        return environment;
    }

    /** The level's list of obligations is whole: what nobody came to is told, not left out. */
    private void settleTheRest() {
        if (!over.isEmpty() || !order.manner().suites().isEmpty()) {
            settleThePlanned();
            return;
        }
        List<Owed> all = new ArrayList<>();
        suites.forEach(suite -> all.addAll(suite.owed()));
        settleTheUncalledFor(all);
        all.stream()
                .filter(order.selection())
                .filter(owed -> !obligations.containsKey(owed.id()))
                .forEach(owed ->
                        settle(
                                owed,
                                Status.NOT_EXERCISED,
                                isOver(owed.suite()).orElse(Book.NOT_REACHED),
                                ""));
    }

    /** The clauses that no obligation of any level exercises through this door, and why. */
    private Map<String, String> outOfReach() {
        Set<String> exercised = new LinkedHashSet<>();
        obligations.values().stream()
                .filter(obligation ->
                        suites.stream().noneMatch(suite -> suite.isOutOfReach(obligation)))
                .forEach(obligation -> exercised.addAll(obligation.clauses()));
        Map<String, String> outOfReach = new LinkedHashMap<>();
        for (Clause clause : Clauses.of(order.model().rules())) {
            if (!exercised.contains(clause.id()) && !clause.later().isEmpty()) {
                outOfReach.put(
                        clause.id(), suite(ProbesSuite.class).whyOutOfReach() + clause.later());
            }
        }
        return outOfReach;
    }

    /** A part has no statement, whatever else its level owes. */
    private void settleThePlanned() {
        for (Obligation one : book.results().obligations()) {
            if (!obligations.containsKey(one.id())) {
                settle(
                        new Owed(one.id(), one.suite(), one.clauses(), one.rules()),
                        Status.NOT_EXERCISED,
                        isOver(one.suite()).orElse(Book.NOT_REACHED),
                        "");
            }
        }
    }

    /** Whether nothing more is exercised. */
    public synchronized boolean isCutShort() {
        return !over.isEmpty();
    }

    /** Whether the suite is to be run, and the run goes on: else nothing need be planned. */
    public boolean isToRun(String suite) {
        return order.manner().wants(suite) && !isCutShort();
    }

    /** What the profile leaves no call to be answered with is owed by nobody. */
    private void settleTheUncalledFor(List<Owed> all) {
        Set<String> owed = new HashSet<>();
        all.forEach(one -> owed.addAll(one.clauses()));
        Set<String> unreachable =
                Plan.of(order.model(), capabilities().pageSize()).rules().unreachable();
        Clauses.of(order.model().rules()).stream()
                .map(Clause::id)
                .filter(clause -> unreachable.contains(clause) && !owed.contains(clause))
                .map(clause ->
                        new Owed(
                                RulesSuite.NAME + ": not called for " + clause,
                                RulesSuite.NAME,
                                List.of(clause),
                                List.of()))
                .filter(order.selection())
                .forEach(one ->
                        settle(
                                one,
                                Status.NOT_APPLICABLE,
                                "no call is answered with it under " + profile().name(),
                                ""));
    }

    private Profile profile() {
        return order.model().profile();
    }

    private Run run() {
        return new Run(
                order.fabric().name(),
                profile().name(),
                order.level().word(),
                Circumstances.conformanceClass(capabilities()),
                Circumstances.real(capabilities()),
                Circumstances.simulated(capabilities()),
                Circumstances.declared(capabilities()),
                order.seed(),
                order.words().command(),
                started.truncatedTo(ChronoUnit.SECONDS).toString(),
                0,
                0,
                0,
                Circumstances.environment(),
                Map.of(),
                List.of());
    }

    private List<String> unused() {
        Set<String> unused = new TreeSet<>(due);
        unused.removeAll(answeredBy);
        return List.copyOf(unused);
    }

    /**
     * At each point that the profile leaves open: what the target has shown to do, where that is
     * one thing.
     */
    private Map<String, String> shown() {
        Map<String, String> shown = new LinkedHashMap<>();
        for (var point : profile().open()) {
            Set<String> options = new LinkedHashSet<>();
            for (Interpretation reading : readings) {
                options.add(reading.at(point).map(Enum::name).orElse("not seen"));
            }
            shown.put(point.words(), String.join(" or ", options));
        }
        return shown;
    }

    @Override
    public void close() {
        driver.close();
    }
}
