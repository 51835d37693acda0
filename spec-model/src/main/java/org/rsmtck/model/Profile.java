package org.rsmtck.model;

import static java.util.Objects.requireNonNull;

import org.rsmtck.model.Variant.AccessAfterCut;
import org.rsmtck.model.Variant.Arrival;
import org.rsmtck.model.Variant.BarrierMisuse;
import org.rsmtck.model.Variant.ChosenSegment;
import org.rsmtck.model.Variant.ControllerAgain;
import org.rsmtck.model.Variant.CreateLength;
import org.rsmtck.model.Variant.EmptyTransfer;
import org.rsmtck.model.Variant.EntryBits;
import org.rsmtck.model.Variant.ErrorOrder;
import org.rsmtck.model.Variant.HandleReuse;
import org.rsmtck.model.Variant.ImplicitMapping;
import org.rsmtck.model.Variant.InterruptedByPublication;
import org.rsmtck.model.Variant.MapModeBits;
import org.rsmtck.model.Variant.MappedAccess;
import org.rsmtck.model.Variant.MisalignedMap;
import org.rsmtck.model.Variant.NoMemoryForMapping;
import org.rsmtck.model.Variant.NoPath;
import org.rsmtck.model.Variant.NullOut;
import org.rsmtck.model.Variant.NullRelease;
import org.rsmtck.model.Variant.OutAfterRefusal;
import org.rsmtck.model.Variant.OwnNodeWithoutController;
import org.rsmtck.model.Variant.PermissionZero;
import org.rsmtck.model.Variant.RebindWhileMapped;
import org.rsmtck.model.Variant.RefusalEffects;
import org.rsmtck.model.Variant.SignalAfterCut;
import org.rsmtck.model.Variant.UnmappedOut;
import org.rsmtck.model.Variant.WrappingMap;
import org.rsmtck.model.Variant.WrongHandle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The choice at every point where readings differ: data over the same rules.
 *
 * @param name as the command line takes it
 * @param options what is open at each point, at least one
 * @param shipped of a profile that tells what an implementation does, rather than what the page
 *     asks for: what else is known of that implementation
 */
public record Profile(
        String name,
        Map<VariationPoint<?>, Set<? extends Variant>> options,
        Optional<Shipped> shipped) {

    /** Points and options are kept in their order, whatever order they come in. */
    public Profile {
        Map<VariationPoint<?>, Set<? extends Variant>> inOrder = new LinkedHashMap<>();
        for (VariationPoint<?> point : VariationPoint.all()) {
            inOrder.put(
                    point, inOrder(point, requireNonNull(options.get(point), point.toString())));
        }
        options = Collections.unmodifiableMap(inOrder);
    }

    private static <V extends Enum<V> & Variant> Set<V> inOrder(
            VariationPoint<V> point, Set<? extends Variant> open) {
        Set<V> inOrder = point.options();
        inOrder.retainAll(open);
        return Collections.unmodifiableSet(inOrder);
    }

    /**
     * What is known of an implementation that people run.
     *
     * @param reasons by the point at which it does what {@code man-page} does not offer: why, with
     *     the source
     * @param checks in what order
     */
    public record Shipped(Map<VariationPoint<?>, String> reasons, Checks checks) {
        public Shipped {
            reasons = Collections.unmodifiableMap(new TreeMap<>(reasons));
        }
    }

    /**
     * A point at which shipped code does what {@code man-page} does not offer.
     *
     * @param page what {@code man-page} offers there
     * @param here what the code does
     */
    public record Divergence(
            VariationPoint<?> point,
            Set<? extends Variant> page,
            Set<? extends Variant> here,
            String reason) {}

    /** A reading of the page. */
    public Profile(String name, Map<VariationPoint<?>, Set<? extends Variant>> options) {
        this(name, options, Optional.empty());
    }

    /** One safe choice everywhere. */
    public static final Profile STRICT = strict();

    /** Every reading that a fair vendor could take: rejects only what the page rules out. */
    public static final Profile MAN_PAGE = manPage();

    /** What is open at the point: at least one option, in their order. */
    public <V extends Enum<V> & Variant> Set<V> at(VariationPoint<V> point) {
        @SuppressWarnings("unchecked")
        Set<V> open = (Set<V>) options.get(point);
        return requireNonNull(open);
    }

    /** The same profile, which takes this option at the point. */
    public <V extends Enum<V> & Variant> Profile with(VariationPoint<V> point, V option) {
        Map<VariationPoint<?>, Set<? extends Variant>> changed = new HashMap<>(options);
        changed.put(point, Set.of(option));
        return new Profile(name, changed, shipped);
    }

    /**
     * Where shipped code does what {@code man-page} does not offer, in the order of the points;
     * none for a reading of the page.
     */
    public List<Divergence> divergences() {
        return shipped.stream()
                .flatMap(known ->
                        VariationPoint.all().stream()
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
    public List<VariationPoint<?>> open() {
        return VariationPoint.all().stream().filter(point -> at(point).size() > 1).toList();
    }

    /**
     * Full readings that between them take every option at every open point: the safest one, and
     * those that differ from it at one point.
     */
    public List<Interpretation> readings() {
        Interpretation safest = Interpretation.NONE;
        for (VariationPoint<?> point : open()) {
            safest = safest(safest, point);
        }
        List<Interpretation> readings = new ArrayList<>(List.of(safest));
        for (VariationPoint<?> point : open()) {
            readings.addAll(others(safest, point));
        }
        return readings;
    }

    private <V extends Enum<V> & Variant> Interpretation safest(
            Interpretation reading, VariationPoint<V> point) {
        return reading.with(point, safestAt(point));
    }

    private <V extends Enum<V> & Variant> List<Interpretation> others(
            Interpretation safest, VariationPoint<V> point) {
        return at(point).stream()
                .filter(option -> option != safestAt(point))
                .map(option -> safest.with(point, option))
                .toList();
    }

    private <V extends Enum<V> & Variant> V safestAt(VariationPoint<V> point) {
        return at(point).contains(point.safest()) ? point.safest() : at(point).iterator().next();
    }

    private static Profile strict() {
        Map<VariationPoint<?>, Set<? extends Variant>> options = new HashMap<>();
        for (VariationPoint<?> point : VariationPoint.all()) {
            options.put(point, Set.of(point.safest()));
        }
        options.put(
                VariationPoint.CONTROLLER_AGAIN,
                EnumSet.of(ControllerAgain.SAME, ControllerAgain.FRESH));
        options.put(VariationPoint.CUT_ELSEWHERE, Set.of(Arrival.EVENTUALLY));
        options.put(
                VariationPoint.EMPTY_TRANSFER,
                EnumSet.of(EmptyTransfer.ACCEPTED, EmptyTransfer.BAD_LENGTH));
        options.put(
                VariationPoint.EMPTY_UNITS,
                EnumSet.of(EmptyTransfer.ACCEPTED, EmptyTransfer.BAD_LENGTH));
        return new Profile("strict", options);
    }

    private static Profile manPage() {
        Map<VariationPoint<?>, Set<? extends Variant>> options = new HashMap<>();
        for (VariationPoint<?> point : VariationPoint.all()) {
            options.put(point, point.options());
        }
        options.put(VariationPoint.OUT_AFTER_REFUSAL, Set.of(OutAfterRefusal.ANY));
        options.put(
                VariationPoint.OWN_NODE_WITHOUT_CONTROLLER, Set.of(OwnNodeWithoutController.ANY));
        options.put(
                VariationPoint.INTERRUPTED_BY_PUBLICATION, Set.of(InterruptedByPublication.ANY));
        options.put(VariationPoint.NO_PATH, Set.of(NoPath.ANY_DOCUMENTED));
        options.put(VariationPoint.ACCESS_AFTER_CUT, Set.of(AccessAfterCut.ANY));
        options.put(VariationPoint.WRONG_HANDLE, Set.of(WrongHandle.OUTSIDE));
        options.put(VariationPoint.BARRIER_MISUSE, Set.of(BarrierMisuse.OUTSIDE));
        options.put(VariationPoint.HANDLE_REUSE, Set.of(HandleReuse.ANY));
        options.put(VariationPoint.CHOSEN_SEGMENT, Set.of(ChosenSegment.ANY));
        options.put(VariationPoint.UNMAPPED_OUT, Set.of(UnmappedOut.OUTSIDE));
        offersNothingOfShippedCode(options);
        return new Profile("man-page", options);
    }

    /** What shipped code does against the page is no reading of it. */
    private static void offersNothingOfShippedCode(
            Map<VariationPoint<?>, Set<? extends Variant>> options) {
        options.put(VariationPoint.ERROR_ORDER, Set.of(ErrorOrder.ANY));
        options.put(VariationPoint.PERMISSION_ZERO, Set.of(PermissionZero.PERM_DENIED));
        options.put(VariationPoint.MAPPED_ACCESS, Set.of(MappedAccess.GRANT));
        options.put(
                VariationPoint.IMPLICIT_MAPPING,
                EnumSet.of(ImplicitMapping.NONE, ImplicitMapping.ACCEPTED));
        options.put(VariationPoint.REFUSAL_EFFECTS, Set.of(RefusalEffects.NONE));
        options.put(VariationPoint.NULL_OUT, EnumSet.of(NullOut.BAD_ADDR, NullOut.BAD_SEG_HNDL));
        options.put(VariationPoint.NULL_RELEASE, Set.of(NullRelease.REFUSED));
        options.put(VariationPoint.MISALIGNED_MAP, Set.of(MisalignedMap.REFUSED));
        options.put(VariationPoint.REBIND_WHILE_MAPPED, Set.of(RebindWhileMapped.NEW));
        options.put(VariationPoint.ENTRY_BITS, EnumSet.of(EntryBits.BAD_ACL, EntryBits.ACCEPTED));
        options.put(VariationPoint.MAP_MODE_BITS, Set.of(MapModeBits.BAD_PERMS));
        options.put(VariationPoint.WRAPPING_MAP, Set.of(WrappingMap.REFUSED));
        options.put(VariationPoint.CREATE_LENGTH, Set.of(CreateLength.ALL_BITS));
        options.put(VariationPoint.NO_MEMORY_FOR_MAPPING, Set.of(NoMemoryForMapping.LISTED));
        options.put(VariationPoint.SIGNAL_AFTER_CUT, Set.of(SignalAfterCut.REFUSED));
    }
}
