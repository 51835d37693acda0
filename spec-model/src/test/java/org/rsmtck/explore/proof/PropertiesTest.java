package org.rsmtck.explore.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.explore.Scope;
import org.rsmtck.explore.Scopes;
import org.rsmtck.explore.Transition;
import org.rsmtck.explore.Worlds;
import org.rsmtck.explore.packed.PackedSearch.Order;
import org.rsmtck.explore.property.Properties;
import org.rsmtck.explore.property.Property;
import org.rsmtck.explore.property.Property.OfStep;
import org.rsmtck.explore.property.Property.Touched;
import org.rsmtck.model.CallContext;
import org.rsmtck.model.Connection;
import org.rsmtck.model.ControllerUse;
import org.rsmtck.model.Export;
import org.rsmtck.model.Import;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.ProcessState;
import org.rsmtck.model.Profile;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Table;
import org.rsmtck.model.World;
import org.rsmtck.model.page.Pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What is claimed of the model is true of it, and would be found out if it were not. */
class PropertiesTest {
    private static final long PAGE = 4096;
    private static final Interpretation READING = Profile.STRICT.readings().getFirst();
    private static final Model STRICT = Pages.model(Profile.STRICT);

    /** A wrong model may have worlds without end. */
    private static final Order ENOUGH = new Order(1, 2_000, reach -> {});

    static Stream<Scope> scopes() {
        return Stream.concat(Scopes.ALL.stream(), Stream.of(Scopes.TOUR, Scopes.SMALL));
    }

    @ParameterizedTest
    @MethodSource("scopes")
    void every_claim_is_borne_out(Scope scope) {
        Proof proof = proof(STRICT, scope);

        assertThat(proof.reach().isComplete()).isTrue();
        assertThat(proof.verdicts())
                .filteredOn(verdict -> !verdict.isGood())
                .extracting(verdict -> verdict.property().name())
                .isEmpty();
    }

    /** What success leads to, in a model that is a little wrong. */
    private interface Wrong {
        World next(CallContext<?> before, World right);
    }

    private static Model wrong(Class<? extends Call> call, Wrong wrong) {
        return STRICT.with(rules -> rules.stream().map(rule -> wrong(rule, call, wrong)).toList());
    }

    private static Rule wrong(Rule rule, Class<? extends Call> call, Wrong wrong) {
        return rule instanceof Rule.Effect<?> effect && effect.on() == call
                ? wrong(effect, wrong)
                : rule;
    }

    private static <C extends Call> Rule wrong(Rule.Effect<C> effect, Wrong wrong) {
        return new Rule.Effect<>(
                effect.id(),
                effect.on(),
                effect.words(),
                effect.also(),
                context ->
                        effect.outcomes().apply(context).stream()
                                .map(outcome ->
                                        new Rule.Outcome(
                                                outcome.reply(),
                                                wrong.next(context, outcome.next())))
                                .toList());
    }

    private static World eachImport(World world, UnaryOperator<Import> change) {
        World next = world;
        for (int process : world.processes().keys()) {
            for (long handle : world.process(process).imports().keys()) {
                next = next.withImport(process, handle, change);
            }
        }
        return next;
    }

    private static World asBefore(CallContext<?> before, World right) {
        World next = right;
        for (int process : right.processes().keys()) {
            next =
                    next.withProcess(
                            process,
                            owner -> owner.withImports(before.world().process(process).imports()));
        }
        return next;
    }

    private static Model forgetful() {
        return wrong(Call.Unpublish.class, PropertiesTest::asBefore);
    }

    private static Model reviving() {
        return wrong(
                Call.Publish.class,
                (before, right) ->
                        eachImport(
                                right,
                                segment ->
                                        segment.connection()
                                                        instanceof Connection.ForciblyDisconnected
                                                ? segment.with(
                                                        new Connection.Live(
                                                                before.process(), before.handle()))
                                                : segment));
    }

    private static Model cutting() {
        return wrong(
                Call.Republish.class,
                (before, right) ->
                        eachImport(
                                right,
                                segment ->
                                        segment.with(
                                                new Connection.ForciblyDisconnected(
                                                        Optional.empty()))));
    }

    private static Model countingTwice() {
        return wrong(
                Call.ReleasePollfd.class,
                (before, right) ->
                        right.withProcess(
                                before.process(),
                                me ->
                                        me.imports().has(before.handle())
                                                ? me.withImport(
                                                        before.handle(),
                                                        fewer(
                                                                me.imports()
                                                                        .get(before.handle())
                                                                        .orElseThrow()))
                                                : fewer(me, before.handle())));
    }

    private static Import fewer(Import segment) {
        return segment.withPollfds(segment.pollfds() - 1);
    }

    private static ProcessState fewer(ProcessState me, long handle) {
        Export export = me.exports().get(handle).orElseThrow();
        return me.withExport(handle, export.withPollfds(export.pollfds() - 1));
    }

    private static Model keepingControllers() {
        return wrong(
                Call.ReleaseController.class,
                (before, right) ->
                        right.withProcess(
                                before.process(),
                                me -> {
                                    ControllerUse use = before.controller().orElseThrow();
                                    return me.withController(
                                            before.handle(),
                                            new ControllerUse(use.name(), use.count() - 1));
                                }));
    }

    private static Model reusingHandles() {
        return wrong(
                Call.Connect.class,
                (before, right) ->
                        right.withProcess(
                                before.process(),
                                me ->
                                        me.withImports(
                                                Table.<Long, Import>empty()
                                                        .with(
                                                                before.handle(),
                                                                me.imports()
                                                                        .values()
                                                                        .iterator()
                                                                        .next()))));
    }

    private static Model keepingBarriers() {
        return wrong(
                Call.Disconnect.class,
                (before, right) ->
                        right.withProcess(
                                before.process(),
                                me -> {
                                    ProcessState was = before.me();
                                    return me.with(
                                            me.controllers(),
                                            me.exports(),
                                            me.imports(),
                                            was.barriers());
                                }));
    }

    private static Model clinging() {
        return STRICT.with(rules -> {
            List<Rule> more = new ArrayList<>(rules);
            more.add(
                    Rule.refuse(
                            Call.Disconnect.class,
                            "disconnect/clinging",
                            RsmError.CONN_ABORTED,
                            "the import was cut off",
                            context ->
                                    context.importSegment()
                                            .filter(segment ->
                                                    segment.connection()
                                                            instanceof
                                                            Connection.ForciblyDisconnected)
                                            .isPresent()));
            return more;
        });
    }

    static Stream<Arguments> wrongModels() {
        return Stream.of(
                Arguments.of("live-is-published", forgetful(), Scopes.CONNECTION),
                Arguments.of("off-stays-off", reviving(), Scopes.CONNECTION),
                Arguments.of(
                        "one-mapping", STRICT.without("map/SEG_ALREADY_MAPPED"), Scopes.CONNECTION),
                Arguments.of("republish-spares-imports", cutting(), Scopes.CONNECTION),
                Arguments.of("import-counts", countingTwice(), Scopes.CONNECTION),
                Arguments.of("export-counts", countingTwice(), Scopes.PUBLICATION),
                Arguments.of("controller-counts", keepingControllers(), Scopes.CONNECTION),
                Arguments.of("handles-differ", reusingHandles(), Scopes.CONNECTION),
                Arguments.of("nothing-left", keepingBarriers(), Scopes.BARRIERS),
                Arguments.of("grant", STRICT.without("map/BAD_PERMS"), Scopes.CONNECTION),
                Arguments.of("disconnect-possible", clinging(), Scopes.CONNECTION));
    }

    @ParameterizedTest
    @MethodSource("wrongModels")
    void a_wrong_model_is_found_out_on_a_short_way(String name, Model wrong, Scope scope) {
        Proof.Verdict verdict = verdict(proof(wrong, scope, ENOUGH), name);

        assertThat(verdict.isGood()).isFalse();
        assertThat(verdict.way().orElseThrow()).hasSizeBetween(2, 9);
    }

    /** A refusal names no other world, so no rule can break this one: it is asked of a step. */
    @Test
    void a_refusal_that_changes_something_would_be_found_out() {
        OfStep claim =
                Properties.of(STRICT, READING, Scopes.CONNECTION).stream()
                        .filter(property -> property.name().equals("refusal-changes-nothing"))
                        .map(OfStep.class::cast)
                        .findFirst()
                        .orElseThrow();
        Transition refused =
                new Transition.Made(
                        0,
                        new Call.Disconnect(1),
                        new Reply.Refused(RsmError.SEG_STILL_MAPPED, 0),
                        STRICT.rules().getFirst());

        assertThat(claim.claim().isTrue(refused, Set.of())).isTrue();
        assertThat(claim.claim().isTrue(refused, Set.of(new Touched(0, Touched.Of.IMPORTS))))
                .isFalse();
    }

    @Test
    void a_forced_disconnect_that_never_arrives_is_found_out() {
        Model holding = STRICT.holdingBack(Import::isExplicitlyMapped);

        assertThat(verdict(proof(STRICT, Scopes.NODES), "cut-arrives").isGood()).isTrue();
        Proof.Verdict verdict = verdict(proof(holding, Scopes.NODES), "cut-arrives");
        assertThat(verdict.isGood()).isFalse();
        assertThat(verdict.way().orElseThrow()).hasSizeLessThan(10);
    }

    @Test
    void every_law_has_a_wrong_model_or_a_wrong_step() {
        Stream<String> shown =
                Stream.concat(
                        wrongModels().map(arguments -> (String) arguments.get()[0]),
                        Stream.of("refusal-changes-nothing"));

        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(
                        Properties.of(STRICT, READING, Scopes.CONNECTION).stream()
                                .filter(property -> property.mode() == Property.Mode.ALWAYS)
                                .map(Property::name)
                                .toList());
    }

    @Test
    void a_sight_that_nothing_leads_to_is_missed() {
        Model mute =
                STRICT.with(rules ->
                        rules.stream()
                                .filter(rule ->
                                        !(rule instanceof Rule.Effect<?>)
                                                || rule.on() != Call.Unpublish.class
                                                        && rule.on() != Call.ExportDestroy.class)
                                .toList());

        assertThat(verdict(proof(mute, Scopes.CONNECTION), "off-mapped").isGood()).isFalse();
        assertThat(verdict(proof(mute, Scopes.CONNECTION), "live-mapped").isGood()).isTrue();
    }

    private static Proof proof(Model model, Scope scope) {
        return proof(model, scope, Order.quiet());
    }

    private static Proof proof(Model model, Scope scope, Order order) {
        return Proof.of(
                new Worlds(model, READING, scope, PAGE),
                Properties.of(model, READING, scope),
                order);
    }

    private static Proof.Verdict verdict(Proof proof, String name) {
        return proof.verdicts().stream()
                .filter(one -> one.property().name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
