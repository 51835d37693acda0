package org.rsmtck.kit.histories;

import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.explore.Alphabet;
import org.rsmtck.explore.Scope;
import org.rsmtck.kit.execute.ProgramWriter;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.model.Allowed;
import org.rsmtck.model.Export;
import org.rsmtck.model.Import;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Step;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * What is called before lanes begin, one call after another, each answered by the model: a segment
 * that is published, imports of it, and what the calls aimed at cannot do without.
 */
final class Ground {
    private final Model model;
    private final Interpretation reading;
    private final Scope scope;
    private final SplittableRandom random;
    private final ProgramWriter writer;
    private World world;

    Ground(
            Model model,
            Interpretation reading,
            Scope scope,
            long pageSize,
            SplittableRandom random) {
        this.model = model;
        this.reading = reading;
        this.scope = scope;
        this.random = random;
        this.writer = new ProgramWriter(Setting.of(scope));
        this.world = scope.start(pageSize);
    }

    World world() {
        return world;
    }

    ProgramWriter writer() {
        return writer;
    }

    /** A segment of this process; with an id, or not yet. */
    void export(int process, boolean isPublished) {
        haveControllers(process);
        say(process, "create", _ -> true);
        if (isPublished) {
            boolean isForAll = random.nextInt(8) > 0;
            say(
                    process,
                    "publish",
                    call ->
                            call instanceof Call.Publish publish
                                    && publish.access().equals(AccessList.everyone()) == isForAll);
        }
    }

    /** A connection of this process to something, in a state in which much may be done with it. */
    void connect(int process) {
        haveControllers(process);
        boolean isForBoth = random.nextInt(5) > 0;
        long before = world.process(process).imports().size();
        say(
                process,
                "connect",
                call ->
                        call instanceof Call.Connect connect
                                && (connect.permission() == Permission.READ_WRITE) == isForBoth);
        if (world.process(process).imports().size() > before) {
            if (random.nextInt(4) > 0) {
                say(process, "set_mode", Ground::isExplicit);
            }
            maybe(4, process, "map");
            maybe(5, process, "get_pollfd");
            maybe(8, process, "init_barrier");
        }
    }

    private void maybe(int oneIn, int process, String word) {
        if (random.nextInt(oneIn) == 0) {
            say(process, word, _ -> true);
        }
    }

    /** What a call needs in order to succeed, mostly. */
    void prepare(String word, int exporter, int importer) {
        if (random.nextInt(6) == 0) {
            return;
        }
        switch (word) {
            case "unmap" -> say(importer, "map", _ -> true);
            case "release_pollfd" -> say(importer, "get_pollfd", _ -> true);
            case "get", "put", "get_units", "put_units" ->
                    say(importer, "set_mode", Ground::isExplicit);
            case "publish" -> export(exporter, false);
            default -> {}
        }
    }

    private static boolean isExplicit(Call call) {
        return call instanceof Call.SetMode mode && mode.mode() == Import.EXPLICIT;
    }

    /** One controller, or each that the node has where there are nodes to be reached. */
    private void haveControllers(int process) {
        if (world.process(process).controllers().isEmpty()) {
            int names = scope.topology().nodes().size() > 1 ? 2 : 1;
            for (int i = 0; i < names; i++) {
                say(process, "get_controller", call -> isNew(process, call));
            }
        }
    }

    private boolean isNew(int process, Call call) {
        return call instanceof Call.GetController get
                && !world.process(process).holdsController(get.name());
    }

    /** Any call of any process. */
    void sayAnything() {
        int process = random.nextInt(scope.roles().size());
        List<String> words = new ArrayList<>(scope.roles().get(process).vocabulary());
        words.sort(null);
        say(process, words.get(random.nextInt(words.size())), _ -> true);
    }

    /** Has the process make such a call, one that is liked if one such succeeds. */
    private void say(int process, String word, Predicate<Call> liked) {
        List<Call> calls = shuffled(Alphabet.usualCalls(scope, world, process, word), random);
        List<Call> order = new ArrayList<>(calls.stream().filter(liked).toList());
        order.addAll(calls.stream().filter(liked.negate()).toList());
        for (Call call : order) {
            Optional<Step> step = success(model.allowed(reading, world, process, call));
            if (step.isPresent()) {
                world = step.get().next();
                writer.add(process, call, step.get().reply());
                return;
            }
        }
    }

    static Optional<Step> success(Allowed allowed) {
        return allowed.isPromised()
                ? allowed.steps().stream()
                        .filter(step -> step.reply() instanceof Reply.Success)
                        .findFirst()
                : Optional.empty();
    }

    static <T> List<T> shuffled(List<T> all, SplittableRandom random) {
        List<T> order = new ArrayList<>(all);
        for (int i = order.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            T one = order.get(i);
            order.set(i, order.get(j));
            order.set(j, one);
        }
        return order;
    }

    /** A process that holds an export that has no id; else the one given. */
    int ownerOfUnpublished(int otherwise) {
        for (int process : world.processes().keys()) {
            for (Map.Entry<Long, Export> export : world.process(process).exports().entries()) {
                if (!export.getValue().isPublished()) {
                    return process;
                }
            }
        }
        return otherwise;
    }
}
