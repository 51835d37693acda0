package org.rsmtck.kit.selftest;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.selftest.Mutant.Operator;
import org.rsmtck.kit.selftest.Mutation.Answer;
import org.rsmtck.model.Step;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is derived from all that could be looked up, and from all that has to be dropped. */
final class MemoryMutants {
    private static final List<Class<? extends Call>> ASKING =
            List.of(
                    Call.Get.class,
                    Call.GetUnits.class,
                    Call.Load.class,
                    Call.ExporterRead.class,
                    Call.GetMode.class,
                    Call.GetTopology.class,
                    Call.GetControllerAttributes.class,
                    Call.Connect.class,
                    Call.Publish.class,
                    Call.Map.class);

    private static final List<Integer> CUTS = List.of(1, 2, 3, 7, 15);

    private MemoryMutants() {}

    static List<Mutant> of(PartsChanged changed) {
        List<Mutant> all = new ArrayList<>();
        for (Class<? extends Call> call : ASKING) {
            all.add(remembering(call, "for ever", Set.of()));
            all.add(
                    remembering(
                            call, "until the process disconnects", Set.of(Call.Disconnect.class)));
            all.add(
                    remembering(
                            call,
                            "until the process writes",
                            Set.of(
                                    Call.Put.class,
                                    Call.PutUnits.class,
                                    Call.Store.class,
                                    Call.ExporterWrite.class)));
            all.add(
                    remembering(
                            call,
                            "until the process connects",
                            Set.of(Call.Connect.class, Call.Publish.class)));
        }
        for (Part part : changed.byEvents()) {
            all.add(kept(part, "", (number, process) -> true));
            for (int cut : CUTS) {
                all.add(
                        kept(
                                part,
                                ", but for the first " + cut,
                                (number, process) -> number >= cut));
            }
        }
        return all;
    }

    private record Question(int process, Call call) {}

    /** An answer is given again to the same question, unless a call of these came in between. */
    private static Mutant remembering(
            Class<? extends Call> asking, String how, Set<Class<? extends Call>> until) {
        return new Mutant(
                Operator.REMEMBERED,
                asking.getSimpleName() + ": its answer is remembered " + how,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                () -> {
                    Map<Question, Reply> known = new HashMap<>();
                    return (before, right) -> {
                        Question question = new Question(before.process(), before.call());
                        if (until.contains(before.call().getClass())) {
                            known.keySet().removeIf(old -> old.process == before.process());
                        }
                        if (before.call().getClass() != asking
                                || right.reply() instanceof Reply.Handle) {
                            return Answer.of(right);
                        }
                        Reply old = known.putIfAbsent(question, right.reply());
                        return old == null
                                ? Answer.of(right)
                                : new Answer(
                                        old,
                                        old.equals(right.reply()) ? right.next() : before.world());
                    };
                });
    }

    /** What an event should have taken away, or changed, stays. */
    private static Mutant kept(Part part, String but, Part.Selection selection) {
        Mutation mutation =
                new Mutation() {
                    @Override
                    public Answer answer(Situation before, Step right) {
                        return Answer.of(right);
                    }

                    @Override
                    public World after(World before, Event event, World right) {
                        return part.reverted(before, right, -1, selection);
                    }
                };
        return new Mutant(
                Operator.REMEMBERED,
                "an event leaves " + part.words() + " as before" + but,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                () -> mutation);
    }
}
