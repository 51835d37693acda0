package org.rsmtck.kit.races;

import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.rsmtck.api.Fabric;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Runs races against one implementation, in processes of their own, and judges what they saw. */
public final class Races {
    private Races() {}

    /**
     * What to run races against.
     *
     * @param implementation the name of a class that implements {@link Fabric}, public and with a
     *     public constructor without parameters, for every JVM makes its own
     * @param classpath where to find it besides the class path of this JVM; may be empty
     * @param pageSize what the implementation declares
     */
    public record Target(String implementation, String classpath, long pageSize) {

        /**
         * The implementation that {@code fabric} is an instance of.
         *
         * @throws RacesException if other JVMs cannot make one
         */
        public static Target of(Fabric fabric, String classpath) {
            if (!isMakeable(fabric.getClass())) {
                throw new RacesException(
                        fabric.getClass().getName()
                                + " cannot be made in the JVMs that races run in; make it public,"
                                + " with a public constructor without parameters");
            }
            return new Target(
                    fabric.getClass().getName(), classpath, fabric.capabilities().pageSize());
        }

        static boolean isMakeable(Class<?> type) {
            return Modifier.isPublic(type.getModifiers())
                    && Arrays.stream(type.getConstructors())
                            .anyMatch(constructor -> constructor.getParameterCount() == 0);
        }
    }

    /** Is told how many JVMs have run their race, of how many. */
    public interface Progress {
        void at(long done, long all);
    }

    /**
     * Runs the races.
     *
     * @param names which: all, if empty
     * @param progress told now and then
     * @return a result for each race asked for, in the order of the list
     * @throws RacesException if no race has one of the names, or jcstress did not run to its end
     */
    public static List<RaceResult> run(
            Target target,
            Profile profile,
            Mode mode,
            Collection<String> names,
            Progress progress) {
        names.stream()
                .filter(name -> !RaceList.names().contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new RacesException("no race is called " + name);
                });
        List<Race> races =
                RaceList.all(target.pageSize()).stream()
                        .filter(race -> names.isEmpty() || names.contains(race.name()))
                        .toList();
        Collection<TestResult> seen = new Jcstress(target, mode, progress).run(races);
        return races.stream()
                .map(race ->
                        judged(
                                race,
                                new RaceModel(Pages.model(profile), race, target.pageSize()),
                                seen))
                .toList();
    }

    private static RaceResult judged(Race race, RaceModel model, Collection<TestResult> seen) {
        Map<String, Long> outcomes = new TreeMap<>();
        Set<String> troubles = new LinkedHashSet<>();
        for (TestResult result : seen) {
            if (result.getName().equals(race.className())) {
                result.getStateKeys()
                        .forEach(key -> outcomes.merge(key, result.getCount(key), Long::sum));
                if (result.status() != Status.NORMAL) {
                    troubles.add(trouble(result));
                }
            }
        }
        Map<String, Long> unready = new TreeMap<>(outcomes);
        unready.keySet().removeIf(outcome -> !outcome.startsWith(Replies.UNREADY));
        outcomes.keySet().removeAll(unready.keySet());
        Map<String, Long> forbidden = new TreeMap<>(outcomes);
        forbidden.keySet().removeIf(model::allows);
        long trials = outcomes.values().stream().mapToLong(Long::longValue).sum();
        return new RaceResult(
                race.name(),
                race.clause(),
                trials,
                calls(race, outcomes),
                outcomes,
                model.outcomes(),
                forbidden,
                new ArrayList<>(troubles),
                unready);
    }

    private static long calls(Race race, Map<String, Long> outcomes) {
        return outcomes.entrySet().stream()
                .mapToLong(one ->
                        one.getValue() * (race.setup().size() + Replies.answered(one.getKey())))
                .sum();
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
