package org.rsmtck.kit.races;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Call;
import org.rsmtck.api.Topology;
import org.rsmtck.explore.Scopes;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.kit.target.AgentDiedException;
import org.rsmtck.kit.target.AgentParticipant;
import org.rsmtck.kit.target.Answers;
import org.rsmtck.kit.target.DisposableFabric;
import org.rsmtck.kit.target.Greeting;
import org.rsmtck.kit.target.ProcessFabric;
import org.rsmtck.kit.target.TargetSetupException;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.kit.wire.MalformedLineException;
import org.rsmtck.model.Model;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs races in the process of an agent, which imports what it exports and makes the calls of each
 * thread by a thread of its own. An agent that dies or hangs is one race's loss, and another takes
 * its place.
 */
final class AgentRaces implements AutoCloseable {
    /**
     * Ids that no other suite uses, so that whatever an agent that died has left is out of the way.
     */
    private static final int FIRST_SEGMENT = 0x5F_F000;

    private static final int AGENTS = 0x7FF;

    /** An answer is due well before an agent counts as hanging. */
    private static final long ROUND_MILLIS = 500;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /**
     * So often at least, calls are to overlap: where machine or target is slow, that takes a while.
     */
    private static final long FEW_OVERLAPS = 50;

    private static final int LONGER = 10;

    /** So often in a row, what comes before a race may be refused by chance. */
    private static final int MOST_IN_VAIN = 20;

    private final ProcessFabric fabric;
    private final Model model;
    private final long pageSize;
    private final Mode mode;
    private @Nullable DisposableFabric site;
    private @Nullable AgentParticipant agent;
    private long races;
    private int agents;

    AgentRaces(ProcessFabric fabric, Model model, Mode mode) {
        this.fabric = fabric;
        this.model = model;
        this.pageSize = fabric.capabilities().pageSize();
        this.mode = mode;
    }

    /** Whether agents of the fabric can. */
    static boolean areWithin(ProcessFabric fabric) {
        try (DisposableFabric site = fabric.disposable(Topology.oneNode())) {
            return attached(site).greeting().abilities().contains(Greeting.RACES);
        }
    }

    private static AgentParticipant attached(DisposableFabric site) {
        Setting.Member member = Race.MEMBER;
        return site.attach(member.node(), member.who());
    }

    /** Runs the race and has the model judge what came of it. */
    RaceResult run(Race race) {
        Optional<Race> promised = PromisedRace.of(model, race.inOneProcess(), pageSize);
        if (promised.isEmpty()) {
            return RaceResult.inapplicable(
                    race,
                    "nothing is promised by "
                            + model.profile().name()
                            + " of a call that comes second");
        }
        StandingSetup prepared = StandingSetup.of(promised.get());
        return tally(prepared).judged(new RaceModel(model, prepared.race(), pageSize));
    }

    /** A hang counts once a second run hangs too: until then the machine may have been busy. */
    private RaceTally tally(StandingSetup prepared) {
        RaceTally first = new RaceTally(model, prepared.race());
        Optional<String> lacking =
                prepared.race().turns().stream()
                        .flatMap(turn -> fabric.lacking(turn.call()).stream())
                        .findFirst();
        if (lacking.isPresent()) {
            first.notRun("the target lacks " + lacking.get());
            return first;
        }
        Optional<String> death = run(prepared, first);
        if (death.isEmpty()) {
            return first;
        }
        if (!Answers.isHang(death.get())) {
            first.trouble(death.get());
            return first;
        }
        RaceTally second = new RaceTally(model, prepared.race());
        run(prepared, second)
                .ifPresentOrElse(
                        second::trouble,
                        () -> second.notRun(death.get() + " once, and not when it was repeated"));
        return second;
    }

    /** How the agent died; empty if it did not. */
    private Optional<String> run(StandingSetup prepared, RaceTally tally) {
        try {
            long number = ++races;
            AgentParticipant asked = agent();
            tell(asked, prepared, number);
            long end = System.nanoTime() + mode.limit().toNanos();
            int inVain = 0;
            do {
                long before = tally.trials();
                long left = Math.max(1, mode.trials() - tally.trials());
                long millis = Math.min(ROUND_MILLIS, mode.limit().toMillis());
                take(asked.races().run(number, left, millis), prepared.race(), tally);
                inVain = tally.trials() == before ? inVain + 1 : 0;
            } while (tally.isReady()
                    && inVain < MOST_IN_VAIN
                    && isToGoOn(tally, System.nanoTime() - end));
        } catch (AgentDiedException e) {
            end();
            return Optional.of(e.getMessage());
        } catch (TargetSetupException | MalformedLineException e) {
            end();
            tally.notRun(String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    /** On a busy machine it takes a while until two calls meet. */
    private boolean isToGoOn(RaceTally tally, long nanosOver) {
        long longest = LONGEST_WAIT.toNanos();
        long more =
                tally.overlaps() == 0
                        ? longest
                        : tally.overlaps() < FEW_OVERLAPS
                                ? Math.min(longest, LONGER * mode.limit().toNanos())
                                : 0;
        return nanosOver < more && tally.trials() < mode.trials();
    }

    private AgentParticipant agent() {
        AgentParticipant alive = agent;
        if (alive != null && alive.isAlive()) {
            return alive;
        }
        end();
        site = fabric.disposable(Topology.oneNode());
        AgentParticipant fresh = attached(site);
        agent = fresh;
        agents++;
        return fresh;
    }

    private void tell(AgentParticipant asked, StandingSetup prepared, long number) {
        Race race = prepared.race();
        Map<String, Long> told = new HashMap<>();
        List<RaceCall> turns = race.turns();
        for (int i = 0; i < turns.size(); i++) {
            RaceCall turn = turns.get(i);
            Line around = Line.EMPTY.with("race", number);
            if (race.raced().contains(turn)) {
                around =
                        around.with("part", "race")
                                .with("racer", race.first().contains(turn) ? 1 : 2);
            } else {
                around = around.with("part", part(prepared, i));
            }
            if (race.isCareful() && race.after().contains(turn)) {
                around = around.with("careful", 1);
            }
            if (turn.on().isPresent()) {
                around = around.with("handle_from", requireNonNull(told.get(turn.on().get())));
            }
            told.put(turn.name(), asked.races().tell(turn.call(), around.with(ids(turn.call()))));
        }
    }

    private static String part(StandingSetup prepared, int turn) {
        if (turn < prepared.standing()) {
            return "base";
        }
        return turn < prepared.race().setup().size() ? "setup" : "after";
    }

    private void take(Line answer, Race race, RaceTally tally) {
        tally.overlapped(answer.integer("overlaps"));
        ToldOutcomes told = new ToldOutcomes(race, segment());
        told.counts(answer.text("outcomes")).forEach(tally::add);
    }

    /** A segment id of this agent in place of the call's, which 0 is not. */
    private Line ids(Call call) {
        return switch (call) {
            case Call.Publish(_, int segment, _, _) when segment != 0 -> id(segment);
            case Call.Connect connect -> id(connect.segment());
            default -> Line.EMPTY;
        };
    }

    private Line id(int segment) {
        return Line.EMPTY.with("segment", segment() + segment - Scopes.FIRST);
    }

    /** The first of the two of this agent. */
    private int segment() {
        return FIRST_SEGMENT + agents % AGENTS * 2;
    }

    private void end() {
        if (site != null) {
            site.close();
        }
        site = null;
        agent = null;
    }

    @Override
    public void close() {
        end();
    }
}
