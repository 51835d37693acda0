package org.rsmtck.kit.selftest;

import org.rsmtck.api.Call;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Event;
import org.rsmtck.api.Topology;
import org.rsmtck.kit.execute.ProgramWriter;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.kit.selftest.Infections.Suspect;
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
    private final Differences differences;
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
        this.differences = new Differences(infections.model());
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
        ofCall.removeIf(one -> isDifferent(one, differences.isWrong(one.mutation, before, right)));
        asked.removeIf(one -> isDifferent(one, differences.isWrong(one.mutation, before, right)));
        writer(before.world()).add(before.process(), before.call(), right.reply());
        return Answer.of(right);
    }

    @Override
    public World after(World before, Event event, World right) {
        asked.removeIf(
                one -> isDifferent(one, differences.isWrong(one.mutation, before, event, right)));
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
