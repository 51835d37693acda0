package org.rsmtck.model;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.model.Variant.Loss;
import org.rsmtck.model.Variant.PermissionZero;
import org.rsmtck.model.Variant.RefusalEffects;
import org.rsmtck.model.page.Pages;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What holds of every world and every step, in every scope, under every reading. */
class LawProperties {

    private static void inEverySetting(long seed, Consumer<Walk> law) {
        for (Setting setting : Setting.all()) {
            law.accept(new Walk(setting, seed));
        }
    }

    private static void ofEveryTrial(long seed, Consumer<Walk.Trial> law) {
        inEverySetting(seed, walk -> walk.onTrial(law).run());
    }

    @Property(tries = 2, shrinking = ShrinkingMode.OFF)
    void a_call_of_which_something_is_promised_has_an_answer(@ForAll long seed) {
        ofEveryTrial(
                seed,
                trial -> {
                    if (trial.allowed().isPromised()) {
                        assertThat(trial.allowed().steps()).as("%s", trial).isNotEmpty();
                    }
                });
    }

    @Property(tries = 2, shrinking = ShrinkingMode.OFF)
    void a_call_uses_up_an_interruption_and_a_refusal_changes_nothing_else(@ForAll long seed) {
        ofEveryTrial(
                seed,
                trial -> {
                    for (Step step : trial.allowed().steps()) {
                        assertThat(step.next().process(trial.process()).interrupted())
                                .as("%s", trial)
                                .isFalse();
                        if (step.reply() instanceof Reply.Refused) {
                            // That a node has seen something late by now is no change of it.
                            assertThat(
                                            withoutEffects(step.next(), trial)
                                                    .withLate(trial.calm().late()))
                                    .as("%s", trial)
                                    .isEqualTo(trial.calm());
                        }
                    }
                });
    }

    /**
     * The world after a refusal without what the refused call had done to its handle, where a
     * profile tells of shipped code that this stays.
     */
    private static World withoutEffects(World next, Walk.Trial trial) {
        boolean theyStay =
                trial.walk()
                        .setting()
                        .profile()
                        .at(VariationPoint.REFUSAL_EFFECTS)
                        .contains(RefusalEffects.STAYS);
        long handle = trial.call() instanceof Call.OnHandle on ? on.handle() : 0;
        if (!theyStay) {
            return next;
        }
        Optional<Import> segment = trial.caller().imports().get(handle);
        if (segment.isPresent()) {
            return next.withImport(
                    trial.process(),
                    handle,
                    after ->
                            after.withImplicitMapping(segment.get().implicitlyMapped())
                                    .withPollfds(segment.get().pollfds()));
        }
        return trial.caller()
                .exports()
                .get(handle)
                .map(export ->
                        next.withExport(
                                trial.process(),
                                handle,
                                after -> after.withPollfds(export.pollfds())))
                .orElse(next);
    }

    @Property(tries = 2, shrinking = ShrinkingMode.OFF)
    void a_call_on_one_segment_changes_no_other_handle_and_no_other_process(@ForAll long seed) {
        ofEveryTrial(
                seed,
                trial -> {
                    if (reachesOthers(trial.call())) {
                        return;
                    }
                    for (Step step : trial.allowed().steps()) {
                        World calm = trial.calm();
                        assertThat(othersIn(step.next(), trial.process()))
                                .as("%s", trial)
                                .isEqualTo(othersIn(calm, trial.process()));
                        long handle = trial.call() instanceof Call.OnHandle on ? on.handle() : 0;
                        assertThat(untouched(step.next().process(trial.process()), handle))
                                .as("%s", trial)
                                .containsAll(untouched(trial.caller(), handle));
                    }
                });
    }

    /** Bytes and signals reach the other end; unpublish and destroy end its imports. */
    private static boolean reachesOthers(Call call) {
        return call instanceof Call.Put
                || call instanceof Call.PutUnits
                || call instanceof Call.Store
                || call instanceof Call.SignalPost
                || call instanceof Call.Unpublish
                || call instanceof Call.ExportDestroy;
    }

    private static Table<Integer, ProcessState> othersIn(World world, int process) {
        return world.processes()
                .without(process)
                .mapped(other ->
                        other.withImports(other.imports().mapped(LawProperties::asItWasCutOff)));
    }

    /** What an import that is cut off may show grows with what is written elsewhere. */
    private static Import asItWasCutOff(Import segment) {
        return switch (segment.connection()) {
            case Connection.Live live -> segment;
            case Connection.DisconnectPending(Contents last) ->
                    segment.with(new Connection.DisconnectPending(withoutStrays(last)));
            case Connection.ForciblyDisconnected(Optional<Contents> last) ->
                    segment.with(
                            new Connection.ForciblyDisconnected(
                                    last.map(LawProperties::withoutStrays)));
        };
    }

    private static Contents withoutStrays(Contents contents) {
        return new Contents(contents.fill(), contents.writes(), Set.of());
    }

    /** The segments of a process but one; which barrier an import uses is left out. */
    private static Set<Object> untouched(ProcessState process, long handle) {
        Set<Object> all = new HashSet<>();
        for (Map.Entry<Long, Export> export : process.exports().without(handle).entries()) {
            all.add(List.of(export.getKey(), export.getValue()));
        }
        for (Map.Entry<Long, Import> segment : process.imports().without(handle).entries()) {
            all.add(
                    List.of(
                            segment.getKey(),
                            asItWasCutOff(segment.getValue()).withBarrier(OptionalLong.empty())));
        }
        return all;
    }

    @Property(tries = 2, shrinking = ShrinkingMode.OFF)
    void importers_that_come_and_go_change_nothing_for_the_exporter(@ForAll long seed) {
        ofEveryTrial(
                seed,
                trial -> {
                    if (trial.call() instanceof Call.Connect
                            || trial.call() instanceof Call.Disconnect
                            || trial.call() instanceof Call.Map
                            || trial.call() instanceof Call.Unmap) {
                        for (Step step : trial.allowed().steps()) {
                            assertThat(exports(step.next()))
                                    .as("%s", trial)
                                    .isEqualTo(exports(trial.before()));
                        }
                    }
                });
    }

    private static List<Table<Long, Export>> exports(World world) {
        return world.processes().values().stream().map(ProcessState::exports).toList();
    }

    private static List<Table<Long, Import>> imports(World world) {
        return world.processes().values().stream().map(ProcessState::imports).toList();
    }

    @Property(tries = 2, shrinking = ShrinkingMode.OFF)
    void a_new_access_list_changes_no_import(@ForAll long seed) {
        ofEveryTrial(
                seed,
                trial -> {
                    if (trial.call() instanceof Call.Republish) {
                        for (Step step : trial.allowed().steps()) {
                            assertThat(imports(step.next()))
                                    .as("%s", trial)
                                    .isEqualTo(imports(trial.before()));
                        }
                    }
                });
    }

    @Property(tries = 2, shrinking = ShrinkingMode.OFF)
    void a_step_adds_to_what_is_known_of_the_choices_and_takes_nothing_back(@ForAll long seed) {
        inEverySetting(
                seed,
                walk ->
                        walk.onTrial(
                                        trial -> {
                                            for (Interpretation known :
                                                    List.of(
                                                            Interpretation.NONE,
                                                            walk.setting().reading())) {
                                                addsTo(known, trial);
                                            }
                                        })
                                .run());
    }

    private static void addsTo(Interpretation known, Walk.Trial trial) {
        Allowed allowed =
                trial.walk().model().allowed(known, trial.before(), trial.process(), trial.call());
        for (Step step : allowed.steps()) {
            assertThat(step.reading().choices())
                    .as("%s", trial)
                    .containsAllEntriesOf(known.choices());
            assertThat(step.reading().choices().keySet())
                    .as("%s", trial)
                    .allMatch(point ->
                            known.at(point).isPresent()
                                    || trial.walk().model().profile().open().contains(point));
        }
    }

    @Property(tries = 2, shrinking = ShrinkingMode.OFF)
    void what_the_model_itself_would_answer_is_right_when_it_is_observed(@ForAll long seed) {
        ofEveryTrial(
                seed,
                trial -> {
                    for (Step step : trial.allowed().steps()) {
                        assertThat(judged(trial, trial.walk().setting(), step.reply()).steps())
                                .as("%s observed %s", trial, step.reply())
                                .contains(step);
                    }
                });
    }

    private static Allowed judged(Walk.Trial trial, Setting setting, Reply observed) {
        return Pages.model(setting.profile())
                .allowed(
                        setting.reading(),
                        trial.before(),
                        trial.process(),
                        trial.call(),
                        Resolver.by(observed));
    }

    @Property(tries = 2, shrinking = ShrinkingMode.OFF)
    void a_handle_that_is_null_or_in_use_is_never_a_fresh_one(@ForAll long seed) {
        ofEveryTrial(
                seed,
                trial -> {
                    boolean givesFresh =
                            trial.call() instanceof Call.Connect
                                    || trial.call() instanceof Call.ExportCreate
                                    || trial.call() instanceof Call.InitBarrier;
                    if (givesFresh) {
                        Stream.concat(Stream.of(0L), handlesOfItsKind(trial))
                                .map(Reply.Handle::new)
                                .forEach(handle ->
                                        assertThat(
                                                        judged(
                                                                        trial,
                                                                        trial.walk().setting(),
                                                                        handle)
                                                                .steps())
                                                .as("%s observed %s", trial, handle)
                                                .noneMatch(step -> step.reply().equals(handle)));
                    }
                });
    }

    /** Under strict one range of values serves every kind. */
    private static Stream<Long> handlesOfItsKind(Walk.Trial trial) {
        boolean isOneRange = trial.walk().setting().profile().equals(Profile.STRICT);
        boolean isBarrier = trial.call() instanceof Call.InitBarrier;
        Stream<Long> barriers =
                isOneRange || isBarrier
                        ? trial.caller().barriers().keys().stream()
                        : Stream.empty();
        Stream<Long> segments =
                isOneRange || !isBarrier
                        ? Stream.concat(
                                trial.caller().exports().keys().stream(),
                                trial.caller().imports().keys().stream())
                        : Stream.empty();
        Stream<Long> controllers =
                isOneRange ? trial.caller().controllers().keys().stream() : Stream.empty();
        return Stream.of(controllers, segments, barriers).flatMap(handles -> handles);
    }

    /** So a target that passes under strict passes under man-page too. */
    @Property(tries = 2, shrinking = ShrinkingMode.OFF)
    void what_strict_allows_man_page_allows(@ForAll long seed) {
        Model manPage = Pages.model(Profile.MAN_PAGE);
        inEverySetting(
                seed,
                walk -> {
                    if (walk.setting().profile().equals(Profile.STRICT)) {
                        walk.onTrial(trial -> allowsAllOf(trial, manPage)).run();
                    }
                });
    }

    private static void allowsAllOf(Walk.Trial trial, Model model) {
        for (Step step : trial.allowed().steps()) {
            Allowed allowed =
                    model.allowed(
                            Interpretation.NONE,
                            trial.before(),
                            trial.process(),
                            trial.call(),
                            Resolver.by(step.reply()));
            if (allowed.isPromised()) {
                assertThat(allowed.steps())
                        .as("%s%n observed %s", trial, step.reply())
                        .anyMatch(other ->
                                other.reply().equals(step.reply())
                                        && other.next().equals(step.next()));
            }
        }
    }

    @Property(tries = 2, shrinking = ShrinkingMode.OFF)
    void every_world_is_sound(@ForAll long seed) {
        inEverySetting(seed, walk -> walk.onWorld(world -> isSound(walk, world)).run());
    }

    private static void isSound(Walk walk, World world) {
        Set<List<Integer>> published = new HashSet<>();
        for (ProcessState process : world.processes().values()) {
            assertThat(process.alive() || process.holdsNothing()).as("%s", walk).isTrue();
            noTwoHandlesAreEqual(walk, process);
            for (ControllerUse use : process.controllers().values()) {
                assertThat(use.count()).as("%s", walk).isPositive();
            }
            for (Export export : process.exports().values()) {
                assertThat(export.pollfds()).as("%s", walk).isNotNegative();
                assertThat(export.signals()).as("%s", walk).isNotNegative();
                export.publication()
                        .ifPresent(publication ->
                                assertThat(
                                                published.add(
                                                        List.of(
                                                                process.node(),
                                                                publication.segment())))
                                        .as("an id is published once on a node: %s", walk)
                                        .isTrue());
            }
            for (Import segment : process.imports().values()) {
                isSound(walk, world, process, segment);
            }
        }
    }

    private static void noTwoHandlesAreEqual(Walk walk, ProcessState process) {
        List<Long> handles =
                Stream.of(
                                process.controllers().keys(),
                                process.exports().keys(),
                                process.imports().keys(),
                                process.barriers().keys(),
                                process.retired())
                        .flatMap(Set::stream)
                        .toList();
        assertThat(handles).as("%s", walk).doesNotHaveDuplicates().doesNotContain(0L);
    }

    private static void isSound(Walk walk, World world, ProcessState owner, Import segment) {
        assertThat(segment.pollfds()).as("%s", walk).isNotNegative();
        assertThat(segment.signals()).as("%s", walk).isNotNegative();
        assertThat(
                        Permission.isLegal(segment.permission())
                                || segment.permission() == Permission.NONE
                                        && walk.setting()
                                                .profile()
                                                .at(VariationPoint.PERMISSION_ZERO)
                                                .contains(PermissionZero.ACCEPTED))
                .as("%s", walk)
                .isTrue();
        segment.barrier()
                .ifPresent(barrier ->
                        assertThat(owner.barriers().get(barrier)).as("%s", walk).isPresent());
        segment.mapping()
                .ifPresent(mapping -> {
                    assertThat(Permission.covers(segment.permission(), mapping.permission()))
                            .as("a mapping is no wider than the grant: %s", walk)
                            .isTrue();
                    assertThat(
                                    Ranges.isWithin(
                                            mapping.offset(), mapping.length(), segment.length()))
                            .as("a mapping is within the segment: %s", walk)
                            .isTrue();
                });
        switch (segment.connection()) {
            case Connection.Live live -> {
                ProcessState exporter = world.process(live.process());
                Optional<Export> export = exporter.exports().get(live.export());
                assertThat(exporter.node()).as("%s", walk).isEqualTo(segment.node());
                assertThat(export.filter(Export::isPublished))
                        .as("a live import has a published export: %s", walk)
                        .isPresent();
                assertThat(export.orElseThrow().length())
                        .as("%s", walk)
                        .isEqualTo(segment.length());
                boolean mayBeCutOff =
                        Stream.of(
                                        VariationPoint.LINK_LOSS,
                                        VariationPoint.NODE_LOSS,
                                        VariationPoint.CONTROLLER_LOSS)
                                .anyMatch(loss ->
                                        walk.setting()
                                                .reading()
                                                .at(loss)
                                                .filter(option -> option == Loss.STAYS)
                                                .isPresent());
                assertThat(mayBeCutOff || Paths.areJoined(world, owner, segment, live))
                        .as("a live import has a path, unless it stays without one: %s", walk)
                        .isTrue();
            }
            case Connection.DisconnectPending fading -> {}
            case Connection.ForciblyDisconnected(Optional<Contents> last) ->
                    assertThat(last.isPresent() || !segment.isExplicitlyMapped())
                            .as("a mapping that is cut off shows something: %s", walk)
                            .isTrue();
        }
    }

    @Property(tries = 2, shrinking = ShrinkingMode.OFF)
    void an_import_that_is_cut_off_never_comes_back_nor_does_the_dead(@ForAll long seed) {
        inEverySetting(
                seed,
                walk ->
                        walk.onPassage(
                                        (before, after, how) -> {
                                            for (int p = 0; p < before.processes().size(); p++) {
                                                ProcessState then = before.process(p);
                                                ProcessState now = after.process(p);
                                                assertThat(then.alive() || !now.alive())
                                                        .as("%s", how)
                                                        .isTrue();
                                                staysCutOff(then, now, how);
                                            }
                                        })
                                .run());
    }

    private static void staysCutOff(ProcessState then, ProcessState now, String how) {
        for (Map.Entry<Long, Import> old : then.imports().entries()) {
            now.imports()
                    .get(old.getKey())
                    .ifPresent(segment ->
                            assertThat(segment.connection())
                                    .as("%s", how)
                                    .matches(connection ->
                                            canFollow(old.getValue().connection(), connection)));
        }
    }

    private static boolean canFollow(Connection then, Connection now) {
        return switch (then) {
            case Connection.Live live -> !(now instanceof Connection.Live) || now.equals(live);
            case Connection.DisconnectPending fading -> !(now instanceof Connection.Live);
            case Connection.ForciblyDisconnected off ->
                    now instanceof Connection.ForciblyDisconnected;
        };
    }

    @Property(tries = 2, shrinking = ShrinkingMode.OFF)
    void the_death_of_a_process_leaves_nothing_of_it_and_a_sound_world(@ForAll long seed) {
        inEverySetting(
                seed,
                walk -> {
                    World world = walk.run().world();
                    for (int process = 0; process < world.processes().size(); process++) {
                        for (State after :
                                walk.model()
                                        .after(
                                                new State(world, walk.setting().reading()),
                                                new Event.Killed(process))) {
                            assertThat(after.world().process(process).holdsNothing())
                                    .as("%s", walk)
                                    .isTrue();
                            isSound(walk, after.world());
                        }
                    }
                });
    }

    /** Barriers of imports that were disconnected are the caller's memory: nothing frees them. */
    @Property(tries = 2, shrinking = ShrinkingMode.OFF)
    void a_process_can_always_give_back_all_it_holds(@ForAll long seed) {
        inEverySetting(
                seed,
                walk -> {
                    World world = walk.run().world();
                    for (int process = 0; process < world.processes().size(); process++) {
                        if (world.process(process).alive()) {
                            world = CleanUp.of(walk, world, process);
                        }
                    }
                    assertThat(world.processes().values())
                            .as("%s", walk)
                            .allMatch(process -> process.exports().isEmpty())
                            .allMatch(process -> process.imports().isEmpty())
                            .allMatch(process -> process.controllers().isEmpty())
                            .allMatch(process ->
                                    process.barriers().values().stream()
                                            .allMatch(barrier -> barrier.segment().isEmpty()));
                });
    }
}
