package org.rsmtck.explore.proof;

import org.rsmtck.explore.Transition;
import org.rsmtck.explore.Worlds;
import org.rsmtck.explore.packed.PackedSearch;
import org.rsmtck.explore.packed.PackedWorlds;
import org.rsmtck.explore.packed.Ways;
import org.rsmtck.explore.property.Property;
import org.rsmtck.explore.property.Property.Mode;
import org.rsmtck.explore.property.Property.OfRuns;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All worlds of a scope, and what became of each claim about them. */
public final class Proof {

    /**
     * What became of a claim.
     *
     * @param way to the first world, or step, that decided it: one that breaks what should always
     *     be true, or shows what should be true sometimes; empty if there is none
     */
    public record Verdict(Property property, Optional<List<Transition>> way) {

        /** Whether the claim is borne out, as far as was searched. */
        public boolean isGood() {
            return way.isPresent() == (property.mode() == Mode.SOMETIMES);
        }
    }

    private record Finding(long state, Optional<Transition> transition) {}

    private final PackedSearch.Reach reach;
    private final List<Verdict> verdicts;
    private final List<Property> leftOut;
    private final Set<List<String>> meetings;
    private final boolean isReduced;

    private Proof(
            PackedSearch.Reach reach,
            List<Verdict> verdicts,
            List<Property> leftOut,
            Set<List<String>> meetings,
            boolean isReduced) {
        this.reach = reach;
        this.verdicts = List.copyOf(verdicts);
        this.leftOut = List.copyOf(leftOut);
        this.meetings = meetings;
        this.isReduced = isReduced;
    }

    /**
     * Searches the worlds, with these properties in mind. Those about runs are looked at in small
     * scopes alone, where the whole graph fits in memory.
     */
    public static Proof of(
            Worlds worlds, Collection<Property> properties, PackedSearch.Order order) {
        return of(worlds, properties, order, PackedWorlds::new);
    }

    /**
     * The same, where one world stands for all in which processes that are alike have changed
     * places. Nothing is said of runs: a fair one may be unfair to each of them.
     */
    public static Proof reduced(
            Worlds worlds, Collection<Property> properties, PackedSearch.Order order) {
        return of(worlds, properties, order, PackedWorlds::reduced);
    }

    private interface Packing {
        PackedWorlds of(
                Worlds worlds, Collection<Property> properties, PackedWorlds.Findings findings);
    }

    private static Proof of(
            Worlds worlds,
            Collection<Property> properties,
            PackedSearch.Order order,
            Packing packing) {
        Map<Property, Finding> findings = new ConcurrentHashMap<>();
        PackedWorlds packed =
                packing.of(
                        worlds,
                        properties,
                        (property, state, transition) ->
                                findings.putIfAbsent(property, new Finding(state, transition)));
        PackedSearch search = PackedSearch.of(packed, order);
        boolean isSmall =
                search.reach().isComplete()
                        && search.size() <= Runs.MOST_STATES
                        && !packed.isReduced();
        if (isSmall) {
            findings.putAll(ofRuns(packed, search, properties));
        }
        List<Long> states = findings.values().stream().map(Finding::state).toList();
        Ways ways = new Ways(worlds, packed, search, states);
        List<Verdict> verdicts = new ArrayList<>();
        List<Property> leftOut = new ArrayList<>();
        for (Property property : properties) {
            if (property instanceof OfRuns && !isSmall) {
                leftOut.add(property);
                continue;
            }
            Optional<Finding> finding = Optional.ofNullable(findings.get(property));
            verdicts.add(new Verdict(property, finding.map(found -> way(ways, found))));
        }
        return new Proof(search.reach(), verdicts, leftOut, packed.meetings(), packed.isReduced());
    }

    /** Where the claims about runs fail that do. */
    private static Map<Property, Finding> ofRuns(
            PackedWorlds packed, PackedSearch search, Collection<Property> properties) {
        Map<Property, Finding> findings = new HashMap<>();
        if (properties.stream().anyMatch(property -> property instanceof OfRuns)) {
            Runs runs = new Runs(packed, search);
            for (Property property : properties) {
                if (property instanceof OfRuns claim) {
                    runs.failing(claim)
                            .map(search::state)
                            .map(state -> new Finding(state, Optional.empty()))
                            .ifPresent(found -> findings.put(claim, found));
                }
            }
        }
        return findings;
    }

    private static List<Transition> way(Ways ways, Finding finding) {
        return finding.transition
                .map(last -> ways.to(finding.state, last))
                .orElseGet(() -> ways.to(finding.state));
    }

    public PackedSearch.Reach reach() {
        return reach;
    }

    /**
     * One for each property, in their order; none about runs where there are more than 200,000
     * states.
     */
    public List<Verdict> verdicts() {
        return verdicts;
    }

    /** Claims about runs that were not looked at, since the whole graph was not at hand. */
    public List<Property> leftOut() {
        return leftOut;
    }

    /** Whether a world stood for others in which processes had changed places. */
    public boolean isReduced() {
        return isReduced;
    }

    /** How many rules had a say in some call. */
    public long rulesMet() {
        return meetings.stream().flatMap(List::stream).distinct().count();
    }

    /** How many pairs of rules had a say in the same call. */
    public long pairsMet() {
        Set<Set<String>> pairs = new HashSet<>();
        for (List<String> meeting : meetings) {
            for (String one : meeting) {
                for (String other : meeting) {
                    if (!one.equals(other)) {
                        pairs.add(Set.of(one, other));
                    }
                }
            }
        }
        return pairs.size();
    }
}
