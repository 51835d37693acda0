package org.rsmtck.reference;

import org.rsmtck.api.Credentials;
import org.rsmtck.api.Event;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Session;
import org.rsmtck.api.Topology;
import org.rsmtck.reference.shared.FabricFolder;
import org.rsmtck.reference.shared.PrivateFolders;
import org.rsmtck.reference.shared.SharedBackend;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A private fabric folder, and the participants that were attached to it. */
final class ReferenceSession implements Session {
    private final FabricFolder folder;
    private final List<ReferenceParticipant> participants = new CopyOnWriteArrayList<>();
    private boolean isClosed;

    /**
     * @throws IllegalArgumentException if the engine cannot carry the topology
     */
    ReferenceSession(Topology topology) {
        folder = PrivateFolders.make(topology);
    }

    /** The private folder of the fabric. */
    Path path() {
        return folder.path();
    }

    @Override
    public synchronized Participant attach(int node, Credentials credentials) {
        FabricFolder own = FabricFolder.open(folder.path());
        try {
            Rsm rsm = new Rsm(new SharedBackend(own, node, credentials), node, credentials);
            ReferenceParticipant participant = new ReferenceParticipant(rsm);
            participants.add(participant);
            return participant;
        } catch (RuntimeException e) {
            own.close();
            throw e;
        }
    }

    @Override
    public void apply(Event event) {
        switch (event) {
            case Event.Shortage(int process, Event.Resource resource) ->
                    participants.get(process).shorten(resource, true);
            case Event.ShortageOver(int process, Event.Resource resource) ->
                    participants.get(process).shorten(resource, false);
            case Event.Interruption(int process) -> participants.get(process).interrupt();
            case Event.Killed(int process) -> participants.get(process).kill();
            case Event.LinkLost _, Event.NodeLost _, Event.ControllerRemoved _ -> {
                folder.apply(event);
                // What an import was sent before the loss is told from what comes after.
                participants.forEach(ReferenceParticipant::noticeLosses);
            }
            case Event.LinkBack _, Event.NodeBack _, Event.ControllerBack _ -> folder.apply(event);
        }
    }

    @Override
    public synchronized void close() {
        if (!isClosed) {
            isClosed = true;
            participants.forEach(ReferenceParticipant::close);
            folder.remove();
        }
    }
}
