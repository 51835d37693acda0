package org.rsmtck.kit.suites;

import org.rsmtck.api.Capabilities;
import org.rsmtck.api.Capability;
import org.rsmtck.api.Fabric;
import org.rsmtck.kit.drive.Driver;
import org.rsmtck.kit.drive.Observer;
import org.rsmtck.kit.drive.Outcome;
import org.rsmtck.kit.drive.Program;
import org.rsmtck.kit.drive.Room;
import org.rsmtck.kit.probes.Effort;
import org.rsmtck.kit.probes.ProbesSuite;
import org.rsmtck.model.Clause;
import org.rsmtck.model.Clauses;
import org.rsmtck.model.LimitRules;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.Reading;
import org.rsmtck.reports.Obligation;
import org.rsmtck.reports.Results;
import org.rsmtck.reports.Run;
import org.rsmtck.reports.Status;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * One run of the kit against one target: what is owed, what came of it, and what the target has
 * shown of its choices.
 */
public final class Campaign implements AutoCloseable {
    /** Why something was not exercised after the target has hung too often. */
    private static final String GIVEN_UP =
            "the target left 3 calls unanswered: the kit waits for no more";

    /** How long a call in this process may take before it counts as hanging. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int MOST_HANGS = 3;

    /** So many sequences in a row that could not be carried out, each tried twice. */
    private static final int MOST_TROUBLES = 3;

    private final Order order;
    private final Driver driver;
    private final Failures failures;
    private final ShownChoices shown = new ShownChoices();
    private final Instant started = Instant.now();
    private final Map<String, Obligation> obligations = new LinkedHashMap<>();
    private final WalksSuite walks;
    private final TransitionsSuite transitions;
    private final ProbesSuite probes;
    private Set<Reading> readings = Set.of(Reading.NONE);
    private final Set<String> due = new HashSet<>();
    private final Set<String> answeredBy = new HashSet<>();
    private int hangs;
    private int troubles;
    private boolean areBasicsKnown;
    private String basics = "";
    private String lastTrouble = "";
    private Duration untilFirst = Duration.ZERO;
    private final Map<String, Long> exercisesOwed = new ConcurrentHashMap<>();
    private long moreSequences;
    private long moreCalls;
    private volatile CompletableFuture<Void> ahead = CompletableFuture.completedFuture(null);

    /**
     * What is asked of a run.
     *
     * @param seed of the random suites
     * @param selection which obligations are wanted
     * @param progress is told how far it is
     * @param words how people ask for the same again
     * @param patience how long a sequence may take before the call it waits for counts as hanging
     */
    public record Order(
            Fabric fabric,
            Model model,
            Level level,
            long seed,
            Predicate<Owed> selection,
            Progress progress,
            Words words,
            Duration patience) {
        public Order(
                Fabric fabric,
                Model model,
                Level level,
                long seed,
                Predicate<Owed> selection,
                Progress progress,
                Words words) {
            this(fabric, model, level, seed, selection, progress, words, PATIENCE);
        }

        /** Everything that {@code level} owes of {@code fabric}, judged by {@code profile}. */
        public static Order of(Fabric fabric, Profile profile, Level level, long seed) {
            return new Order(
                    fabric,
                    Model.of(profile),
                    level,
                    seed,
                    owed -> true,
                    (suite, done, all) -> {},
                    new Words("mvn verify", failure -> "mvn verify"));
        }

        /** The same, judged by other rules. */
        public Order judgedBy(Model other) {
            return new Order(fabric, other, level, seed, selection, progress, words, patience);
        }

        /** The same, with more patience or less. */
        public Order waiting(Duration other) {
            return new Order(fabric, model, level, seed, selection, progress, words, other);
        }
    }

    /**
     * @param command that runs everything again
     * @param replay that runs the failure of this id again
     */
    public record Words(String command, UnaryOperator<String> replay) {
        private static final String MAVEN = "mvn ";

        /** How people ask for one suite again. Maven knows no suites, and runs the whole. */
        public String again(String suite) {
            return command.startsWith(MAVEN) ? command : command + " --suite " + suite;
        }
    }

    /** Is told how far a run is. */
    public interface Progress {
        void at(String suite, long done, LongSupplier all);
    }

    public Campaign(Order order) {
        this.order = order;
        Model due = LimitRules.on(order.model(), order.fabric().capabilities().limits());
        this.driver = new Driver(order.fabric(), due, order.patience());
        this.failures = new Failures(driver, order.words().replay());
        this.walks = new WalksSuite(this);
        this.transitions = new TransitionsSuite(this);
        this.probes = new ProbesSuite(this, Effort.USUAL);
    }

    /** The tour of this run. */
    public TransitionsSuite transitions() {
        return transitions;
    }

    /** The random sequences of this run. */
    public WalksSuite walks() {
        return walks;
    }

    /** What is tried on processes of this run that are thrown away. */
    public ProbesSuite probes() {
        return probes;
    }

    /** What the target may be, as far as its choices are known. */
    public Set<Reading> readings() {
        return readings;
    }

    /** What programs are judged by: the order's model, with what declared limits owe. */
    Model judgedBy() {
        return driver.model();
    }

    /** Whether nothing more is exercised. */
    public boolean hasGivenUp() {
        return !basics.isEmpty() || hangs >= MOST_HANGS || troubles >= MOST_TROUBLES;
    }

    /**
     * Looks, the first time that it is asked, whether one process can connect to what another has
     * published. If not, the obligation has failed with that, and nothing else is exercised: it
     * would say the same again, thousands of times.
     *
     * @return the failure, or empty
     */
    public String failsAtBasics(Owed first) {
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

    /** Why nothing more is exercised. */
    public String whyGivenUp() {
        if (!basics.isEmpty()) {
            return basics;
        }
        return hangs >= MOST_HANGS
                ? GIVEN_UP
                : MOST_TROUBLES + " sequences in a row could not be carried out: " + lastTrouble;
    }

    public Order order() {
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
        troubles = outcome.trouble().isPresent() ? troubles + 1 : 0;
        lastTrouble = outcome.trouble().orElse(lastTrouble);
        if (outcome.isAllowed()) {
            readings = outcome.readings();
            shown.learn(outcome);
        }
        outcome.due().forEach(rule -> due.add(rule.id()));
        outcome.rules().forEach(rules -> rules.forEach(rule -> answeredBy.add(rule.id())));
        hangs += outcome.hangs() ? 1 : 0;
        return outcome;
    }

    /** Whether the target may still be one that makes these choices. */
    boolean mayBe(Reading reading) {
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
        return failures.add(suite, outcome, readings, shown);
    }

    /** How many exercises of the suite are wanted. */
    long exercisesOwed(String suite) {
        return exercisesOwed.computeIfAbsent(
                suite,
                _ ->
                        exercises(suite).stream()
                                .map(Exercise::owed)
                                .filter(order.selection())
                                .count());
    }

    private List<Exercise> exercises(String suite) {
        // What has failed in the background is told here, where its worlds are needed.
        ahead.join();
        return suite.equals(RulesSuite.NAME)
                ? RulesSuite.of(order)
                : PermissionsSuite.of(order.model(), capabilities().pageSize());
    }

    /** The exercises of all suites that have some. */
    private List<Exercise> exercises() {
        List<Exercise> all = new ArrayList<>(exercises(RulesSuite.NAME));
        all.addAll(exercises(PermissionsSuite.NAME));
        return all;
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
            // The worlds of all scopes take a while: they are explored while others are exercised.
            ahead =
                    CompletableFuture.runAsync(
                            () -> RulesSuite.of(order.model(), capabilities().pageSize()));
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

    /** What has come of it so far, as the data that reports are made from. */
    public synchronized Results results() {
        settleTheRest();
        return new Results(
                Results.VERSION,
                run(),
                new ArrayList<>(obligations.values()),
                failures.all(),
                later(),
                probes.robustness());
    }

    /** The level's list of obligations is whole: what nobody came to is told, not left out. */
    private void settleTheRest() {
        List<Owed> all = new ArrayList<>();
        exercises().forEach(exercise -> all.add(exercise.owed()));
        all.addAll(transitions.owed());
        all.addAll(walks.owed());
        all.addAll(probes.owed());
        all.stream()
                .filter(order.selection())
                .filter(owed -> !obligations.containsKey(owed.id()))
                .forEach(owed -> settle(owed, Status.NOT_EXERCISED, "the run ended before it", ""));
    }

    /** The clauses that no obligation of this level exercises, and why. */
    private Map<String, String> later() {
        Set<String> exercised = new LinkedHashSet<>();
        obligations.values().stream()
                .filter(obligation -> !probes.isOutOfReach(obligation))
                .forEach(obligation -> exercised.addAll(obligation.clauses()));
        Map<String, String> later = new LinkedHashMap<>();
        for (Clause clause : Clauses.of(order.model().rules())) {
            if (!exercised.contains(clause.id()) && !clause.later().isEmpty()) {
                later.put(clause.id(), clause.later());
            } else if (!exercised.contains(clause.id()) && isUnreachable(clause)) {
                later.put(clause.id(), "no call is answered with it under " + profile().name());
            }
        }
        return later;
    }

    private boolean isUnreachable(Clause clause) {
        return RulesSuite.unreachable(order.model(), capabilities().pageSize())
                .contains(clause.id());
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
                Room.declared(capabilities().limits()),
                order.seed(),
                order.words().command(),
                started.truncatedTo(ChronoUnit.SECONDS).toString(),
                Duration.between(started, Instant.now()).toMillis(),
                driver.sequences() + moreSequences,
                driver.calls() + moreCalls,
                Circumstances.environment(order.fabric()),
                shown(),
                unused());
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
            for (Reading reading : readings) {
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
