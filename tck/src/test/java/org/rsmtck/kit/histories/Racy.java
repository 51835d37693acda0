package org.rsmtck.kit.histories;

import org.rsmtck.api.Call;
import org.rsmtck.api.Capabilities;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Event;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;
import org.rsmtck.api.Session;
import org.rsmtck.api.Topology;

import java.util.function.Supplier;

/**
 * An implementation that is right as long as calls come one after another, and has a race.
 *
 * @param race a new one for each session
 */
record Racy(String name, Fabric right, Supplier<Race> race) implements Fabric {

    /** What a process is answered, with what all processes of the session share at hand. */
    interface Race {
        Reply answer(int process, Participant right, Call call);
    }

    @Override
    public String profile() {
        return right.profile();
    }

    @Override
    public Capabilities capabilities() {
        return right.capabilities();
    }

    @Override
    public Session open(Topology topology) {
        Session session = right.open(topology);
        Race mine = race.get();
        return new Session() {
            private int processes;

            @Override
            public Participant attach(int node, Credentials who) {
                return racing(processes++, session.attach(node, who), mine);
            }

            @Override
            public void apply(Event event) {
                session.apply(event);
            }

            @Override
            public void close() {
                session.close();
            }
        };
    }

    private static Participant racing(int process, Participant right, Race race) {
        return new Participant() {
            @Override
            public Reply call(Call call) {
                return race.answer(process, right, call);
            }

            @Override
            public void kill() {
                right.kill();
            }

            @Override
            public void close() {
                right.close();
            }
        };
    }
}
