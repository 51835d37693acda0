package org.rsmtck.model;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.toSet;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

import org.rsmtck.api.Call.OnHandle;
import org.rsmtck.api.Event;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * That a forced disconnect has arrived can be told by calls on its import, or on a barrier of it;
 * before or after anything else it leads to the same.
 */
class ArrivalsProperties {
    private final AtomicInteger compared = new AtomicInteger();

    private record Pending(int process, long handle) {}

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    void it_is_all_one_whether_it_comes_before_or_after_anything_else(@ForAll long seed) {
        compare(seed);
    }

    @Example
    void there_is_something_to_compare() {
        for (int seed = 0; seed < 3; seed++) {
            compare(seed);
        }

        assertThat(compared).hasValueGreaterThan(300);
    }

    private void compare(long seed) {
        for (Setting setting : Setting.all()) {
            new Walk(setting, seed)
                    .onTrial(trial -> {
                        for (Pending one : pending(trial.walk().model(), trial.before())) {
                            afterCall(trial, one);
                            afterEvents(trial, one);
                        }
                    })
                    .run();
        }
    }

    private static Set<Pending> pending(Model model, World world) {
        Set<Pending> all = new HashSet<>();
        for (int process : world.processes().keys()) {
            for (long handle : world.process(process).imports().keys()) {
                if (model.internal(world, process, handle).isPresent()) {
                    all.add(new Pending(process, handle));
                }
            }
        }
        return all;
    }

    private void afterCall(Walk.Trial trial, Pending one) {
        if (isAbout(trial, one)) {
            return;
        }
        Model model = trial.walk().model();
        World arrived = arrived(model, trial.before(), one);
        for (Interpretation known :
                List.of(trial.walk().setting().reading(), Interpretation.NONE)) {
            Allowed before = model.allowed(known, trial.before(), trial.process(), trial.call());
            Allowed after = model.allowed(known, arrived, trial.process(), trial.call());
            Set<Step> later =
                    before.steps().stream()
                            .map(step ->
                                    new Step(
                                            step.rule(),
                                            step.reply(),
                                            arrived(model, step.next(), one),
                                            step.reading()))
                            .collect(toSet());
            assertThat(Set.copyOf(after.steps())).as("%s", trial).isEqualTo(later);
            assertThat(after.held()).as("%s", trial).isEqualTo(before.held());
            assertThat(after.outside()).as("%s", trial).isEqualTo(before.outside());
            assertThat(model.isPromised(known, arrived, trial.process(), trial.call()))
                    .as("%s", trial)
                    .isEqualTo(
                            model.isPromised(known, trial.before(), trial.process(), trial.call()));
        }
        compared.incrementAndGet();
    }

    private void afterEvents(Walk.Trial trial, Pending one) {
        Model model = trial.walk().model();
        Interpretation known = trial.walk().setting().reading();
        World arrived = arrived(model, trial.before(), one);
        for (Event event : trial.walk().setting().scope().events()) {
            Set<State> later =
                    model.after(new State(trial.before(), known), event).stream()
                            .map(next ->
                                    new State(arrived(model, next.world(), one), next.reading()))
                            .collect(toSet());
            assertThat(model.after(new State(arrived, known), event))
                    .as("%s, then %s", trial, event)
                    .isEqualTo(later);
        }
    }

    /** The same where it is not on its way any more. */
    private static World arrived(Model model, World world, Pending one) {
        return model.internal(world, one.process(), one.handle()).orElse(world);
    }

    private static boolean isAbout(Walk.Trial trial, Pending one) {
        if (trial.process() != one.process() || !(trial.call() instanceof OnHandle on)) {
            return false;
        }
        Optional<OptionalLong> barred =
                trial.caller().barriers().get(on.handle()).map(Barrier::segment);
        return on.handle() == one.handle()
                || barred.equals(Optional.of(OptionalLong.of(one.handle())));
    }
}
