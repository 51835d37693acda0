package org.rsmtck.kit.grading;

import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.api.Topology;
import org.rsmtck.api.Topology.Port;
import org.rsmtck.kit.simulated.ModelFabric;
import org.rsmtck.model.CallContext;
import org.rsmtck.model.Connection;
import org.rsmtck.model.Contents;
import org.rsmtck.model.Export;
import org.rsmtck.model.Import;
import org.rsmtck.model.Model;
import org.rsmtck.model.ProcessState;
import org.rsmtck.model.Profile;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Variant.PermissionClass;
import org.rsmtck.model.VariationPoint;
import org.rsmtck.model.page.Pages;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Implementations in which something lives too long, or not long enough, or holds too much. */
final class MutantLives {
    private MutantLives() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.answering(
                        "RefusedYetGone",
                        "Disconnect that is refused for a poll descriptor disconnects.",
                        "frame/refusal-changes-nothing",
                        () -> MutantLives::refusedYetGone),
                Mutant.answering(
                        "RefusedYetHeld",
                        "Connect that is refused by the comparison keeps hold of the controller.",
                        "frame/refusal-changes-nothing",
                        () -> MutantLives::refusedYetHeld),
                Mutant.answering(
                        "Scribbler",
                        "A connect that is refused writes into the out parameter.",
                        "connect/perm-denied-if-invalid",
                        () ->
                                (right, call) -> {
                                    Reply reply = right.call(call);
                                    return call instanceof Call.Connect
                                                    && reply
                                                            instanceof
                                                            Reply.Refused(RsmError error, long out)
                                            ? new Reply.Refused(error, 0xDEAD_BEEFL)
                                            : reply;
                                }),
                Mutant.bent(
                        "UnpublishedAlive",
                        "Unpublish leaves all imports alive.",
                        "frame/forced-disconnect",
                        "unpublish/unpublished",
                        (before, right) ->
                                before.world()
                                        .withExport(
                                                before.process(),
                                                before.handle(),
                                                export -> export.with(Optional.empty()))),
                Mutant.bent(
                        "IdleRepublish",
                        "Republish says success, and the old list stays.",
                        "republish/new-list",
                        "republish/new-list",
                        (before, right) -> before.world()),
                Mutant.answering(
                        "ReadableAfterwards",
                        "What was disconnected can still be read.",
                        "disconnect/breaks-connection",
                        ReadableAfterwards::new),
                Mutant.answering(
                        "PollfdsDoubled",
                        "Each poll descriptor got counts twice.",
                        "disconnect/POLLFD_IN_USE",
                        () ->
                                (right, call) -> {
                                    if (call instanceof Call.GetPollfd) {
                                        right.call(call);
                                    }
                                    return right.call(call);
                                }),
                Mutant.answering(
                        "SignalsDoubled",
                        "A signal that is posted once is counted twice.",
                        "signal_wait/counted",
                        () ->
                                (right, call) -> {
                                    Reply reply = right.call(call);
                                    if (call instanceof Call.SignalPost
                                            && reply instanceof Reply.Done) {
                                        right.call(call);
                                    }
                                    return reply;
                                }),
                Mutant.answering(
                        "GrantWidened",
                        "Who may write and asks to read may write.",
                        "connect/perm-governs-access",
                        () -> MutantLives::widened),
                Mutant.answering(
                        "GrantNarrowed",
                        "Who asks to read and write may read only.",
                        "connect/perm-governs-access",
                        () -> MutantLives::narrowed),
                Mutant.without(
                        "MapWiderThanGrant",
                        "Map does not ask what mode was granted.",
                        "connect/perm-governs-access",
                        "map/BAD_PERMS"),
                Mutant.answering(
                        "FirstNodeWins",
                        "Connect looks for the id on node 1 before it asks the node that was"
                                + " named.",
                        "connect/SEG_NOT_PUBLISHED",
                        () -> MutantLives::onNodeOne),
                Mutant.answering(
                        "TwoEntriesOnly",
                        "Of an access list only the first two entries count.",
                        "connect/SEG_NOT_PUBLISHED_TO_NODE",
                        () -> MutantNumbers.changing(MutantLives::twoEntries)),
                Mutant.answering(
                        "FourImports",
                        "A process can have four imports and no more.",
                        "connect/INSUFFICIENT_RESOURCES",
                        () -> new Crowded(4)),
                outlived(
                        "LoadWithoutPath",
                        "A mapping whose path is lost goes on showing what the exporter writes.",
                        Rule.succeed(
                                Call.Load.class,
                                "load/invented",
                                "the path is lost",
                                s -> loaded(s, stillThere(s, false)))),
                outlived(
                        "StoreWithoutPath",
                        "What is stored into a mapping whose path is lost reaches the exporter.",
                        Rule.succeed(
                                Call.Store.class,
                                "store/invented",
                                "the path is lost",
                                s -> stored(s, stillThere(s, false)))),
                outlived(
                        "HealedMapping",
                        "A mapping shows the segment again when its path is back.",
                        Rule.succeed(
                                Call.Load.class,
                                "load/invented",
                                "the path was lost, and is back",
                                s -> loaded(s, stillThere(s, true)))),
                new Mutant(
                        ModelFabric.of("FallsThrough", fallingThrough()),
                        "An owner who is refused as the owner is asked again as one of the group.",
                        "connect/perm-checked"));
    }

    private static Model fallingThrough() {
        return Pages.model(
                Profile.STRICT.with(
                        VariationPoint.PERMISSION_CLASS, PermissionClass.FALLS_THROUGH));
    }

    /** In which cut mappings are right no longer. */
    private static Mutant outlived(String name, String wrong, Rule invented) {
        Model model =
                Mutant.RIGHT.with(
                        rules -> Stream.concat(Stream.of(invented), rules.stream()).toList());
        return new Mutant(ModelFabric.of(name, model), wrong, "connect/logical-connection");
    }

    /**
     * The export that a mapped import was cut off from, as long as it is published.
     *
     * @param isJoined whether there is to be a path to it
     */
    private static Optional<Connection.Live> stillThere(CallContext<?> s, boolean isJoined) {
        Import segment = s.importSegment().orElseThrow();
        if (!(segment.connection()
                instanceof Connection.ForciblyDisconnected(Optional<Contents> last))) {
            return Optional.empty();
        }
        Port here = new Port(s.me().node(), segment.controller());
        int fill = last.orElseThrow().fill();
        for (Map.Entry<Integer, ProcessState> owner : s.world().processes().entries()) {
            for (Map.Entry<Long, Export> export : owner.getValue().exports().entries()) {
                Port there = new Port(owner.getValue().node(), export.getValue().controller());
                if (export.getValue().isPublished()
                        && export.getValue().contents().fill() == fill
                        && s.world().areJoined(here, there) == isJoined) {
                    return Optional.of(new Connection.Live(owner.getKey(), export.getKey()));
                }
            }
        }
        return Optional.empty();
    }

    private static List<Rule.Outcome> loaded(
            CallContext<Call.Load> s, Optional<Connection.Live> from) {
        return from
                .map(s.world()::export)
                .map(export ->
                        export.contents().read(offset(s, s.call().offset()), s.call().length()))
                .map(bytes -> new Rule.Outcome(new Reply.Data(bytes), s.world()))
                .stream()
                .toList();
    }

    private static List<Rule.Outcome> stored(
            CallContext<Call.Store> s, Optional<Connection.Live> to) {
        long at = offset(s, s.call().offset());
        return to
                .map(site ->
                        s.world()
                                .withExport(
                                        site.process(),
                                        site.export(),
                                        export ->
                                                export.with(
                                                        export.contents()
                                                                .with(at, s.call().data()))))
                .map(world -> new Rule.Outcome(new Reply.Done(), world))
                .stream()
                .toList();
    }

    /** In the segment, of what is at an offset in the mapping. */
    private static long offset(CallContext<?> s, long inMapping) {
        return s.importSegment().flatMap(Import::mapping).orElseThrow().offset() + inMapping;
    }

    private static Reply refusedYetGone(Participant right, Call call) {
        Reply reply = right.call(call);
        if (call instanceof Call.Disconnect(long handle)
                && reply.equals(new Reply.Refused(RsmError.POLLFD_IN_USE))) {
            right.call(new Call.ReleasePollfd(handle));
            right.call(call);
        }
        return reply;
    }

    private static Reply refusedYetHeld(Participant right, Call call) {
        Reply reply = right.call(call);
        if (call instanceof Call.Connect && reply.equals(new Reply.Refused(RsmError.PERM_DENIED))) {
            right.call(new Call.GetController(Topology.LOOPBACK, Out.VALID));
        }
        return reply;
    }

    private static Reply widened(Participant right, Call call) {
        if (call instanceof Call.Connect c && c.permission() == Permission.READ) {
            Reply wide = right.call(MutantNumbers.withMode(c, Permission.READ_WRITE));
            return wide instanceof Reply.Handle ? wide : right.call(c);
        }
        return right.call(call);
    }

    private static Reply narrowed(Participant right, Call call) {
        if (call instanceof Call.Connect c && c.permission() == Permission.READ_WRITE) {
            Reply reply = right.call(c);
            if (reply instanceof Reply.Handle(long handle)) {
                right.call(new Call.Disconnect(handle));
                return right.call(MutantNumbers.withMode(c, Permission.READ));
            }
            return reply;
        }
        return right.call(call);
    }

    private static Reply onNodeOne(Participant right, Call call) {
        if (call instanceof Call.Connect c && c.node() == 2) {
            Reply first =
                    right.call(
                            new Call.Connect(
                                    c.controller(), 1, c.segment(), c.permission(), c.out()));
            return first instanceof Reply.Handle ? first : right.call(c);
        }
        return right.call(call);
    }

    private static Call twoEntries(Call call) {
        if (call
                instanceof
                Call.Publish(long handle, int segment, AccessList.Entries list, var out)) {
            return new Call.Publish(handle, segment, two(list), out);
        }
        return call instanceof Call.Republish(long handle, AccessList.Entries list)
                ? new Call.Republish(handle, two(list))
                : call;
    }

    private static AccessList two(AccessList.Entries list) {
        return AccessList.of(
                list.entries().stream().limit(2).toArray(org.rsmtck.api.AccessEntry[]::new));
    }

    /** Keeps a second import of everything, and reads through it when the first is gone. */
    private static final class ReadableAfterwards implements Twist {
        private final Map<Long, Long> spares = new HashMap<>();
        private final Set<Long> gone = new HashSet<>();

        @Override
        public Reply answer(Participant right, Call call) {
            if (call instanceof Call.Get get && gone.contains(get.handle())) {
                return right.call(get.onHandle(spares.get(get.handle())));
            }
            Reply reply = right.call(call);
            if (call instanceof Call.Connect && reply instanceof Reply.Handle(long handle)) {
                if (right.call(call) instanceof Reply.Handle(long spare)) {
                    right.call(new Call.SetMode(spare, 0));
                    spares.put(handle, spare);
                }
            }
            if (call instanceof Call.Disconnect(long handle)
                    && reply instanceof Reply.Done
                    && spares.containsKey(handle)) {
                gone.add(handle);
            }
            return reply;
        }
    }

    private static final class Crowded implements Twist {
        private final int most;
        private final Set<Long> imports = new HashSet<>();

        Crowded(int most) {
            this.most = most;
        }

        @Override
        public Reply answer(Participant right, Call call) {
            Reply reply = right.call(call);
            if (call instanceof Call.Connect && reply instanceof Reply.Handle(long handle)) {
                if (imports.size() == most) {
                    right.call(new Call.Disconnect(handle));
                    return new Reply.Refused(RsmError.INSUFFICIENT_RESOURCES);
                }
                imports.add(handle);
            }
            if (call instanceof Call.Disconnect(long handle) && reply instanceof Reply.Done) {
                imports.remove(handle);
            }
            return reply;
        }
    }
}
