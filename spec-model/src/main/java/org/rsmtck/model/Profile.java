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
public record Profile(
        String name, Map<VariationPoint, Set<Variant>> options, Optional<Shipped> shipped) {

    /**
     * What is known of an implementation that people run.
     *
     * @param reasons by the point at which it does what {@code man-page} does not offer: why, with
     *     the source
     * @param checks in what order
     */
    public record Shipped(Map<VariationPoint, String> reasons, Checks checks) {
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
    public record Divergence(
            VariationPoint point, Set<Variant> page, Set<Variant> here, String reason) {}

    /** A reading of the page. */
    public Profile(String name, Map<VariationPoint, Set<Variant>> options) {
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

    public Set<Variant> at(VariationPoint point) {
        return options.get(point);
    }

    /**
     * Where shipped code does what {@code man-page} does not offer, in the order of the points;
     * none for a reading of the page.
     */
    public List<Divergence> divergences() {
        return shipped.stream()
                .flatMap(known ->
                        Arrays.stream(VariationPoint.values())
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
    public List<VariationPoint> open() {
        return options.keySet().stream().filter(point -> at(point).size() > 1).toList();
    }

    /**
     * Full readings that between them take every option at every open point: the safest one, and
     * those that differ from it at one point.
     */
    public List<Interpretation> readings() {
        Interpretation safest = Interpretation.NONE;
        for (VariationPoint point : open()) {
            safest = safest.with(point, safestAt(point));
        }
        List<Interpretation> readings = new ArrayList<>(List.of(safest));
        for (VariationPoint point : open()) {
            for (Variant option : at(point)) {
                if (option != safestAt(point)) {
                    readings.add(safest.with(point, option));
                }
            }
        }
        return readings;
    }

    private Variant safestAt(VariationPoint point) {
        return at(point).contains(point.safest()) ? point.safest() : at(point).iterator().next();
    }

    private static Profile strict() {
        Map<VariationPoint, Set<Variant>> options = new EnumMap<>(VariationPoint.class);
        for (VariationPoint point : VariationPoint.values()) {
            options.put(point, Set.of(point.safest()));
        }
        options.put(VariationPoint.CONTROLLER_AGAIN, EnumSet.of(Variant.SAME, Variant.FRESH));
        options.put(VariationPoint.CUT_ELSEWHERE, Set.of(Variant.EVENTUALLY));
        options.put(
                VariationPoint.EMPTY_TRANSFER, EnumSet.of(Variant.ACCEPTED, Variant.BAD_LENGTH));
        options.put(VariationPoint.EMPTY_UNITS, EnumSet.of(Variant.ACCEPTED, Variant.BAD_LENGTH));
        return new Profile("strict", options);
    }

    private static Profile manPage() {
        Map<VariationPoint, Set<Variant>> options = new EnumMap<>(VariationPoint.class);
        for (VariationPoint point : VariationPoint.values()) {
            options.put(point, point.options());
        }
        options.put(VariationPoint.OUT_AFTER_REFUSAL, Set.of(Variant.ANY));
        options.put(VariationPoint.OWN_NODE_WITHOUT_CONTROLLER, Set.of(Variant.ANY));
        options.put(VariationPoint.INTERRUPTED_BY_PUBLICATION, Set.of(Variant.ANY));
        options.put(VariationPoint.NO_PATH, Set.of(Variant.ANY_DOCUMENTED));
        options.put(VariationPoint.ACCESS_AFTER_CUT, Set.of(Variant.ANY));
        options.put(VariationPoint.WRONG_HANDLE, Set.of(Variant.OUTSIDE));
        options.put(VariationPoint.BARRIER_MISUSE, Set.of(Variant.OUTSIDE));
        options.put(VariationPoint.HANDLE_REUSE, Set.of(Variant.ANY));
        options.put(VariationPoint.CHOSEN_SEGMENT, Set.of(Variant.ANY));
        options.put(VariationPoint.UNMAPPED_OUT, Set.of(Variant.OUTSIDE));
        offersNothingOfShippedCode(options);
        return new Profile("man-page", options);
    }

    /** What shipped code does against the page is no reading of it. */
    private static void offersNothingOfShippedCode(Map<VariationPoint, Set<Variant>> options) {
        options.put(VariationPoint.ERROR_ORDER, Set.of(Variant.ANY));
        options.put(VariationPoint.PERMISSION_ZERO, Set.of(Variant.PERM_DENIED));
        options.put(VariationPoint.MAPPED_ACCESS, Set.of(Variant.GRANT));
        options.put(VariationPoint.IMPLICIT_MAPPING, EnumSet.of(Variant.NONE, Variant.ACCEPTED));
        options.put(VariationPoint.REFUSAL_EFFECTS, Set.of(Variant.NONE));
        options.put(VariationPoint.NULL_OUT, EnumSet.of(Variant.BAD_ADDR, Variant.BAD_SEG_HNDL));
        options.put(VariationPoint.NULL_RELEASE, Set.of(Variant.REFUSED));
        options.put(VariationPoint.MISALIGNED_MAP, Set.of(Variant.REFUSED));
        options.put(VariationPoint.REBIND_WHILE_MAPPED, Set.of(Variant.NEW));
        options.put(VariationPoint.ENTRY_BITS, EnumSet.of(Variant.BAD_ACL, Variant.ACCEPTED));
        options.put(VariationPoint.MAP_MODE_BITS, Set.of(Variant.BAD_PERMS));
        options.put(VariationPoint.WRAPPING_MAP, Set.of(Variant.REFUSED));
        options.put(VariationPoint.CREATE_LENGTH, Set.of(Variant.ALL_BITS));
        options.put(VariationPoint.NO_MEMORY_FOR_MAPPING, Set.of(Variant.LISTED));
        options.put(VariationPoint.SIGNAL_AFTER_CUT, Set.of(Variant.REFUSED));
    }
}
