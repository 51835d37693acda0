package org.rsmtck.kit.suite;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Call.OnHandle;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Reply;
import org.rsmtck.explore.Abstraction;
import org.rsmtck.explore.Alphabet;
import org.rsmtck.explore.Events;
import org.rsmtck.explore.Scope;
import org.rsmtck.kit.execute.Program;
import org.rsmtck.kit.execute.ProgramWriter;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.kit.suite.WalkPlan.Edges;
import org.rsmtck.kit.suite.WalkPlan.Intent;
import org.rsmtck.kit.suite.WalkPlan.Kind;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** A plan on its way through the model: becomes a program, step by step. */
final class Walk {
    private static final int TRIES = 4;

    /** What is tried where nothing comes of what was meant: such a call may not be possible yet. */
    private static final List<Kind> OTHERWISE = List.of(Kind.GROUNDWORK, Kind.GROUNDWORK, Kind.ANY);

    private static final long STORED = 0x534D_0000_0000_0000L;
    private static final int FIRST_FILL = 0x5A5A_1000;

    /** How often a favoured word stands among all. */
    private static final int FAVOUR = 7;

    private final Model model;
    private final Interpretation reading;
    private final Scope scope;
    private final Map<String, Integer> made;
    private final ProgramWriter writer;
    private final List<String> words = new ArrayList<>();
    private final List<String> importWords;

    /** What is allowed for calls that were looked at in the world as it is. */
    private final Map<Integer, Map<Call, Allowed>> asked = new HashMap<>();

    private World world;
    private int memories;
    private SplittableRandom random = new SplittableRandom(0);

    private Walk(
            Model model,
            Interpretation reading,
            WalkPlan plan,
            long pageSize,
            Map<String, Integer> made) {
        this.model = model;
        this.reading = reading;
        this.scope = plan.scope();
        this.made = made;
        this.writer = new ProgramWriter(Setting.of(scope));
        this.world = scope.start(pageSize);
        for (String word : WalkScopes.words()) {
            words.addAll(Collections.nCopies(plan.favoured().contains(word) ? FAVOUR : 1, word));
        }
        this.importWords = words.stream().filter(WalkScopes.ON_IMPORTS::contains).toList();
    }

    /**
     * The program that the plan leads to.
     *
     * @param made how often each shape of call was made in the walks so far; this one adds its own
     */
    static Program of(
            Model model,
            Interpretation reading,
            WalkPlan plan,
            long pageSize,
            Map<String, Integer> made) {
        Walk walk = new Walk(model, reading, plan, pageSize, made);
        for (Scope.Said said : plan.scope().prelude()) {
            walk.make(said.process(), walk.inItsOwnWords(said.process(), said.call()));
        }
        plan.intents().forEach(walk::go);
        return walk.writer.program();
    }

    private void go(Intent intent) {
        random = new SplittableRandom(intent.dice());
        if (intent.kind() == Kind.EVENT && !scope.events().isEmpty()) {
            happen();
            return;
        }
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Kind kind = attempt < TRIES / 2 ? intent.kind() : oneOf(OTHERWISE);
            int process =
                    kind == Kind.ON_IMPORT ? importer() : random.nextInt(scope.roles().size());
            String word =
                    switch (kind) {
                        case ON_IMPORT -> oneOf(importWords);
                        case GROUNDWORK -> ground(process);
                        case ANY, EVENT -> oneOf(words);
                    };
            if (world.process(process).alive() && say(process, word, intent)) {
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
            become(model.after(new State(world, reading), event).iterator().next().world());
            writer.add(event);
        }
    }

    private void become(World next) {
        world = next;
        asked.clear();
    }

    private boolean say(int process, String word, Intent intent) {
        World seen = Glance.at(world, random);
        List<Call> calls =
                intent.isUsual()
                        ? Alphabet.usualCalls(scope, seen, process, word)
                        : Alphabet.calls(scope, seen, process, word);
        if (calls.isEmpty()) {
            return false;
        }
        Call chosen = intent.isUsual() ? promising(process, calls) : rarest(process, calls);
        Call call =
                withStaleHandle(
                        process,
                        inItsOwnWords(process, atEdge(chosen, intent.edges())),
                        intent.isStale());
        return make(process, call);
    }

    private boolean make(int process, Call call) {
        Allowed allowed = allowed(process, call);
        if (!allowed.isPromised()) {
            return false;
        }
        Step step = success(allowed).orElse(allowed.steps().getFirst());
        if (!scope.holds(step.next())) {
            return false;
        }
        made.merge(Abstraction.of(world, process, call), 1, Integer::sum);
        become(step.next());
        writer.add(process, call, step.reply());
        return true;
    }

    private Allowed allowed(int process, Call call) {
        return asked.computeIfAbsent(process, _ -> new HashMap<>())
                .computeIfAbsent(call, _ -> model.allowed(reading, world, process, call));
    }

    private static Optional<Step> success(Allowed allowed) {
        for (Step step : allowed.steps()) {
            if (step.reply() instanceof Reply.Success) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
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

    private static Call atEdge(Call call, Edges edges) {
        return edges.which() == 0 ? call : Boundaries.moved(call, edges);
    }

    /**
     * A word is stored through one mapping alone, and memory is filled like no other: who sees it
     * where nobody should see anything any more has seen nobody else's.
     */
    private Call inItsOwnWords(int process, Call call) {
        if (call instanceof Call.Store store && store.data().length() == Long.BYTES) {
            Bytes word = Bytes.ofWord(STORED ^ (long) process << 40 ^ store.handle());
            return new Call.Store(store.handle(), store.offset(), word);
        }
        if (call
                instanceof Call.ExportCreate(var via, var memory, var length, int flags, var out)) {
            return new Call.ExportCreate(via, unlikeOthers(memory), length, flags, out);
        }
        return call instanceof Call.Rebind(long handle, var memory, long offset, long length)
                ? new Call.Rebind(handle, unlikeOthers(memory), offset, length)
                : call;
    }

    private Memory unlikeOthers(Memory memory) {
        return new Memory(memory.placement(), FIRST_FILL + memories++);
    }

    /** One that succeeds, if a few tries find one. */
    private Call promising(int process, List<Call> calls) {
        Call call = oneOf(calls);
        for (int attempt = 0;
                attempt < 2 * TRIES && success(allowed(process, call)).isEmpty();
                attempt++) {
            call = oneOf(calls);
        }
        return call;
    }

    private Call withStaleHandle(int process, Call call, boolean isStale) {
        Set<Long> retired = world.process(process).retired();
        if (call instanceof OnHandle on && !retired.isEmpty() && isStale) {
            return on.onHandle(
                    retired.stream()
                            .skip(random.nextInt(retired.size()))
                            .findFirst()
                            .orElseThrow());
        }
        return call;
    }
}
