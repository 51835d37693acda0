package org.rsmtck.explore.property;

import static org.rsmtck.explore.property.Property.Mode.ALWAYS;
import static org.rsmtck.explore.property.Property.Mode.SOMETIMES;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.explore.Role;
import org.rsmtck.explore.Scope;
import org.rsmtck.explore.Transition;
import org.rsmtck.explore.property.Property.OfChange;
import org.rsmtck.explore.property.Property.OfExport;
import org.rsmtck.explore.property.Property.OfImport;
import org.rsmtck.explore.property.Property.OfProcess;
import org.rsmtck.explore.property.Property.OfRuns;
import org.rsmtck.explore.property.Property.OfStep;
import org.rsmtck.explore.property.Property.Touched;
import org.rsmtck.model.Connection;
import org.rsmtck.model.Export;
import org.rsmtck.model.Import;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.ProcessState;
import org.rsmtck.model.Table;
import org.rsmtck.model.Variant.Arrival;
import org.rsmtck.model.VariationPoint;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the page implies for every world, and what every scope should show. */
public final class Properties {
    private final Model model;
    private final Interpretation interpretation;

    private Properties(Model model, Interpretation interpretation) {
        this.model = model;
        this.interpretation = interpretation;
    }

    /** All of them, for this model under this full reading, as far as they concern the scope. */
    public static List<Property> of(Model model, Interpretation interpretation, Scope scope) {
        Properties properties = new Properties(model, interpretation);
        List<Property> all = new ArrayList<>(properties.laws());
        if (properties.isCutLater(scope)) {
            all.add(CUT_ARRIVES);
        }
        all.addAll(properties.sights(scope));
        return all;
    }

    private static final Property CUT_ARRIVES =
            new OfRuns(
                    "cut-arrives",
                    "an import whose export was unpublished is off in the end, or gone",
                    Properties::isFading,
                    (world, process, handle) -> !isFading(world, process, handle));

    private static boolean isFading(World world, int process, long handle) {
        return world.process(process)
                .imports()
                .get(handle)
                .filter(segment -> segment.connection() instanceof Connection.DisconnectPending)
                .isPresent();
    }

    private List<Property> laws() {
        return List.of(
                new OfImport(
                        ALWAYS,
                        "live-is-published",
                        "a live import is connected to an export that is published",
                        Properties::isPublishedIfLive),
                new OfChange(
                        "off-stays-off",
                        "an import that was forced off, or is about to be, never comes back",
                        Properties::staysOff),
                new OfChange(
                        "one-mapping",
                        "an import has one mapping at most: none takes the place of another",
                        Properties::keepsMapping),
                new OfStep(
                        "refusal-changes-nothing",
                        "a refused call changes nothing but the interruption that it told of",
                        Properties::isHarmlessIfRefused),
                new OfStep(
                        "republish-spares-imports",
                        "a republish changes no import",
                        Properties::sparesImportsIfRepublished),
                new OfImport(
                        ALWAYS,
                        "import-counts",
                        "no count of poll descriptors or signals of an import is negative",
                        (world, process, handle) ->
                                at(world, process, handle).pollfds() >= 0
                                        && at(world, process, handle).signals() >= 0),
                new OfExport(
                        ALWAYS,
                        "export-counts",
                        "no count of poll descriptors or signals of an export is negative",
                        (world, process, handle) ->
                                exported(world, process, handle).pollfds() >= 0
                                        && exported(world, process, handle).signals() >= 0),
                new OfProcess(
                        ALWAYS,
                        "controller-counts",
                        "a controller whose handle is held was got at least once more than"
                                + " released",
                        (world, process) ->
                                world.process(process).controllers().values().stream()
                                        .allMatch(use -> use.count() >= 1)),
                new OfProcess(
                        ALWAYS,
                        "handles-differ",
                        "no two handles of a process are equal",
                        Properties::tellsHandlesApart),
                new OfProcess(
                        ALWAYS,
                        "nothing-left",
                        "nothing is left of an import that is gone: whoever holds no segment has no"
                                + " barrier that leads anywhere",
                        Properties::holdsOnToNothing),
                new OfImport(
                        ALWAYS,
                        "grant",
                        "a mapping gives no access beyond what connect was granted",
                        Properties::keepsToGrant),
                new OfImport(
                        ALWAYS,
                        "disconnect-possible",
                        "disconnect succeeds where neither a mapping nor a poll descriptor is in"
                                + " the way",
                        this::letsGo));
    }

    /** What a scope should show for its verdicts to mean something. */
    private List<Property> sights(Scope scope) {
        List<Property> sights = new ArrayList<>();
        Set<String> importing =
                scope.roles().stream()
                        .map(Role::vocabulary)
                        .filter(words -> words.contains("connect"))
                        .flatMap(Set::stream)
                        .collect(Collectors.toSet());
        if (!importing.isEmpty()) {
            for (String connection : connections(scope)) {
                for (boolean isMapped : is(importing.contains("map"))) {
                    for (boolean isPolled : is(importing.contains("get_pollfd"))) {
                        sights.add(sight(connection, isMapped, isPolled));
                    }
                }
            }
        }
        if (scope.roles().stream().anyMatch(role -> role.vocabulary().contains("unpublish"))) {
            sights.add(sight("published", true));
            sights.add(sight("unpublished", false));
        }
        return sights;
    }

    private static List<Boolean> is(boolean possible) {
        return possible ? List.of(false, true) : List.of(false);
    }

    private List<String> connections(Scope scope) {
        return isCutLater(scope) ? List.of("live", "fading", "off") : List.of("live", "off");
    }

    private boolean isCutLater(Scope scope) {
        return model.profile().at(VariationPoint.CUT_ELSEWHERE).contains(Arrival.EVENTUALLY)
                && scope.roles().stream().map(Role::node).distinct().count() > 1;
    }

    private static Property sight(String connection, boolean isMapped, boolean isPolled) {
        String words =
                "an import is "
                        + connection
                        + (isMapped ? " and mapped" : "")
                        + (isPolled ? " with a poll descriptor held" : "");
        return new OfImport(
                SOMETIMES,
                connection + (isMapped ? "-mapped" : "") + (isPolled ? "-polled" : ""),
                words,
                (world, process, handle) -> {
                    Import segment = at(world, process, handle);
                    return name(segment.connection()).equals(connection)
                            && segment.isExplicitlyMapped() == isMapped
                            && segment.pollfds() > 0 == isPolled;
                });
    }

    private static Property sight(String name, boolean isPublished) {
        return new OfExport(
                SOMETIMES,
                name,
                "an export is " + (isPublished ? "" : "not ") + "published",
                (world, process, handle) ->
                        exported(world, process, handle).isPublished() == isPublished);
    }

    private static String name(Connection connection) {
        return switch (connection) {
            case Connection.Live live -> "live";
            case Connection.DisconnectPending fading -> "fading";
            case Connection.ForciblyDisconnected off -> "off";
        };
    }

    private static Import at(World world, int process, long handle) {
        return world.process(process).imports().get(handle).orElseThrow();
    }

    private static Export exported(World world, int process, long handle) {
        return world.process(process).exports().get(handle).orElseThrow();
    }

    private static boolean isOff(Import segment) {
        return segment.connection() instanceof Connection.ForciblyDisconnected;
    }

    private static boolean isPublishedIfLive(World world, int process, long handle) {
        return !(at(world, process, handle).connection() instanceof Connection.Live live)
                || world.process(live.process())
                        .exports()
                        .get(live.export())
                        .filter(Export::isPublished)
                        .isPresent();
    }

    private static boolean staysOff(ProcessState before, ProcessState after) {
        return kept(before, after).stream()
                .noneMatch(pair ->
                        !(pair.before.connection() instanceof Connection.Live)
                                        && pair.after.connection() instanceof Connection.Live
                                || isOff(pair.before) && !isOff(pair.after));
    }

    private static boolean keepsMapping(ProcessState before, ProcessState after) {
        return kept(before, after).stream()
                .noneMatch(pair ->
                        pair.before.mapping().isPresent()
                                && pair.after.mapping().isPresent()
                                && !pair.before.mapping().equals(pair.after.mapping()));
    }

    private record Pair(Import before, Import after) {}

    private static List<Pair> kept(ProcessState before, ProcessState after) {
        return before.imports().entries().stream()
                .flatMap(entry ->
                        after.imports().get(entry.getKey()).stream()
                                .map(then -> new Pair(entry.getValue(), then)))
                .toList();
    }

    private static boolean isHarmlessIfRefused(Transition transition, Set<Touched> touched) {
        return !(transition instanceof Transition.Made made
                        && made.reply() instanceof Reply.Refused)
                || touched.stream().allMatch(one -> one.of() == Touched.Of.CONDITION);
    }

    private static boolean sparesImportsIfRepublished(Transition transition, Set<Touched> touched) {
        return !(transition instanceof Transition.Made made
                        && made.call() instanceof Call.Republish)
                || touched.stream().noneMatch(one -> one.of() == Touched.Of.IMPORTS);
    }

    private static boolean holdsOnToNothing(World world, int process) {
        ProcessState me = world.process(process);
        return me.barriers().values().stream()
                .flatMapToLong(barrier -> barrier.segment().stream())
                .allMatch(segment -> me.imports().has(segment));
    }

    private static boolean tellsHandlesApart(World world, int process) {
        ProcessState me = world.process(process);
        List<Table<Long, ?>> tables =
                List.of(me.controllers(), me.exports(), me.imports(), me.barriers());
        long handles = tables.stream().mapToLong(Table::size).sum();
        return tables.stream().flatMap(table -> table.keys().stream()).distinct().count()
                == handles;
    }

    private static boolean keepsToGrant(World world, int process, long handle) {
        Import segment = at(world, process, handle);
        return segment.mapping()
                .filter(mapping -> (mapping.permission() & ~segment.permission()) != 0)
                .isEmpty();
    }

    private boolean letsGo(World world, int process, long handle) {
        Import segment = at(world, process, handle);
        return segment.isExplicitlyMapped()
                || segment.pollfds() > 0
                || model
                        .allowed(interpretation, world, process, new Call.Disconnect(handle))
                        .steps()
                        .stream()
                        .allMatch(step -> step.reply() instanceof Reply.Success);
    }
}
