package org.rsmtck.model;

import org.rsmtck.api.Call;
import org.rsmtck.api.RsmError;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * In which order an implementation checks, and with which of several codes it refuses.
 *
 * @param places ids of refusals, with how many checks come before: those with the same number are
 *     in an order that is not known
 * @param codes by the id of a refusal that has several codes: the one that is given
 */
public record Checks(Map<String, Integer> places, Map<String, RsmError> codes) {
    public Checks {
        places = Collections.unmodifiableMap(new TreeMap<>(places));
        codes = Collections.unmodifiableMap(new TreeMap<>(codes));
    }

    /** Ids of the refusals that one check is about. */
    public record Check(Set<String> rules, Optional<RsmError> code) {}

    public static Check check(String rule) {
        return new Check(Set.of(rule), Optional.empty());
    }

    public static Check check(String rule, RsmError code) {
        return new Check(Set.of(rule), Optional.of(code));
    }

    /** Checks of which it is not known which comes first. */
    public static Check either(String... rules) {
        return new Check(new TreeSet<>(List.of(rules)), Optional.empty());
    }

    /** The first in the list comes first. */
    public static Checks inOrder(List<Check> checks) {
        Map<String, Integer> places = new TreeMap<>();
        Map<String, RsmError> codes = new TreeMap<>();
        for (Check check : checks) {
            int place = places.size();
            for (String rule : check.rules) {
                if (places.put(rule, place) != null) {
                    throw new IllegalArgumentException(rule + " is checked twice");
                }
                check.code.ifPresent(code -> codes.put(rule, code));
            }
        }
        return new Checks(places, codes);
    }

    private int place(Rule rule) {
        return places.getOrDefault(rule.id(), Integer.MAX_VALUE);
    }

    /**
     * Of refusals that are due at once, those that may be given: up to the first that must be, and
     * what is checked together with it.
     */
    <C extends Call> List<Rule.Refusal<C>> first(List<Rule.Refusal<C>> due) {
        int last =
                due.stream()
                        .filter(refusal -> refusal.force() == Rule.Force.MUST)
                        .mapToInt(this::place)
                        .min()
                        .orElse(Integer.MAX_VALUE);
        List<Rule.Refusal<C>> first = new ArrayList<>();
        for (Rule.Refusal<C> refusal : due) {
            if (place(refusal) <= last) {
                first.add(refusal);
            }
        }
        return first;
    }

    /** The codes that a refusal may have. */
    Set<RsmError> codes(Rule.Refusal<?> refusal) {
        RsmError code = codes.get(refusal.id());
        return code == null ? refusal.codes() : Set.of(code);
    }
}
