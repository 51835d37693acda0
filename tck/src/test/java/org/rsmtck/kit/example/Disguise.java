package org.rsmtck.kit.example;

import org.rsmtck.api.Call;
import org.rsmtck.api.Capabilities;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Event;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;
import org.rsmtck.api.Session;
import org.rsmtck.api.Topology;
import org.rsmtck.kit.simulated.ModelFabric;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;

/** A right implementation with one thing done differently. */
abstract class Disguise implements Fabric {
    private final Fabric right = ModelFabric.of("right", Pages.model(Profile.STRICT));

    /** Answers the call, with {@code right} at hand. */
    abstract Reply answer(Participant right, Call call);

    @Override
    public String name() {
        return getClass().getSimpleName();
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
        return new Session() {
            @Override
            public Participant attach(int node, Credentials who) {
                Participant participant = session.attach(node, who);
                return new Participant() {
                    @Override
                    public Reply call(Call call) {
                        return answer(participant, call);
                    }

                    @Override
                    public void kill() {
                        participant.kill();
                    }

                    @Override
                    public void close() {
                        participant.close();
                    }
                };
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
}
