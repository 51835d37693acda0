package org.rsmtck.kit.grading;

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
import java.util.function.UnaryOperator;

/**
 * An implementation that behaves as {@code right} does, but for a twist in what it answers.
 *
 * @param disguise who each process is taken for
 * @param twist a new one for each process
 */
public record Twisted(
        String name, Fabric right, UnaryOperator<Credentials> disguise, Supplier<Twist> twist)
        implements Fabric {

    /** Answers in its own way. */
    public static Twisted answering(String name, Fabric right, Supplier<Twist> twist) {
        return new Twisted(name, right, who -> who, twist);
    }

    /** Takes processes for somebody else. */
    static Twisted takingFor(String name, Fabric right, UnaryOperator<Credentials> disguise) {
        return new Twisted(name, right, disguise, () -> Participant::call);
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
                return twisted(session.attach(node, disguise.apply(who)));
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

    private Participant twisted(Participant participant) {
        Twist mine = twist.get();
        return new Participant() {
            @Override
            public Reply call(Call call) {
                return mine.answer(participant, call);
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
}
