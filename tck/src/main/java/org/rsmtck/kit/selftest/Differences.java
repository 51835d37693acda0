package org.rsmtck.kit.selftest;

import org.rsmtck.api.Event;
import org.rsmtck.kit.selftest.Mutation.Answer;
import org.rsmtck.kit.selftest.Mutation.Situation;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Resolver;
import org.rsmtck.model.State;
import org.rsmtck.model.Step;
import org.rsmtck.model.World;

/** Where a mutation does what no right implementation may. */
record Differences(Model model, Interpretation reading) {

    Differences(Model model) {
        this(model, model.profile().readings().getFirst());
    }

    /** Whether it answers the call, or leaves the world, as nothing that is allowed does. */
    boolean isWrong(Mutation mutation, Situation before, Step right) {
        Answer answer;
        try {
            answer = mutation.answer(before, right);
        } catch (RuntimeException | OutOfMemoryError e) {
            // A mutant may ask for more than there is, as a vendor's library may.
            return true;
        }
        return !isOne(answer, right)
                && model
                        .allowed(
                                reading,
                                before.world(),
                                before.process(),
                                before.call(),
                                Resolver.by(answer.reply()))
                        .steps()
                        .stream()
                        .noneMatch(step -> isOne(answer, step));
    }

    /** Whether it lets the event lead to where it may not lead. */
    boolean isWrong(Mutation mutation, World before, Event event, World right) {
        World after = mutation.after(before, event, right);
        return after != right
                && !after.equals(right)
                && model.after(new State(before, reading), event).stream()
                        .noneMatch(state -> state.world().equals(after));
    }

    private static boolean isOne(Answer answer, Step step) {
        return answer.reply().equals(step.reply())
                && (answer.next() == step.next() || answer.next().equals(step.next()));
    }
}
