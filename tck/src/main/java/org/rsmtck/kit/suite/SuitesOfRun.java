package org.rsmtck.kit.suite;

import org.rsmtck.kit.plan.Owed;
import org.rsmtck.reports.Robustness;
import org.rsmtck.reports.Share;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The suites of a run, in the order in which what they owe is told. */
final class SuitesOfRun {
    private final List<Suite> all;
    private final Predicate<Owed> selection;
    private final Map<String, Long> owedOf = new ConcurrentHashMap<>();

    SuitesOfRun(List<Suite> all, Predicate<Owed> selection) {
        this.all = all;
        this.selection = selection;
    }

    List<Suite> all() {
        return all;
    }

    <T extends Suite> T of(Class<T> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
    }

    /** How many obligations of the suite are wanted. */
    long owedOf(String suite) {
        return owedOf.computeIfAbsent(
                suite,
                _ ->
                        all.stream()
                                .filter(one -> one.name().equals(suite))
                                .flatMap(one -> one.owed().stream())
                                .filter(selection)
                                .count());
    }

    /** Pairs of values of the catalogue that have met, by the quantity of one of them. */
    Map<String, Share> pairs() {
        return all.stream()
                .map(Suite::pairs)
                .filter(pairs -> !pairs.isEmpty())
                .findFirst()
                .orElse(Map.of());
    }

    Robustness robustness() {
        return all.stream()
                .map(Suite::robustness)
                .filter(Robustness::wasTried)
                .findFirst()
                .orElse(Robustness.NOT_TRIED);
    }
}
