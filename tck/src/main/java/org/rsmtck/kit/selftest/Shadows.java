package org.rsmtck.kit.selftest;

import org.rsmtck.api.Call;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Event;
import org.rsmtck.api.Topology;
import org.rsmtck.kit.execute.ProgramWriter;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.kit.selftest.Infections.Suspect;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Resolver;
import org.rsmtck.model.State;
import org.rsmtck.model.Step;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Does in one session what is right, and asks at every step of it who would have done what no right
 * implementation may.
 */
final class Shadows implements Mutation {
    private final Infections infections;
    private final Interpretation reading;
    private final Topology topology;
    private final List<Asked> asked;

    /** Those that look at one kind of call, once there has been one. */
    private final Map<Class<? extends Call>, List<Asked>> askedOfCall = new HashMap<>();

    private final Set<Suspect> different = new LinkedHashSet<>();
    private Optional<ProgramWriter> writer = Optional.empty();

    /** A suspect as it is in this session. */
    private record Asked(Suspect suspect, Mutation mutation) {}

    Shadows(Infections infections, Topology topology) {
        this.infections = infections;
        this.reading = infections.model().profile().readings().getFirst();
        this.topology = topology;
        this.asked = asked(infections.ofSeveralCalls());
    }

    private static List<Asked> asked(List<Suspect> suspects) {
        List<Asked> asked = new ArrayList<>();
        for (Suspect suspect : suspects) {
            asked.add(new Asked(suspect, suspect.mutant().mutations().get()));
        }
        return asked;
    }

    @Override
    public Credentials seen(Credentials who) {
        asked.removeIf(one -> isDifferent(one, !one.mutation.seen(who).equals(who)));
        return who;
    }

    @Override
    public Answer answer(Situation before, Step right) {
        List<Asked> ofCall =
                askedOfCall.computeIfAbsent(
                        before.call().getClass(), call -> asked(infections.of(call)));
        ofCall.removeIf(one -> isDifferent(one, isWrong(one, before, right)));
        asked.removeIf(one -> isDifferent(one, isWrong(one, before, right)));
        writer(before.world()).add(before.process(), before.call(), right.reply());
        return Answer.of(right);
    }

    @Override
    public World after(World before, Event event, World right) {
        asked.removeIf(one -> isDifferent(one, isWrong(one, before, event, right)));
        writer(before).add(event);
        return right;
    }

    @Override
    public void ended() {
        writer.ifPresent(written -> infections.ended(written.program(), different));
    }

    private boolean isDifferent(Asked one, boolean isWrong) {
        if (isWrong) {
            different.add(one.suspect);
        }
        return isWrong;
    }

    private boolean isWrong(Asked one, Situation before, Step right) {
        Answer answer;
        try {
            answer = one.mutation.answer(before, right);
        } catch (RuntimeException | OutOfMemoryError e) {
            // A mutant may ask for more than there is, as a vendor's library may.
            return true;
        }
        return !isOne(answer, right)
                && model()
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

    private static boolean isOne(Answer answer, Step step) {
        return answer.reply().equals(step.reply())
                && (answer.next() == step.next() || answer.next().equals(step.next()));
    }

    private boolean isWrong(Asked one, World before, Event event, World right) {
        World after = one.mutation.after(before, event, right);
        return after != right
                && !after.equals(right)
                && model().after(new State(before, reading), event).stream()
                        .noneMatch(state -> state.world().equals(after));
    }

    private Model model() {
        return infections.model();
    }

    /** Writes down what is done; everybody is there by the first step. */
    private ProgramWriter writer(World start) {
        if (writer.isEmpty()) {
            List<Setting.Member> members = new ArrayList<>();
            start.processes()
                    .values()
                    .forEach(me -> members.add(new Setting.Member(me.node(), me.who())));
            writer = Optional.of(new ProgramWriter(new Setting(topology, members)));
        }
        return writer.get();
    }
}
