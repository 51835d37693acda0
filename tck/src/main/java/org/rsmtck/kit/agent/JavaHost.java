package org.rsmtck.kit.agent;

import org.rsmtck.api.Call;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Event;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;
import org.rsmtck.api.Session;
import org.rsmtck.api.SharedFabric;
import org.rsmtck.api.Topology;
import org.rsmtck.kit.library.Pointing;

import java.util.List;
import java.util.function.Supplier;

/** A Java implementation in this process, which is one participant of a fabric. */
final class JavaHost implements Host {
    private static final int ONLY_PROCESS = 0;

    private final Supplier<Session> fabric;
    private final int node;
    private final Supplier<Credentials> who;
    private Session session;
    private Participant participant;

    private JavaHost(Supplier<Session> fabric, int node, Supplier<Credentials> who) {
        this.fabric = fabric;
        this.node = node;
        this.who = who;
        join();
    }

    /**
     * In a fabric that it shares with other processes.
     *
     * @throws IllegalArgumentException if the class is not one that processes can share
     */
    static JavaHost shared(String implementation, String place, int node) {
        SharedFabric fabric =
                made(implementation, SharedFabric.class, "is no fabric that processes can share");
        return new JavaHost(() -> fabric.join(place), node, JavaHost::credentials);
    }

    /**
     * In a fabric of one node, which nobody else is in, as somebody that it is told of.
     *
     * @throws IllegalArgumentException if the class is no fabric, or cannot be made
     */
    static JavaHost alone(String implementation, int uid, int gid) {
        Fabric fabric = made(implementation, Fabric.class, "is no fabric that can be made here");
        Topology shape = Topology.oneNode();
        return new JavaHost(
                () -> fabric.open(shape),
                shape.nodes().getFirst().id(),
                () -> Credentials.user(uid, gid, Libc.umask()));
    }

    private static <T> T made(String implementation, Class<T> kind, String otherwise) {
        try {
            return Class.forName(implementation).asSubclass(kind).getConstructor().newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalArgumentException(implementation + " " + otherwise + ": " + e, e);
        }
    }

    private void join() {
        session = fabric.get();
        participant = session.attach(node, who.get());
    }

    /** Who this process is. */
    private static Credentials credentials() {
        return new Credentials(
                Libc.uid(),
                Libc.gid(),
                Libc.realUid(),
                Libc.realGid(),
                Libc.groups(),
                Libc.umask());
    }

    @Override
    public List<String> missing() {
        return List.of();
    }

    @Override
    public List<String> events() {
        return List.of("memory", "descriptors", "interruption", "losses");
    }

    @Override
    public Reply call(Call call, Pointing pointing) {
        if (pointing != Pointing.AS_SAID) {
            throw new UnsupportedOperationException("a Java implementation is given no pointers");
        }
        // The implementation may do anything at all, and none of it is the agent's failure.
        try {
            Reply reply = participant.call(call);
            return reply == null ? new Reply.NoReply("returned null") : reply;
        } catch (Throwable t) {
            return new Reply.NoReply("threw " + t);
        }
    }

    @Override
    public void apply(Event event) {
        OwnClasses.load();
        switch (event) {
            case Event.Shortage(int _, Event.Resource resource) ->
                    session.apply(new Event.Shortage(ONLY_PROCESS, resource));
            case Event.ShortageOver(int _, Event.Resource resource) ->
                    session.apply(new Event.ShortageOver(ONLY_PROCESS, resource));
            case Event.Interruption _ -> session.apply(new Event.Interruption(ONLY_PROCESS));
            case Event.LinkLost _, Event.NodeLost _, Event.ControllerRemoved _ ->
                    session.apply(event);
            case Event.LinkBack _,
                    Event.NodeBack _,
                    Event.ControllerBack _,
                    Event.Killed _,
                    Event.Settled _ ->
                    throw new UnsupportedOperationException("an agent is not asked for this");
        }
    }

    /** A process is asked once, when it joins, who it is. */
    @Override
    public void umask(int mask) {
        if (mask != Libc.umask()) {
            Libc.setUmask(mask);
            clear();
        }
    }

    /** The process leaves the fabric and joins it anew. */
    @Override
    public int clear() {
        session.close();
        join();
        return 0;
    }
}
