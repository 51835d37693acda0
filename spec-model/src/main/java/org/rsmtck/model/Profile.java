package org.rsmtck.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The choice at every point where readings differ: data over the same rules.
 *
 * @param name as the command line takes it
 * @param options what is open at each point, at least one
 * @param shipped of a profile that tells what an implementation does, rather than what the page
 *     asks for: what else is known of that implementation
 */
public record Profile(String name, Map<Point, Set<Option>> options, Optional<Shipped> shipped) {

    /**
     * What is known of an implementation that people run.
     *
     * @param reasons by the point at which it does what {@code man-page} does not offer: why, with
     *     the source
     * @param checks in what order
     */
    public record Shipped(Map<Point, String> reasons, Checks checks) {
        public Shipped {
            reasons = Collections.unmodifiableMap(new EnumMap<>(reasons));
        }
    }

    /**
     * A point at which shipped code does what {@code man-page} does not offer.
     *
     * @param page what {@code man-page} offers there
     * @param here what the code does
     */
    public record Divergence(Point point, Set<Option> page, Set<Option> here, String reason) {}

    /** A reading of the page. */
    public Profile(String name, Map<Point, Set<Option>> options) {
        this(name, options, Optional.empty());
    }

    /** One safe choice everywhere. */
    public static final Profile STRICT = strict();

    /** Every reading that a fair vendor could take: rejects only what the page rules out. */
    public static final Profile MAN_PAGE = manPage();

    /** What the illumos library and kernel agent do over the controller loopback. */
    public static final Profile ILLUMOS_LOOPBACK = IllumosLoopback.profile();

    public static List<Profile> all() {
        return List.of(MAN_PAGE, STRICT, ILLUMOS_LOOPBACK);
    }

    public static Optional<Profile> named(String name) {
        return all().stream().filter(profile -> profile.name().equals(name)).findFirst();
    }

    public Set<Option> at(Point point) {
        return options.get(point);
    }

    /**
     * Where shipped code does what {@code man-page} does not offer, in the order of the points;
     * none for a reading of the page.
     */
    public List<Divergence> divergences() {
        return shipped.stream()
                .flatMap(known ->
                        Arrays.stream(Point.values())
                                .filter(point -> !MAN_PAGE.at(point).containsAll(at(point)))
                                .map(point ->
                                        new Divergence(
                                                point,
                                                MAN_PAGE.at(point),
                                                at(point),
                                                known.reasons().getOrDefault(point, ""))))
                .toList();
    }

    /** The points that this profile leaves open, to be chosen once for a run. */
    public List<Point> open() {
        return options.keySet().stream().filter(point -> at(point).size() > 1).toList();
    }

    /**
     * Full readings that between them take every option at every open point: the safest one, and
     * those that differ from it at one point.
     */
    public List<Reading> readings() {
        Reading safest = Reading.NONE;
        for (Point point : open()) {
            safest = safest.with(point, safestAt(point));
        }
        List<Reading> readings = new ArrayList<>(List.of(safest));
        for (Point point : open()) {
            for (Option option : at(point)) {
                if (option != safestAt(point)) {
                    readings.add(safest.with(point, option));
                }
            }
        }
        return readings;
    }

    private Option safestAt(Point point) {
        return at(point).contains(point.safest()) ? point.safest() : at(point).iterator().next();
    }

    private static Profile strict() {
        Map<Point, Set<Option>> options = new EnumMap<>(Point.class);
        for (Point point : Point.values()) {
            options.put(point, Set.of(point.safest()));
        }
        options.put(Point.CONTROLLER_AGAIN, EnumSet.of(Option.SAME, Option.FRESH));
        options.put(Point.CUT_ELSEWHERE, Set.of(Option.EVENTUALLY));
        options.put(Point.EMPTY_TRANSFER, EnumSet.of(Option.ACCEPTED, Option.BAD_LENGTH));
        options.put(Point.EMPTY_UNITS, EnumSet.of(Option.ACCEPTED, Option.BAD_LENGTH));
        return new Profile("strict", options);
    }

    private static Profile manPage() {
        Map<Point, Set<Option>> options = new EnumMap<>(Point.class);
        for (Point point : Point.values()) {
            options.put(point, point.options());
        }
        options.put(Point.OUT_AFTER_REFUSAL, Set.of(Option.ANY));
        options.put(Point.OWN_NODE_WITHOUT_CONTROLLER, Set.of(Option.ANY));
        options.put(Point.INTERRUPTED_BY_PUBLICATION, Set.of(Option.ANY));
        options.put(Point.NO_PATH, Set.of(Option.ANY_DOCUMENTED));
        options.put(Point.ACCESS_AFTER_CUT, Set.of(Option.ANY));
        options.put(Point.WRONG_HANDLE, Set.of(Option.OUTSIDE));
        options.put(Point.BARRIER_MISUSE, Set.of(Option.OUTSIDE));
        options.put(Point.HANDLE_REUSE, Set.of(Option.ANY));
        options.put(Point.CHOSEN_SEGMENT, Set.of(Option.ANY));
        options.put(Point.UNMAPPED_OUT, Set.of(Option.OUTSIDE));
        offersNothingOfShippedCode(options);
        return new Profile("man-page", options);
    }

    /** What shipped code does against the page is no reading of it. */
    private static void offersNothingOfShippedCode(Map<Point, Set<Option>> options) {
        options.put(Point.ERROR_ORDER, Set.of(Option.ANY));
        options.put(Point.PERMISSION_ZERO, Set.of(Option.PERM_DENIED));
        options.put(Point.MAPPED_ACCESS, Set.of(Option.GRANT));
        options.put(Point.IMPLICIT_MAPPING, EnumSet.of(Option.NONE, Option.ACCEPTED));
        options.put(Point.REFUSAL_EFFECTS, Set.of(Option.NONE));
        options.put(Point.NULL_OUT, EnumSet.of(Option.BAD_ADDR, Option.BAD_SEG_HNDL));
        options.put(Point.NULL_RELEASE, Set.of(Option.REFUSED));
        options.put(Point.MISALIGNED_MAP, Set.of(Option.REFUSED));
        options.put(Point.REBIND_WHILE_MAPPED, Set.of(Option.NEW));
        options.put(Point.ENTRY_BITS, EnumSet.of(Option.BAD_ACL, Option.ACCEPTED));
        options.put(Point.MAP_MODE_BITS, Set.of(Option.BAD_PERMS));
        options.put(Point.WRAPPING_MAP, Set.of(Option.REFUSED));
        options.put(Point.CREATE_LENGTH, Set.of(Option.ALL_BITS));
        options.put(Point.NO_MEMORY_FOR_MAPPING, Set.of(Option.LISTED));
        options.put(Point.SIGNAL_AFTER_CUT, Set.of(Option.REFUSED));
    }
}
