package org.rsmtck.explore;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.toSet;

import org.junit.jupiter.api.Test;
import org.rsmtck.api.Call;
import org.rsmtck.explore.witness.WitnessIndex;
import org.rsmtck.model.Checks;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Variant;
import org.rsmtck.model.VariationPoint;
import org.rsmtck.model.illumos.IllumosLoopback;
import org.rsmtck.model.page.Pages;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Every rule about a refusal or a success is at work somewhere in the scopes, save those that stand
 * for an option which the profile does not have.
 */
class RuleCoverageTest {
    private static final long PAGE = 4096;

    /** Two nodes reach most with least; mishaps have by far the most worlds. */
    private static final List<Scope> SCOPES =
            Scopes.ALL.reversed().stream()
                    .sorted(Comparator.comparing(scope -> scope.equals(Scopes.MISHAPS)))
                    .toList();

    /** Which rules were at work, and for how long no other one has been. */
    private static final class Violation {
        /** Breadth first, what is new comes early: the rest of a scope is more of the same. */
        private static final int PATIENCE = 2_000_000;

        private final Set<String> reached = new HashSet<>();
        private int patience;

        private static final class EnoughException extends RuntimeException {
            private static final long serialVersionUID = 1;
        }

        void note(String id, boolean isAtWork) {
            if (isAtWork && reached.add(id)) {
                patience = PATIENCE;
            }
            if (--patience == 0) {
                throw new EnoughException();
            }
        }

        void from(Runnable exploration) {
            patience = PATIENCE;
            try {
                exploration.run();
            } catch (EnoughException e) {
                // The scope has no more to tell.
            }
        }
    }

    /** By the point at which strict takes another option. */
    private static final Map<VariationPoint<?>, Set<String>> NEVER_UNDER_STRICT =
            Map.ofEntries(
                    Map.entry(
                            VariationPoint.OWN_NODE_WITHOUT_CONTROLLER,
                            Set.of("connect/PERM_DENIED#without-controller")),
                    Map.entry(VariationPoint.NULL_OUT, Set.of("connect/BAD_SEG_HNDL")),
                    Map.entry(
                            VariationPoint.UNLISTED_NODE_WITH_IMPORTERS,
                            Set.of("connect/PERM_DENIED#cached")),
                    Map.entry(
                            VariationPoint.FOREIGN_NODE_ON_LOOPBACK,
                            Set.of(
                                    "connect/SEG_NOT_PUBLISHED#loopback",
                                    "connect/REMOTE_NODE_UNREACHABLE#loopback")),
                    Map.entry(
                            VariationPoint.UNKNOWN_NODE_ON_LOOPBACK,
                            Set.of(
                                    "connect/SEG_NOT_PUBLISHED#loopback-unknown",
                                    "connect/REMOTE_NODE_UNREACHABLE#loopback-unknown")),
                    Map.entry(
                            VariationPoint.NO_PATH, Set.of("connect/physical-connection#refused")),
                    Map.entry(
                            VariationPoint.UNPUBLISH_WHILE_HELD, Set.of("unpublish/POLLFD_IN_USE")),
                    Map.entry(VariationPoint.UNMAP_WHILE_HELD, Set.of("unmap/POLLFD_IN_USE")),
                    Map.entry(
                            VariationPoint.POLLFD_AT_ZERO,
                            Set.of("release_pollfd/BAD_SEG_HNDL#zero")),
                    Map.entry(VariationPoint.UNMAP_UNMAPPED, Set.of("unmap/BAD_SEG_HNDL#unmapped")),
                    Map.entry(
                            VariationPoint.IMPLICIT_MAPPING,
                            Set.of(
                                    "map/SEG_ALREADY_MAPPED#implicitly",
                                    "unmap/SEG_NOT_MAPPED#implicitly",
                                    "unmap/BAD_SEG_HNDL#implicitly",
                                    "get/BAD_OFFSET#window",
                                    "put/BAD_OFFSET#window",
                                    "get_units/BAD_OFFSET#window",
                                    "put_units/BAD_OFFSET#window",
                                    "get/CONN_ABORTED#no-mapping",
                                    "put/CONN_ABORTED#no-mapping",
                                    "get_units/CONN_ABORTED#no-mapping",
                                    "put_units/CONN_ABORTED#no-mapping",
                                    "get/BAD_PERMS#no-mapping",
                                    "put/BAD_PERMS#no-mapping",
                                    "get_units/BAD_PERMS#no-mapping",
                                    "put_units/BAD_PERMS#no-mapping",
                                    "get/BAD_OFFSET#mapped",
                                    "put/BAD_OFFSET#mapped",
                                    "get_units/BAD_OFFSET#mapped",
                                    "put_units/BAD_OFFSET#mapped")),
                    Map.entry(VariationPoint.ERROR_ORDER, Set.of("publish/BAD_ACL#no-list")),
                    Map.entry(
                            VariationPoint.GET_WITHOUT_READ,
                            Set.of("get/BAD_PERMS", "get_units/BAD_PERMS")),
                    Map.entry(
                            VariationPoint.PUT_WITHOUT_WRITE,
                            Set.of("put/BAD_PERMS", "put_units/BAD_PERMS")),
                    Map.entry(
                            VariationPoint.ACCESS_AFTER_CUT,
                            Set.of(
                                    "get/CONN_ABORTED#explicit",
                                    "put/CONN_ABORTED#explicit",
                                    "get_units/CONN_ABORTED#explicit",
                                    "put_units/CONN_ABORTED#explicit")),
                    Map.entry(
                            VariationPoint.LINK_LOSS,
                            Set.of(
                                    "map/CONN_ABORTED#path",
                                    "get/CONN_ABORTED#path",
                                    "put/CONN_ABORTED#path",
                                    "get_units/CONN_ABORTED#path",
                                    "put_units/CONN_ABORTED#path",
                                    "signal_post/REMOTE_NODE_UNREACHABLE")),
                    Map.entry(VariationPoint.CREATE_LENGTH, Set.of("create/BAD_LENGTH#cut")),
                    Map.entry(
                            VariationPoint.NO_MEMORY_FOR_MAPPING,
                            Set.of(
                                    "map/BAD_LENGTH#no-memory",
                                    "get/BAD_LENGTH#no-memory",
                                    "put/BAD_LENGTH#no-memory",
                                    "get_units/BAD_LENGTH#no-memory",
                                    "put_units/BAD_LENGTH#no-memory")));

    /** By the point at which man-page asks for less. */
    private static final Map<VariationPoint<?>, Set<String>> NEVER_UNDER_MAN_PAGE =
            Map.ofEntries(
                    Map.entry(VariationPoint.ERROR_ORDER, Set.of("publish/BAD_ACL#no-list")),
                    // Transfers may go through a mapping, and need not.
                    Map.entry(
                            VariationPoint.IMPLICIT_MAPPING,
                            Set.of(
                                    "get/CONN_ABORTED#no-mapping",
                                    "put/CONN_ABORTED#no-mapping",
                                    "get_units/CONN_ABORTED#no-mapping",
                                    "put_units/CONN_ABORTED#no-mapping",
                                    "get/BAD_PERMS#no-mapping",
                                    "put/BAD_PERMS#no-mapping",
                                    "get_units/BAD_PERMS#no-mapping",
                                    "put_units/BAD_PERMS#no-mapping",
                                    "get/BAD_OFFSET#mapped",
                                    "put/BAD_OFFSET#mapped",
                                    "get_units/BAD_OFFSET#mapped",
                                    "put_units/BAD_OFFSET#mapped")),
                    // Any documented refusal is right, so none of them is a rule of its own.
                    Map.entry(
                            VariationPoint.NO_PATH,
                            Set.of("connect/REMOTE_NODE_UNREACHABLE#no-path")),
                    // A barrier that was not initialised, or whose import is gone, is a wrong
                    // handle.
                    Map.entry(
                            VariationPoint.WRONG_HANDLE,
                            Set.of(
                                    "open_barrier/BARRIER_UNINITIALIZED",
                                    "open_barrier/BAD_SEG_HNDL",
                                    "order_barrier/BARRIER_UNINITIALIZED",
                                    "order_barrier/BAD_SEG_HNDL",
                                    "close_barrier/BARRIER_UNINITIALIZED",
                                    "close_barrier/BAD_SEG_HNDL",
                                    "destroy_barrier/BARRIER_UNINITIALIZED",
                                    "destroy_barrier/BAD_SEG_HNDL")),
                    Map.entry(
                            VariationPoint.BARRIER_MISUSE,
                            Set.of(
                                    "order_barrier/BARRIER_NOT_OPENED",
                                    "order_barrier/CONN_ABORTED",
                                    "close_barrier/BARRIER_NOT_OPENED",
                                    "close_barrier/CONN_ABORTED")),
                    Map.entry(VariationPoint.CREATE_LENGTH, Set.of("create/BAD_LENGTH#cut")),
                    Map.entry(
                            VariationPoint.NO_MEMORY_FOR_MAPPING,
                            Set.of(
                                    "map/BAD_LENGTH#no-memory",
                                    "get/BAD_LENGTH#no-memory",
                                    "put/BAD_LENGTH#no-memory",
                                    "get_units/BAD_LENGTH#no-memory",
                                    "put_units/BAD_LENGTH#no-memory")));

    /** By the point at which illumos-loopback takes another option. */
    private static final Map<VariationPoint<?>, Set<String>> NEVER_UNDER_ILLUMOS_LOOPBACK =
            Map.ofEntries(
                    Map.entry(
                            VariationPoint.OWN_NODE_WITHOUT_CONTROLLER,
                            Set.of("connect/PERM_DENIED#without-controller")),
                    // What is outside the contract is not refused, and connect writes to its out
                    // parameter at once.
                    Map.entry(
                            VariationPoint.NULL_OUT,
                            Set.of("connect/BAD_SEG_HNDL", "connect/BAD_ADDR")),
                    Map.entry(
                            VariationPoint.NULL_RELEASE,
                            Set.of("release_controller/BAD_CTLR_HNDL")),
                    Map.entry(
                            VariationPoint.FOREIGN_NODE_ON_LOOPBACK,
                            Set.of(
                                    "connect/SEG_NOT_PUBLISHED#loopback",
                                    "connect/REMOTE_NODE_UNREACHABLE#loopback")),
                    Map.entry(
                            VariationPoint.UNKNOWN_NODE_ON_LOOPBACK,
                            Set.of(
                                    "connect/SEG_NOT_PUBLISHED#loopback-unknown",
                                    "connect/REMOTE_NODE_UNREACHABLE#loopback-unknown")),
                    Map.entry(
                            VariationPoint.NO_PATH,
                            Set.of("connect/REMOTE_NODE_UNREACHABLE#no-path")),
                    Map.entry(
                            VariationPoint.UNPUBLISH_WHILE_HELD, Set.of("unpublish/POLLFD_IN_USE")),
                    Map.entry(VariationPoint.UNMAP_WHILE_HELD, Set.of("unmap/POLLFD_IN_USE")),
                    Map.entry(
                            VariationPoint.POLLFD_AT_ZERO,
                            Set.of("release_pollfd/BAD_SEG_HNDL#zero")),
                    Map.entry(VariationPoint.UNMAP_UNMAPPED, Set.of("unmap/BAD_SEG_HNDL#unmapped")),
                    // What is certain is no longer what may be.
                    Map.entry(
                            VariationPoint.IMPLICIT_MAPPING,
                            Set.of(
                                    "map/SEG_ALREADY_MAPPED#implicitly",
                                    "unmap/SEG_NOT_MAPPED#implicitly",
                                    "unmap/BAD_SEG_HNDL#implicitly",
                                    "get/BAD_OFFSET#window",
                                    "put/BAD_OFFSET#window",
                                    "get_units/BAD_OFFSET#window",
                                    "put_units/BAD_OFFSET#window")),
                    Map.entry(
                            VariationPoint.GET_WITHOUT_READ,
                            Set.of("get/BAD_PERMS", "get_units/BAD_PERMS")),
                    Map.entry(
                            VariationPoint.PUT_WITHOUT_WRITE,
                            Set.of("put/BAD_PERMS", "put_units/BAD_PERMS")),
                    Map.entry(
                            VariationPoint.ACCESS_AFTER_CUT,
                            Set.of(
                                    "get/CONN_ABORTED#explicit",
                                    "put/CONN_ABORTED#explicit",
                                    "get_units/CONN_ABORTED#explicit",
                                    "put_units/CONN_ABORTED#explicit")),
                    Map.entry(VariationPoint.SIGNAL_AFTER_CUT, Set.of("signal_post/CONN_ABORTED")),
                    Map.entry(
                            VariationPoint.LINK_LOSS,
                            Set.of(
                                    "map/CONN_ABORTED#path",
                                    "get/CONN_ABORTED#path",
                                    "put/CONN_ABORTED#path",
                                    "get_units/CONN_ABORTED#path",
                                    "put_units/CONN_ABORTED#path",
                                    "signal_post/REMOTE_NODE_UNREACHABLE")),
                    Map.entry(
                            VariationPoint.EMPTY_TRANSFER,
                            Set.of("get/BAD_LENGTH#empty", "put/BAD_LENGTH#empty")),
                    Map.entry(
                            VariationPoint.EMPTY_UNITS,
                            Set.of("get_units/BAD_LENGTH#empty", "put_units/BAD_LENGTH#empty")),
                    Map.entry(VariationPoint.NO_MEMORY_FOR_MAPPING, Set.of("map/MAP_FAILED")),
                    Map.entry(
                            VariationPoint.WRONG_HANDLE,
                            NEVER_UNDER_MAN_PAGE.get(VariationPoint.WRONG_HANDLE)),
                    Map.entry(
                            VariationPoint.BARRIER_MISUSE,
                            NEVER_UNDER_MAN_PAGE.get(VariationPoint.BARRIER_MISUSE)));

    @Test
    void under_strict_every_rule_of_its_options_is_reached() {
        Set<String> never = flat(NEVER_UNDER_STRICT);

        assertThat(neverReached(Profile.STRICT, never)).isEqualTo(never);
    }

    @Test
    void under_man_page_every_rule_of_its_options_is_reached() {
        Set<String> never = flat(NEVER_UNDER_MAN_PAGE);

        assertThat(neverReached(Profile.MAN_PAGE, never)).isEqualTo(never);
    }

    @Test
    void under_illumos_loopback_every_rule_of_its_options_is_reached() {
        Set<String> never = flat(NEVER_UNDER_ILLUMOS_LOOPBACK);

        assertThat(neverReached(IllumosLoopback.PROFILE, never)).isEqualTo(never);
    }

    /** A refusal without a place in the order would be given last, and by chance. */
    @Test
    void the_order_of_checks_names_every_refusal_that_illumos_loopback_reaches() {
        Checks checks = IllumosLoopback.PROFILE.shipped().orElseThrow().checks();
        Set<String> reached =
                Pages.RULES.stream()
                        .filter(rule -> rule instanceof Rule.Refusal<?>)
                        .map(Rule::id)
                        .filter(id -> !flat(NEVER_UNDER_ILLUMOS_LOOPBACK).contains(id))
                        .collect(toSet());

        assertThat(checks.places().keySet()).containsExactlyInAnyOrderElementsOf(reached);
    }

    /** Save over a controller of which nothing is known. */
    @Test
    void illumos_loopback_gives_one_code_for_each_refusal() {
        Checks checks = IllumosLoopback.PROFILE.shipped().orElseThrow().checks();

        for (Rule rule : Pages.RULES) {
            if (rule instanceof Rule.Refusal<?> refusal
                    && checks.places().containsKey(rule.id())
                    && !rule.id().equals("connect/physical-connection#refused")) {
                assertThat(refusal.codes().size() == 1 || checks.codes().containsKey(rule.id()))
                        .as(rule.id())
                        .isTrue();
            }
            if (rule instanceof Rule.Refusal<?> refusal && checks.codes().containsKey(rule.id())) {
                assertThat(refusal.codes()).contains(checks.codes().get(rule.id()));
            }
        }
    }

    /** A reason that no longer holds would hide a hole. */
    @Test
    void every_reason_is_a_point_at_which_the_profile_does_without_an_option() {
        Stream.of(
                        Map.entry(Profile.STRICT, NEVER_UNDER_STRICT),
                        Map.entry(Profile.MAN_PAGE, NEVER_UNDER_MAN_PAGE),
                        Map.entry(IllumosLoopback.PROFILE, NEVER_UNDER_ILLUMOS_LOOPBACK))
                .forEach(reasons ->
                        assertThat(reasons.getValue().keySet())
                                .allMatch(point ->
                                        !reasons.getKey().at(point).containsAll(point.options())));
    }

    private static Set<String> flat(Map<VariationPoint<?>, Set<String>> byPoint) {
        return byPoint.values().stream().flatMap(Set::stream).collect(toSet());
    }

    private static Set<String> neverReached(Profile profile, Set<String> expected) {
        Violation news = new Violation();
        Model model =
                Pages.model(profile)
                        .with(rules -> rules.stream().map(rule -> noting(rule, news)).toList());
        Set<String> missing =
                Pages.RULES.stream()
                        .filter(rule -> !(rule instanceof Rule.Outside<?>))
                        .map(Rule::id)
                        .collect(toSet());
        for (Interpretation interpretation : readings(profile)) {
            for (Scope scope : SCOPES) {
                if (mayReach(scope, missing, expected)) {
                    news.from(() -> WitnessIndex.of(model, interpretation, scope, PAGE));
                    missing.removeAll(news.reached);
                }
            }
        }
        return missing;
    }

    private static boolean mayReach(Scope scope, Set<String> missing, Set<String> expected) {
        return scope.roles().stream()
                .flatMap(role -> role.vocabulary().stream())
                .anyMatch(word ->
                        missing.stream()
                                .filter(id -> !expected.contains(id))
                                .anyMatch(id -> id.startsWith(word + "/")));
    }

    /** Points that no rule stands for: turning them makes many worlds and reaches no more. */
    private static final Set<VariationPoint<?>> WITHOUT_RULES =
            Set.of(
                    VariationPoint.CONTROLLER_AGAIN,
                    VariationPoint.RELEASED_CONTROLLER,
                    VariationPoint.CUT_ON_NODE,
                    VariationPoint.CUT_ELSEWHERE,
                    VariationPoint.EFFECTS_ELSEWHERE);

    /**
     * The safest reading, the one that takes another option wherever a rule stands for it, and one
     * with what is left: third options, and silent mappings where unmap has its usual code.
     */
    private static List<Interpretation> readings(Profile profile) {
        Interpretation safest = profile.readings().getFirst();
        Interpretation second = safest;
        Interpretation third = safest;
        for (VariationPoint<?> point : profile.open()) {
            if (!WITHOUT_RULES.contains(point)) {
                second = otherwise(second, point, profile, true);
                third = otherwise(third, point, profile, false);
            }
        }
        return second.equals(safest)
                ? List.of(safest)
                : List.of(
                        safest,
                        second,
                        third.with(
                                VariationPoint.UNMAP_UNMAPPED,
                                VariationPoint.UNMAP_UNMAPPED.safest()));
    }

    private static <V extends Enum<V> & Variant> Interpretation otherwise(
            Interpretation interpretation,
            VariationPoint<V> point,
            Profile profile,
            boolean first) {
        List<V> others =
                profile.at(point).stream().filter(option -> option != point.safest()).toList();
        return interpretation.with(point, first ? others.getFirst() : others.getLast());
    }

    /** The same rule, which notes its id when its guard holds or its success may be had. */
    private static Rule noting(Rule rule, Violation news) {
        return switch (rule) {
            case Rule.Refusal<?> refusal -> noting(refusal, news);
            case Rule.Effect<?> effect -> noting(effect, news);
            case Rule.Outside<?> outside -> outside;
        };
    }

    private static <C extends Call> Rule noting(Rule.Refusal<C> rule, Violation news) {
        return new Rule.Refusal<>(
                rule.id(),
                rule.on(),
                rule.codes(),
                rule.force(),
                rule.words(),
                rule.also(),
                context -> {
                    boolean holds = rule.guard().test(context);
                    news.note(rule.id(), holds);
                    return holds;
                },
                rule.after());
    }

    private static <C extends Call> Rule noting(Rule.Effect<C> rule, Violation news) {
        return new Rule.Effect<>(
                rule.id(),
                rule.on(),
                rule.words(),
                rule.also(),
                context -> {
                    List<Rule.Outcome> outcomes = rule.outcomes().apply(context);
                    news.note(rule.id(), !outcomes.isEmpty());
                    return outcomes;
                });
    }
}
