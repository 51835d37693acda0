package org.rsmtck.kit.probes;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.wire.Line;

import java.util.List;

/**
 * Connect and disconnect, by a thread that is started for them and ends then.
 *
 * @param trial a process that has a connection already
 */
record ThreadRounds(ProbeRun trial, Call.Connect connect) implements Cycle {
    private static final int PROCESS = 0;
    private static final int THREAD = 1;

    static ThreadRounds of(Fixture fixture) {
        return new ThreadRounds(
                fixture.trial(), Fixture.connect(fixture.importing(), fixture.segment()));
    }

    @Override
    public void go(ProbeContext context, int rounds) {
        for (int round = 0; round < rounds; round++) {
            Reply connected = answer(context, connect);
            if (!(connected instanceof Reply.Handle(long handle))) {
                throw new UnlikeOthersException(List.of(called(connect, connected)));
            }
            Call disconnect = new Call.Disconnect(handle);
            Reply gone = answer(context, disconnect);
            if (!(gone instanceof Reply.Success)) {
                throw new UnlikeOthersException(
                        List.of(called(connect, connected), called(disconnect, gone)));
            }
            trial.agent(PROCESS).ends().thread(THREAD);
        }
    }

    private Reply answer(ProbeContext context, Call call) {
        return Insistence.answer(
                () -> trial.ask(PROCESS, call, Line.EMPTY.with("thread", THREAD)),
                reply -> context.isByChance(PROCESS, call, reply));
    }

    private static Observation.Called called(Call call, Reply reply) {
        return new Observation.Called(PROCESS, call, reply);
    }
}
