package org.rsmtck.kit.histories;

import org.rsmtck.api.Event;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;
import org.rsmtck.api.Session;
import org.rsmtck.kit.execute.Action;
import org.rsmtck.kit.execute.Bindings;
import org.rsmtck.kit.execute.Ids;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.kit.histories.Crew.Made;
import org.rsmtck.kit.histories.Crew.Meeting;
import org.rsmtck.kit.target.TargetSetupException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One concurrent program on its way through an implementation, in a session of its own. Runs on one
 * thread, which starts those of the lanes.
 */
final class Trial {
    private final Stage stage;
    private final ConcurrentProgram program;
    private final Bindings bindings;
    private final List<Participant> participants = new ArrayList<>();
    private final Witness witness;

    Trial(Stage stage, ConcurrentProgram program, long number) {
        this.stage = stage;
        this.program = program;
        Ids ids = Ids.ofSequence(number);
        this.bindings = new Bindings(ids);
        this.witness = new Witness(stage, program.setting(), participants, ids);
    }

    /** What has been seen so far; for another thread that waits for the trial in vain. */
    Witness witness() {
        return witness;
    }

    /**
     * Runs it to its end.
     *
     * @throws Fabric.UnsupportedTopologyException if the target cannot take its shape
     * @throws TargetSetupException if something could not be brought about
     */
    Ending run() {
        try (Session session = stage.fabric().open(program.setting().topology())) {
            for (Setting.Member member : program.setting().members()) {
                participants.add(session.attach(member.node(), member.who()));
            }
            witness.enters(session);
            for (Action act : program.before()) {
                carryOut(act);
            }
            List<Lane> lanes =
                    program.lanes().stream().filter(lane -> !lane.turns().isEmpty()).toList();
            if (!witness.isOver() && !lanes.isEmpty()) {
                meet(lanes);
            }
            if (!witness.isOver()) {
                program.aftermath().look(witness, witness.segments());
            }
            witness.settle();
        }
        return witness.ending();
    }

    private void carryOut(Action act) {
        switch (act) {
            case Action.Injection(Event event) -> witness.cause(event);
            case Action.Calling calling ->
                    bindings.resolved(calling)
                            .flatMap(call -> witness.say(calling.process(), call))
                            .ifPresent(reply -> bindings.remember(calling, reply));
        }
    }

    private void meet(List<Lane> lanes) {
        Crew crew = stage.crew(participants);
        Optional<ConcurrentProgram.Mishap> mishap = program.mishap();
        Meeting meeting =
                crew.meet(
                        lanes,
                        bindings,
                        () -> mishap.ifPresent(what -> witness.bringAbout(what.event())),
                        mishap.map(ConcurrentProgram.Mishap::delay).orElse(0));
        witness.takeIn(lanes, meeting, mishap.map(ConcurrentProgram.Mishap::event));
        again(lanes, meeting);
    }

    /**
     * What a busy machine refuses is made once more, with nothing else going on: then it is known
     * to have been that.
     */
    private void again(List<Lane> lanes, Meeting meeting) {
        for (Made made : meeting.made()) {
            int process = lanes.get(made.lane()).process();
            if (witness.isUncaused(process, made.call(), made.reply())) {
                Optional<Reply> reply = witness.say(process, made.call());
                reply.ifPresent(answer ->
                        bindings.remember(
                                lanes.get(made.lane()).turns().get(made.turn()).act(), answer));
            }
        }
        witness.conclude();
    }
}
