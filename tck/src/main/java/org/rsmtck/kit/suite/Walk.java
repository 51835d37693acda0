package org.rsmtck.kit.suite;

import org.rsmtck.api.Call;
import org.rsmtck.api.Call.OnHandle;
import org.rsmtck.api.Reply;
import org.rsmtck.explore.Abstraction;
import org.rsmtck.explore.Alphabet;
import org.rsmtck.explore.Events;
import org.rsmtck.explore.Scope;
import org.rsmtck.kit.execute.Program;
import org.rsmtck.kit.execute.ProgramWriter;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.model.Allowed;
import org.rsmtck.model.Export;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.ProcessState;
import org.rsmtck.model.State;
import org.rsmtck.model.Step;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A random way through the model. Each favours a few calls, so that different walks crowd into
 * different corners; a handle is now and then one that was given back.
 */
final class Walk {
    private static final int LONGEST = 40;
    private static final int TRIES = 4;

    private static final Set<String> ON_IMPORTS =
            Set.of(
                    "disconnect",
                    "map",
                    "unmap",
                    "load",
                    "store",
                    "get",
                    "put",
                    "get_units",
                    "put_units",
                    "init_barrier",
                    "open_barrier",
                    "order_barrier",
                    "close_barrier",
                    "destroy_barrier",
                    "set_mode",
                    "get_pollfd",
                    "release_pollfd",
                    "signal_post",
                    "signal_wait");

    private final Model model;
    private final Interpretation reading;
    private final Scope scope;
    private final Random random;
    private final Boundaries boundaries;
    private final Map<String, Integer> made;
    private final ProgramWriter writer;
    private final List<String> favoured;
    private final List<String> importWords;
    private World world;

    private Walk(
            Model model,
            Interpretation reading,
            Scope scope,
            long pageSize,
            Random random,
            Map<String, Integer> made) {
        this.model = model;
        this.reading = reading;
        this.scope = scope;
        this.random = random;
        this.boundaries = new Boundaries(random, pageSize);
        this.made = made;
        this.writer = new ProgramWriter(Setting.of(scope));
        this.world = scope.start(pageSize);
        this.favoured = favoured();
        this.importWords = favoured.stream().filter(ON_IMPORTS::contains).toList();
    }

    /**
     * The program that {@code random} leads to.
     *
     * @param made how often each shape of call was made in the walks so far; this one adds its own
     */
    static Program of(
            Model model,
            Interpretation reading,
            Scope scope,
            long pageSize,
            Random random,
            Map<String, Integer> made) {
        Walk walk = new Walk(model, reading, scope, pageSize, random, made);
        int length = 8 + random.nextInt(LONGEST - 8);
        for (int i = 0; i < length; i++) {
            walk.go();
        }
        return walk.writer.program();
    }

    /** Every word of the scope, and a third of them many times. */
    private List<String> favoured() {
        Set<String> all = new TreeSet<>();
        scope.roles().forEach(role -> all.addAll(role.vocabulary()));
        List<String> favoured = new ArrayList<>(all);
        for (String word : all) {
            favoured.addAll(Collections.nCopies(random.nextInt(3) == 0 ? 6 : 0, word));
        }
        return favoured;
    }

    private void go() {
        if (!scope.events().isEmpty() && random.nextInt(24) == 0) {
            happen();
            return;
        }
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int dice = random.nextInt(100);
            int process = dice < 50 ? importer() : random.nextInt(scope.roles().size());
            String word =
                    dice < 50 ? oneOf(importWords) : dice < 80 ? ground(process) : oneOf(favoured);
            if (world.process(process).alive() && say(process, word)) {
                return;
            }
        }
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** A process that holds imports, if there is one. */
    private int importer() {
        int first = random.nextInt(scope.roles().size());
        for (int i = 0; i < scope.roles().size(); i++) {
            int process = (first + i) % scope.roles().size();
            if (!world.process(process).imports().isEmpty()) {
                return process;
            }
        }
        return first;
    }

    /** What the process lacks most to have something to talk about. */
    private String ground(int process) {
        ProcessState me = world.process(process);
        boolean isPublished =
                world.processes().values().stream()
                        .flatMap(owner -> owner.exports().values().stream())
                        .anyMatch(Export::isPublished);
        if (me.controllers().isEmpty()) {
            return "get_controller";
        }
        if (isPublished && me.imports().isEmpty()) {
            return "connect";
        }
        if (me.exports().isEmpty()) {
            return "create";
        }
        return me.exports().values().stream().allMatch(Export::isPublished) ? "connect" : "publish";
    }

    private void happen() {
        var event = scope.events().get(random.nextInt(scope.events().size()));
        if (Events.canHappen(world, event)) {
            world = model.after(new State(world, reading), event).iterator().next().world();
            writer.add(event);
        }
    }

    private boolean say(int process, String word) {
        boolean isUsual = random.nextInt(100) < 75;
        List<Call> calls =
                isUsual
                        ? Alphabet.usualCalls(scope, world, process, word)
                        : Alphabet.calls(scope, world, process, word);
        if (calls.isEmpty()) {
            return false;
        }
        Call chosen = isUsual ? promising(process, calls) : rarest(process, calls);
        Call call = withStaleHandle(process, atBoundary(chosen));
        Allowed allowed = model.allowed(reading, world, process, call);
        if (!allowed.isPromised()) {
            return false;
        }
        Step step =
                allowed.steps().stream()
                        .filter(one -> one.reply() instanceof Reply.Success)
                        .findFirst()
                        .orElse(allowed.steps().getFirst());
        if (!scope.holds(step.next())) {
            return false;
        }
        made.merge(Abstraction.of(world, process, call), 1, Integer::sum);
        world = step.next();
        writer.add(process, call, step.reply());
        return true;
    }

    /** Of a few, the one whose kind has been made least often in all walks of the run. */
    private Call rarest(int process, List<Call> calls) {
        Call rarest = oneOf(calls);
        for (int attempt = 1; attempt < TRIES; attempt++) {
            Call other = oneOf(calls);
            if (times(process, other) < times(process, rarest)) {
                rarest = other;
            }
        }
        return rarest;
    }

    private int times(int process, Call call) {
        return made.getOrDefault(Abstraction.of(world, process, call), 0);
    }

    private Call atBoundary(Call call) {
        return random.nextInt(12) == 0 ? boundaries.moved(call) : call;
    }

    /** One that succeeds, if a few tries find one. */
    private Call promising(int process, List<Call> calls) {
        Call call = oneOf(calls);
        for (int attempt = 0; attempt < 2 * TRIES && !canSucceed(process, call); attempt++) {
            call = oneOf(calls);
        }
        return call;
    }

    private boolean canSucceed(int process, Call call) {
        return model.allowed(reading, world, process, call).steps().stream()
                .anyMatch(step -> step.reply() instanceof Reply.Success);
    }

    private Call withStaleHandle(int process, Call call) {
        Set<Long> retired = world.process(process).retired();
        if (call instanceof OnHandle on && !retired.isEmpty() && random.nextInt(20) == 0) {
            return on.onHandle(
                    retired.stream()
                            .skip(random.nextInt(retired.size()))
                            .findFirst()
                            .orElseThrow());
        }
        return call;
    }
}
