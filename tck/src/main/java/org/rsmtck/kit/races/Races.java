package org.rsmtck.kit.races;

import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.rsmtck.api.Fabric;
import org.rsmtck.kit.target.AgentFabric;
import org.rsmtck.kit.target.ProcessFabric;
import org.rsmtck.kit.target.TargetConfig;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Runs races against one implementation, in other processes, and judges what they saw. */
public final class Races {
    private static final String UNABLE_AGENTS =
            "its agents do not run trials of races, as rsm-agent.c does; probes make calls at the"
                    + " same time";

    private static final String NOT_MAKEABLE =
            "races run in JVMs of their own, and only a public class with a public constructor"
                    + " without parameters can be made there";

    private Races() {}

    /**
     * What to run races against.
     *
     * @param implementation the name of a class that implements {@link Fabric}, public and with a
     *     public constructor without parameters, for every JVM makes its own
     * @param classpath where to find it besides the class path of this JVM; may be empty
     * @param pageSize what the implementation declares
     */
    record Target(String implementation, String classpath, long pageSize) {

        /** The implementation that {@code fabric} is an instance of. */
        static Target of(Fabric fabric, String classpath) {
            return new Target(
                    fabric.getClass().getName(), classpath, fabric.capabilities().pageSize());
        }

        static boolean isMakeable(Class<?> type) {
            return Modifier.isPublic(type.getModifiers())
                    && Arrays.stream(type.getConstructors())
                            .anyMatch(constructor -> constructor.getParameterCount() == 0);
        }
    }

    /** Is told how many JVMs have run their race, or how many races are over, of how many. */
    public interface Progress {
        void at(long done, long all);
    }

    /**
     * Why no race can be run of this implementation through this door, in one sentence; empty if
     * races can be.
     */
    public static Optional<String> outOfReach(Fabric fabric) {
        Optional<ProcessFabric> processes = fabric.as(ProcessFabric.class);
        if (processes.isPresent()) {
            return AgentRaces.areWithin(processes.get())
                    ? Optional.empty()
                    : Optional.of(UNABLE_AGENTS);
        }
        return Target.isMakeable(fabric.getClass()) ? Optional.empty() : Optional.of(NOT_MAKEABLE);
    }

    /** Whether a reason is one of those that {@link #outOfReach} gives. */
    static boolean isOutOfReach(String reason) {
        return reason.equals(UNABLE_AGENTS) || reason.equals(NOT_MAKEABLE);
    }

    /**
     * Runs the races: behind agents in their processes; of a class in Java at a glance in the
     * process of an agent too, and otherwise in JVMs under jcstress.
     *
     * @param classpath where to find a class in Java besides the class path of this JVM; may be
     *     empty
     * @param names which: all, if empty
     * @param progress told now and then
     * @return a result for each race asked for, in the order of the list
     * @throws RacesException if no race has one of the names, or races could not be run to the end
     */
    public static List<RaceResult> run(
            Fabric fabric,
            String classpath,
            Profile profile,
            Mode mode,
            Collection<String> names,
            Progress progress) {
        requireKnown(names);
        outOfReach(fabric)
                .ifPresent(why -> {
                    throw new RacesException(why);
                });
        List<Race> races =
                RaceList.all(fabric.capabilities().pageSize()).stream()
                        .filter(race -> names.isEmpty() || names.contains(race.name()))
                        .toList();
        Optional<ProcessFabric> processes = fabric.as(ProcessFabric.class);
        if (processes.isPresent()) {
            return behindAgents(processes.get(), profile, mode, races, progress);
        }
        if (mode == Mode.GLANCE) {
            try (AgentFabric alone = new AgentFabric(TargetConfig.ofClass(fabric, classpath))) {
                return behindAgents(alone, profile, mode, races, progress);
            }
        }
        return inJvms(Target.of(fabric, classpath), profile, mode, races, progress);
    }

    private static void requireKnown(Collection<String> names) {
        names.stream()
                .filter(name -> !RaceList.names().contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new RacesException("no race is called " + name);
                });
    }

    private static List<RaceResult> behindAgents(
            ProcessFabric fabric, Profile profile, Mode mode, List<Race> races, Progress progress) {
        List<RaceResult> results = new ArrayList<>();
        try (AgentRaces agents = new AgentRaces(fabric, Pages.model(profile), mode)) {
            for (Race race : races) {
                results.add(agents.run(race));
                progress.at(results.size(), races.size());
            }
        }
        return results;
    }

    private static List<RaceResult> inJvms(
            Target target, Profile profile, Mode mode, List<Race> races, Progress progress) {
        Collection<TestResult> seen = new Jcstress(target, mode, progress).run(races);
        Model model = Pages.model(profile);
        return races.stream()
                .map(race -> tally(model, race, seen).judged(model(model, race, target)))
                .toList();
    }

    private static RaceModel model(Model model, Race race, Target target) {
        return new RaceModel(model, race, target.pageSize());
    }

    private static RaceTally tally(Model model, Race race, Collection<TestResult> seen) {
        RaceTally tally = new RaceTally(model, race);
        for (TestResult result : seen) {
            if (result.getName().equals(race.className())) {
                result.getStateKeys().forEach(key -> tally.add(key, result.getCount(key)));
                if (result.status() != Status.NORMAL) {
                    tally.trouble(trouble(result));
                }
            }
        }
        return tally;
    }

    private static String trouble(TestResult result) {
        List<String> said = new ArrayList<>(result.getVmErr());
        said.addAll(result.getVmOut());
        said.addAll(result.getMessages());
        return said.stream()
                .filter(line -> line.contains(Patience.NO_ANSWER))
                .findFirst()
                .map(String::strip)
                .orElseGet(() -> result.status() + ": " + String.join(" / ", said));
    }
}
