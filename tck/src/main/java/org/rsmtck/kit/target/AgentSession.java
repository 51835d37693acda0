package org.rsmtck.kit.target;

import org.rsmtck.api.Credentials;
import org.rsmtck.api.Event;
import org.rsmtck.api.Faults;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One sequence on a fabric whose participants are agents. */
final class AgentSession implements Session {
    private final AgentFabric.Site site;
    private final List<AgentParticipant> participants = new ArrayList<>();
    private final List<Undo> cures = new ArrayList<>();
    private boolean isClosed;

    /**
     * What undoes an event that is still in force.
     *
     * @param process that it happened to; -1 for the whole fabric
     */
    private record Undo(Event event, int process) {
        static final int WHOLE_FABRIC = -1;
    }

    AgentSession(AgentFabric.Site site) {
        this.site = site;
    }

    @Override
    public synchronized Participant attach(int node, Credentials who) {
        TopologyEmbedding names = site.place().names();
        AgentPool.Member member = site.pool().take(names.of(node), who);
        try {
            AgentParticipant participant =
                    new AgentParticipant(
                            new Tenure(site.pool(), member, who.umask()),
                            node,
                            names,
                            site.owner().config().application(),
                            killing(new Event.Killed(participants.size()), member, node));
            participants.add(participant);
            return participant;
        } catch (AgentDiedException | AgentSpeaksOtherwiseException e) {
            site.pool().dismiss(member);
            throw new TargetSetupException(
                    "the agent is gone before its first call: " + e.getMessage(), e);
        }
    }

    private Optional<Runnable> killing(Event.Killed killed, AgentPool.Member member, int node) {
        return site.place().canCause(killed)
                ? Optional.of(() ->
                        site.place()
                                .cause(
                                        killed,
                                        new FabricInstance.Whom(
                                                member.process().greeting().pid(), node)))
                : Optional.empty();
    }

    /** Whether the first participant is a process that can be killed from here. */
    synchronized boolean isFirstHere() {
        return participants.getFirst().isHere();
    }

    /** Whether the agents of these nodes are processes that can be killed from here. */
    synchronized boolean areHere(Set<Integer> nodes, Credentials who) {
        boolean areHere = true;
        for (int node : nodes) {
            AgentPool.Member member = site.pool().take(node, who);
            areHere &= member.process().isHere();
            site.pool().takeBack(member);
        }
        return areHere;
    }

    /** What an agent says of itself that runs as this user on the first node. */
    synchronized Greeting greetingOf(Credentials who) {
        int node = site.shape().nodes().getFirst().id();
        return ((AgentParticipant) attach(node, who)).greeting();
    }

    /** Has a signal sent at once, whatever calls are under way. */
    synchronized void interruptNow(int process) {
        onProcess(new Event.Interruption(process), process);
    }

    @Override
    public synchronized void apply(Event event) {
        switch (event) {
            case Event.Shortage(int process, var _) -> onProcess(event, process);
            case Event.ShortageOver(int process, var _) -> onProcess(event, process);
            case Event.Interruption(int process) ->
                    participants.get(process).beforeNextCall(() -> onProcess(event, process));
            case Event.Killed(int process) -> participants.get(process).kill();
            case Event.Settled _ -> {}
            case Event.LinkLost _,
                    Event.LinkBack _,
                    Event.NodeLost _,
                    Event.NodeBack _,
                    Event.ControllerRemoved _,
                    Event.ControllerBack _ -> {
                cause(event, Undo.WHOLE_FABRIC);
                participants.stream()
                        .filter(participant -> participant.canCause(event))
                        .forEach(participant -> participant.cause(event));
            }
        }
    }

    private void onProcess(Event event, int process) {
        AgentParticipant participant = participants.get(process);
        if (!participant.isAlive() && !outlivesProcess(event)) {
            return;
        }
        if (site.place().canCause(event)) {
            cause(event, process);
        } else if (participant.canCause(event)) {
            participant.cause(event);
        } else {
            throw new UnsupportedOperationException(event + " cannot be brought about");
        }
    }

    private void cause(Event event, int process) {
        site.place().cause(event, whom(process));
        cures.removeIf(cure -> cure.event().equals(event));
        cureOf(event).ifPresent(cure -> cures.add(new Undo(cure, process)));
    }

    private FabricInstance.Whom whom(int process) {
        return process == Undo.WHOLE_FABRIC
                ? FabricInstance.Whom.NOBODY
                : new FabricInstance.Whom(
                        participants.get(process).pid(), participants.get(process).node());
    }

    /** What was done to a process that is gone by now needs no cure, unless others felt it too. */
    private boolean isInForce(Undo cure) {
        return cure.process() == Undo.WHOLE_FABRIC
                || participants.get(cure.process()).isAlive()
                || outlivesProcess(cure.event());
    }

    private boolean outlivesProcess(Event event) {
        return event instanceof Event.ShortageOver(int _, var resource)
                && site.owner().faults().of(resource) != Faults.Extent.PROCESS;
    }

    private static Optional<Event> cureOf(Event event) {
        return switch (event) {
            case Event.LinkLost(var link) -> Optional.of(new Event.LinkBack(link));
            case Event.NodeLost(int node) -> Optional.of(new Event.NodeBack(node));
            case Event.ControllerRemoved(var port) -> Optional.of(new Event.ControllerBack(port));
            case Event.Shortage(int process, var resource) ->
                    Optional.of(new Event.ShortageOver(process, resource));
            case Event.LinkBack _,
                    Event.NodeBack _,
                    Event.ControllerBack _,
                    Event.ShortageOver _,
                    Event.Interruption _,
                    Event.Killed _,
                    Event.Settled _ ->
                    Optional.empty();
        };
    }

    /** Heals what is broken, has the participants leave, and gives the fabric back. */
    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        boolean isClean = true;
        try {
            for (Undo cure : cures) {
                if (isInForce(cure)) {
                    site.place().cause(cure.event(), whom(cure.process()));
                }
            }
            participants.forEach(participant -> participant.tenure().clear());
            for (AgentParticipant participant : participants) {
                isClean &= participant.tenure().leave();
            }
        } catch (RuntimeException e) {
            isClean = false;
            throw e;
        } finally {
            site.giveBack(isClean);
        }
    }
}
