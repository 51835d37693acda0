package org.rsmtck.kit.selftest;

import org.rsmtck.api.Call;
import org.rsmtck.api.Call.OnHandle;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.selftest.Mutant.Operator;
import org.rsmtck.kit.selftest.Mutation.Answer;
import org.rsmtck.kit.selftest.Mutation.Situation;
import org.rsmtck.model.ControllerUse;
import org.rsmtck.model.Export;
import org.rsmtck.model.Import;
import org.rsmtck.model.ProcessState;
import org.rsmtck.model.Step;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/** What is derived from the counts of things: tables that end somewhere, and nobody says so. */
final class CountMutants {
    private static final List<Integer> CLASSES =
            List.of(1, 2, 3, 4, 7, 8, 15, 16, 31, 32, 63, 64, 127, 128, 255, 256, 1023, 1024);

    /** Calls whose things can be taken out of a world. */
    private static final Set<Class<? extends Call>> OVERWRITABLE =
            Set.of(Call.Connect.class, Call.ExportCreate.class, Call.Publish.class);

    private CountMutants() {}

    /**
     * Something that is counted.
     *
     * @param call that makes one more
     * @param count how many there are in a situation
     */
    private record Counted(
            String words, Class<? extends Call> call, ToIntFunction<Situation> count) {}

    private static List<Counted> counted() {
        return List.of(
                new Counted(
                        "imports of a process", Call.Connect.class, s -> me(s).imports().size()),
                new Counted("imports of all", Call.Connect.class, CountMutants::imports),
                new Counted(
                        "processes that import",
                        Call.Connect.class,
                        CountMutants::importingProcesses),
                new Counted(
                        "exports of a process",
                        Call.ExportCreate.class,
                        s -> me(s).exports().size()),
                new Counted(
                        "publications of a process",
                        Call.Publish.class,
                        CountMutants::publications),
                new Counted(
                        "times that a controller was got",
                        Call.GetController.class,
                        s ->
                                me(s).controllers().values().stream()
                                        .mapToInt(ControllerUse::count)
                                        .sum()),
                new Counted(
                        "poll descriptors of an import",
                        Call.GetPollfd.class,
                        s -> me(s).imports().get(handle(s)).map(Import::pollfds).orElse(0)),
                new Counted(
                        "poll descriptors of an export",
                        Call.GetPollfd.class,
                        s -> me(s).exports().get(handle(s)).map(Export::pollfds).orElse(0)),
                new Counted("signals of an export", Call.SignalPost.class, CountMutants::signals),
                new Counted("barriers", Call.InitBarrier.class, s -> me(s).barriers().size()));
    }

    static List<Mutant> all() {
        List<Mutant> all = new ArrayList<>();
        for (Counted counted : counted()) {
            for (int most : CLASSES) {
                all.add(lost(counted, most));
                if (OVERWRITABLE.contains(counted.call)) {
                    all.add(overwritten(counted, most));
                }
            }
        }
        for (Class<? extends Call> call :
                List.of(
                        Call.Connect.class,
                        Call.Publish.class,
                        Call.Republish.class,
                        Call.Disconnect.class,
                        Call.Put.class,
                        Call.Map.class,
                        Call.SignalPost.class)) {
            for (int most : CLASSES) {
                all.add(worn(call, most));
            }
        }
        return all;
    }

    /** Success, by its reply; but one more than so many is not there. */
    private static Mutant lost(Counted counted, int most) {
        Mutation mutation =
                (before, right) ->
                        isOver(counted, most, before, right)
                                ? new Answer(right.reply(), before.world())
                                : Answer.of(right);
        return new Mutant(
                Operator.COUNT_LIMITED,
                counted.words + ": beyond " + most + " they are lost",
                Set.of(),
                Optional.empty(),
                Optional.of(counted.call),
                () -> mutation);
    }

    /** One more than so many takes the place of the first. */
    private static Mutant overwritten(Counted counted, int most) {
        Mutation mutation =
                (before, right) ->
                        isOver(counted, most, before, right)
                                ? new Answer(
                                        right.reply(),
                                        withoutFirst(right.next(), before, counted.call))
                                : Answer.of(right);
        return new Mutant(
                Operator.COUNT_LIMITED,
                counted.words + ": beyond " + most + " the first is gone",
                Set.of(),
                Optional.empty(),
                Optional.of(counted.call),
                () -> mutation);
    }

    private static boolean isOver(Counted counted, int most, Situation before, Step right) {
        return before.call().getClass() == counted.call
                && right.reply() instanceof Reply.Success
                && counted.count.applyAsInt(before) >= most;
    }

    private static World withoutFirst(World world, Situation before, Class<? extends Call> call) {
        return world.withProcess(
                before.process(),
                me ->
                        call == Call.Connect.class
                                ? me.withoutImport(me.imports().keys().iterator().next())
                                : me.withoutExport(me.exports().keys().iterator().next()));
    }

    /** After so many calls of a process, one has success by its reply alone. */
    private static Mutant worn(Class<? extends Call> call, int most) {
        return new Mutant(
                Operator.COUNT_LIMITED,
                call.getSimpleName() + ": after " + most + " calls it does nothing",
                Set.of(),
                Optional.empty(),
                Optional.of(call),
                () -> {
                    Map<Integer, Integer> made = new HashMap<>();
                    return (before, right) ->
                            before.call().getClass() == call
                                            && right.reply() instanceof Reply.Success
                                            && made.merge(before.process(), 1, Integer::sum) > most
                                    ? new Answer(right.reply(), before.world())
                                    : Answer.of(right);
                });
    }

    private static ProcessState me(Situation s) {
        return s.world().process(s.process());
    }

    private static long handle(Situation s) {
        return s.call() instanceof OnHandle on ? on.handle() : 0;
    }

    private static int imports(Situation s) {
        return s.world().processes().values().stream().mapToInt(one -> one.imports().size()).sum();
    }

    private static int importingProcesses(Situation s) {
        return me(s).imports().isEmpty()
                ? (int)
                        s.world().processes().values().stream()
                                .filter(one -> !one.imports().isEmpty())
                                .count()
                : 0;
    }

    private static int publications(Situation s) {
        return (int) me(s).exports().values().stream().filter(Export::isPublished).count();
    }

    private static int signals(Situation s) {
        return s.world().processes().values().stream()
                .flatMap(one -> one.exports().values().stream())
                .mapToInt(Export::signals)
                .sum();
    }
}
