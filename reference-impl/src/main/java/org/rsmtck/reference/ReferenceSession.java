package org.rsmtck.reference;

import org.rsmtck.api.Credentials;
import org.rsmtck.api.Event;
import org.rsmtck.api.Participant;
import org.rsmtck.api.SharedFabric;
import org.rsmtck.reference.shared.FabricFolder;
import org.rsmtck.reference.shared.SharedBackend;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A fabric folder, and the participants that this process has attached to it. */
final class ReferenceSession implements SharedFabric.Founded {
    private final FabricFolder folder;
    private final List<ReferenceParticipant> participants = new CopyOnWriteArrayList<>();
    private final boolean isFounder;
    private boolean isClosed;

    /**
     * Takes charge of the folder.
     *
     * @param isFounder whether it has the last word on the folder: it brings about what concerns
     *     the whole fabric, and removes it when it closes
     */
    ReferenceSession(FabricFolder folder, boolean isFounder) {
        this.folder = folder;
        this.isFounder = isFounder;
    }

    /** The folder of the fabric. */
    Path path() {
        return folder.path();
    }

    @Override
    public String place() {
        return path().toString();
    }

    @Override
    public synchronized Participant attach(int node, Credentials credentials) {
        InjectedFaults faults = new InjectedFaults(SharedBackend.within(folder, node, credentials));
        Rsm rsm = new Rsm(faults, node, credentials);
        ReferenceParticipant participant = new ReferenceParticipant(rsm, faults);
        participants.add(participant);
        return participant;
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
            case Event.Settled _ -> {}
            case Event.LinkLost _, Event.NodeLost _, Event.ControllerRemoved _ -> {
                if (isFounder) {
                    folder.apply(event);
                }
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
            if (isFounder) {
                folder.remove();
            } else {
                folder.close();
            }
        }
    }
}
