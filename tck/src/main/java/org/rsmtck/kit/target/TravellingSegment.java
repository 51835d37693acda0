package org.rsmtck.kit.target;

import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.api.Session;
import org.rsmtck.api.Topology;
import org.rsmtck.kit.judge.Narrative;

import java.util.ArrayList;
import java.util.List;

/**
 * A segment that one process exports and another finds, with a trail of the calls that it takes.
 */
final class TravellingSegment {
    private static final int SEGMENT = 0x500000;
    private static final int FILL = 7;

    private final AgentFabric fabric;
    private final Credentials exporting;
    private final List<String> trail = new ArrayList<>();

    TravellingSegment(AgentFabric fabric, Credentials exporting) {
        this.fabric = fabric;
        this.exporting = exporting;
    }

    /** The calls that were made and what they were answered with, each on a line of its own. */
    String trail() {
        StringBuilder all = new StringBuilder();
        trail.forEach(call -> all.append("\n          ").append(call));
        trail.clear();
        return all.toString();
    }

    /**
     * The segment goes from node 1 to a node and a user. Whether he may have it is what the suites
     * find out: another user who is denied it has found it.
     */
    void travels(Topology shape, String controller, int importingNode, Credentials importing) {
        try (Session session = fabric.open(shape)) {
            Participant exporter = session.attach(1, exporting);
            Participant importer = session.attach(importingNode, importing);
            long pageSize = fabric.capabilities().pageSize();
            long mine = handle(exporter, new Call.GetController(controller, Out.VALID));
            long export =
                    handle(
                            exporter,
                            new Call.ExportCreate(
                                    mine, Memory.aligned(FILL), pageSize, 0, Out.VALID));
            succeed(exporter, new Call.Publish(export, SEGMENT, AccessList.everyone(), Out.VALID));
            long theirs = handle(importer, new Call.GetController(controller, Out.VALID));
            Call connect = new Call.Connect(theirs, 1, SEGMENT, Permission.READ, Out.VALID);
            if (importing.equals(exporting)) {
                requireFound(importer, connect, exporter, mine);
                succeed(importer, new Call.Disconnect(handle(importer, connect)));
            } else {
                find(importer, connect);
            }
            succeed(exporter, new Call.ExportDestroy(export));
        }
    }

    /** Where another process finds nothing, the exporter's own is asked, which tells why. */
    private void requireFound(Participant importer, Call connect, Participant exporter, long via) {
        Reply found = ask(importer, connect);
        if (found instanceof Reply.Handle(long handle)) {
            ask(importer, new Call.Disconnect(handle));
            return;
        }
        Call own = ((Call.Connect) connect).onHandle(via);
        boolean isFoundThere = ask(exporter, own) instanceof Reply.Handle;
        throw new TargetSetupException(
                "connect was answered with "
                        + words(found)
                        + ": what one process exports, another does not find"
                        + (isFoundThere
                                ? ", and its own process does. The likely cause is that the library"
                                        + " keeps its tables in each process: they have to be where"
                                        + " all processes of a node share them"
                                : ""));
    }

    private Reply ask(Participant who, Call call) {
        Reply reply = who.call(call);
        AgentParticipant agent = (AgentParticipant) who;
        trail.add(
                "pid %d, uid %s: %s -> %s"
                        .formatted(
                                agent.pid(),
                                Integer.toUnsignedString(agent.greeting().who().uid()),
                                Narrative.tell(call),
                                words(reply)));
        return reply;
    }

    private void find(Participant who, Call connect) {
        Reply reply = ask(who, connect);
        if (reply instanceof Reply.Handle(long handle)) {
            ask(who, new Call.Disconnect(handle));
        } else if (!(reply instanceof Reply.Refused(RsmError error, long _))
                || error != RsmError.PERM_DENIED) {
            throw new TargetSetupException(connect.word() + " was answered with " + words(reply));
        }
    }

    private long handle(Participant who, Call call) {
        return succeed(who, call) instanceof Reply.Handle(long handle) ? handle : 0;
    }

    private Reply succeed(Participant who, Call call) {
        if (fabric.lacking(call).isPresent()) {
            throw new TargetSetupException(
                    "it ends at " + fabric.lacking(call).get() + ", which is lacking");
        }
        Reply reply = ask(who, call);
        if (reply instanceof Reply.Success) {
            return reply;
        }
        throw new TargetSetupException(call.word() + " was answered with " + words(reply));
    }

    private static String words(Reply reply) {
        return switch (reply) {
            case Reply.Refused refused -> refused.error().toString();
            case Reply.NoReply none -> none.how();
            case Reply.Unknown unknown -> "the number " + unknown.number();
            case Reply.Handle handle -> "handle 0x" + Long.toHexString(handle.value());
            case Reply.Success success -> "success";
        };
    }
}
