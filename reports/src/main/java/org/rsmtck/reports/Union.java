package org.rsmtck.reports;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Results of the shards of one run, taken together: what the whole would have given. What was owed
 * stands in one order, however it was shared.
 */
public final class Union {
    private static final String CHANCE = "refused by chance, asked again: ";

    private final List<Results> shards;
    private final Results first;

    /** Says in one sentence why results are not the shards of one run. */
    public static final class NotOneRunException extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotOneRunException(String sentence) {
            super(sentence);
        }

        @Override
        public String getMessage() {
            return requireNonNull(super.getMessage());
        }
    }

    private Union(List<Results> shards) {
        this.shards = shards;
        this.first = shards.getFirst();
    }

    /**
     * All of them together; of a single one, the same in the one order.
     *
     * @throws NotOneRunException if they are not the shards of one run, each once
     */
    public static Results of(List<Results> shards) {
        if (shards.size() > 1) {
            check(shards);
        }
        Union union =
                new Union(
                        shards.stream()
                                .sorted(Comparator.comparingInt(one -> shard(one).number()))
                                .toList());
        return union.together();
    }

    private static Shard shard(Results results) {
        return results.terms().shard();
    }

    private static void check(List<Results> shards) {
        Results first = shards.getFirst();
        Set<Integer> numbers = new TreeSet<>();
        for (Results one : shards) {
            if (!same(first).equals(same(one))) {
                throw new NotOneRunException(
                        "they are not the shards of one run: %s, and %s"
                                .formatted(same(first), same(one)));
            }
            if (!numbers.add(shard(one).number())) {
                throw new NotOneRunException(shard(one).words() + " is there twice");
            }
        }
        for (int number = 1; number <= shard(first).of(); number++) {
            if (!numbers.contains(number)) {
                throw new NotOneRunException(
                        new Shard(number, shard(first).of()).words() + " is missing");
            }
        }
    }

    /** What all shards of a run have in common. */
    private static List<Object> same(Results results) {
        Run run = results.run();
        return List.of(
                run.target(),
                run.profile(),
                "level " + run.level(),
                "seed " + run.seed(),
                run.progress().environment().getOrDefault("kit", ""),
                "of " + shard(results).of(),
                results.terms().waivers(),
                results.terms().known());
    }

    private Results together() {
        List<Trouble> troubles = new ArrayList<>(each(one -> one.troubles().stream()));
        Map<String, String> readings = readings(troubles);
        boolean isAlone = shards.size() == 1;
        return new Results(
                first.version(),
                isAlone ? first.run() : run(readings),
                each(one -> one.obligations().stream()).stream()
                        .sorted(
                                Comparator.comparing(Obligation::suite)
                                        .thenComparing(Obligation::id))
                        .toList(),
                failures(),
                outOfReach(),
                new Robustness(
                        shards.stream().mapToInt(one -> one.robustness().survived()).sum(),
                        each(one -> one.robustness().findings().stream())),
                each(one -> Stream.of(one.unstated())).stream()
                        .filter(why -> !why.isEmpty())
                        .collect(Collectors.joining(", and ")),
                troubles,
                isAlone
                        ? first.terms()
                        : new Terms(Shard.WHOLE, first.terms().waivers(), first.terms().known()));
    }

    /** What the shards say, each thing once. */
    private <T> List<T> each(Function<Results, Stream<T>> of) {
        return shards.stream().flatMap(of).distinct().toList();
    }

    private Run run(Map<String, String> readings) {
        Run one = first.run();
        Set<String> given = new TreeSet<>(each(shard -> shard.run().progress().given().stream()));
        Set<String> unused = new TreeSet<>(each(shard -> shard.run().progress().unused().stream()));
        unused.removeAll(given);
        return new Run(
                one.target(),
                one.profile(),
                one.level(),
                one.conformanceClass(),
                one.real(),
                one.simulated(),
                one.limits(),
                one.seed(),
                one.command().replace(shard(first).option(), ""),
                shards.stream().map(shard -> shard.run().started()).sorted().toList().getFirst(),
                new Progress(
                        sum(Progress::milliseconds),
                        sum(Progress::sequences),
                        sum(Progress::calls),
                        readings,
                        List.copyOf(unused),
                        List.copyOf(given),
                        pairs(),
                        environment()));
    }

    /** They are counted by one suite, which is one shard's as a whole. */
    private Map<String, Share> pairs() {
        return shards.stream()
                .map(shard -> shard.run().progress().pairs())
                .filter(pairs -> !pairs.isEmpty())
                .findFirst()
                .orElse(Map.of());
    }

    private long sum(Function<Progress, Long> of) {
        return shards.stream().mapToLong(shard -> of.apply(shard.run().progress())).sum();
    }

    /** Where machines differ, each is named; what was counted is summed up. */
    private Map<String, String> environment() {
        Map<String, Set<String>> values = new TreeMap<>();
        Map<String, Long> counts = new TreeMap<>();
        for (Results shard : shards) {
            shard.run()
                    .progress()
                    .environment()
                    .forEach((name, value) -> {
                        if (name.startsWith(CHANCE)) {
                            counts.merge(name, Long.parseLong(value), Long::sum);
                        } else {
                            values.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(value);
                        }
                    });
        }
        Map<String, String> environment = new TreeMap<>();
        values.forEach((name, all) -> environment.put(name, String.join(" and ", all)));
        counts.forEach((name, count) -> environment.put(name, Long.toString(count)));
        return environment;
    }

    /** What every shard leaves possible. An implementation keeps to its choice in all of them. */
    private Map<String, String> readings(List<Trouble> troubles) {
        Map<String, String> readings = new TreeMap<>();
        for (String point : first.run().progress().readings().keySet()) {
            List<Set<String>> shown =
                    shards.stream()
                            .map(shard ->
                                    shard.run()
                                            .progress()
                                            .readings()
                                            .getOrDefault(point, Progress.NOT_SEEN))
                            .filter(words -> !words.contains(Progress.NOT_SEEN))
                            .<Set<String>>map(
                                    words -> new LinkedHashSet<>(List.of(words.split(" or "))))
                            .toList();
            if (shown.isEmpty()) {
                readings.put(point, Progress.NOT_SEEN);
                continue;
            }
            Set<String> common = new LinkedHashSet<>(shown.getFirst());
            shown.forEach(common::retainAll);
            readings.put(point, String.join(" or ", common));
            if (common.isEmpty()) {
                troubles.add(
                        new Trouble(
                                "kit",
                                "in one shard the target chose otherwise than in another where "
                                        + point
                                        + ": "
                                        + shown));
            }
        }
        return readings;
    }

    private List<Failure> failures() {
        Map<String, Failure> all = new TreeMap<>();
        for (Results shard : shards) {
            for (Failure failure : shard.failures()) {
                all.merge(failure.id(), failure, Union::both);
            }
        }
        return List.copyOf(all.values());
    }

    private static Failure both(Failure one, Failure other) {
        Set<String> also = new LinkedHashSet<>(one.also());
        also.addAll(other.clauses());
        also.remove(one.clause());
        return one.breaking(one.clause(), List.copyOf(also)).met(one.times() + other.times());
    }

    /** Only what no shard could judge is out of reach. */
    private Map<String, String> outOfReach() {
        Map<String, String> common = new LinkedHashMap<>(first.outOfReach());
        shards.forEach(shard -> common.keySet().retainAll(shard.outOfReach().keySet()));
        return common;
    }
}
