package org.rsmtck.kit.grading;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.kit.simulated.ModelFabric;
import org.rsmtck.model.CallContext;
import org.rsmtck.model.Connection;
import org.rsmtck.model.Import;
import org.rsmtck.model.Model;
import org.rsmtck.model.ProcessState;
import org.rsmtck.model.Profile;
import org.rsmtck.model.Rule;
import org.rsmtck.model.World;
import org.rsmtck.model.page.Pages;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * An implementation that is wrong in one way.
 *
 * @param wrong what is wrong, in one sentence
 * @param clause the id of the clause that it breaks
 */
record Mutant(Fabric fabric, String wrong, String clause) {
    static final Model RIGHT = Pages.model(Profile.STRICT);

    @Override
    public String toString() {
        return fabric.name();
    }

    static List<Mutant> all() {
        return Stream.of(
                        missingChecks(),
                        inventedRefusals(),
                        wrongEffects(),
                        wrongAnswers(),
                        wrongPeople(),
                        MutantNumbers.all(),
                        MutantContents.all(),
                        MutantLives.all(),
                        MutantTimes.always())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Mutant> missingChecks() {
        return List.of(
                without(
                        "MappedDisconnect",
                        "Disconnect does not ask whether a mapping is in place.",
                        "disconnect/SEG_STILL_MAPPED",
                        "disconnect/SEG_STILL_MAPPED"),
                without(
                        "PolledDisconnect",
                        "Disconnect does not ask whether a poll descriptor is still held.",
                        "disconnect/POLLFD_IN_USE",
                        "disconnect/POLLFD_IN_USE"),
                without(
                        "ListIgnored",
                        "Connect does not ask whether the access list names the node.",
                        "connect/SEG_NOT_PUBLISHED_TO_NODE",
                        "connect/SEG_NOT_PUBLISHED_TO_NODE"),
                without(
                        "AnyMode",
                        "Connect takes any number for a mode.",
                        "connect/perm-domain",
                        "connect/PERM_DENIED#domain"),
                without(
                        "NoComparison",
                        "Connect does not compare the mode with what the exporter permits.",
                        "connect/perm-checked",
                        "connect/PERM_DENIED#comparison"),
                without(
                        "PutThroughReadOnly",
                        "Put does not ask what mode was granted.",
                        "connect/perm-governs-access",
                        "put/PERM_DENIED"),
                without(
                        "NoPathNeeded",
                        "Connect does not ask for a path to the controller of the export.",
                        "connect/physical-connection",
                        "connect/REMOTE_NODE_UNREACHABLE#no-path"));
    }

    private static List<Mutant> inventedRefusals() {
        return List.of(
                refusing(
                        "StuckWhenCutOff",
                        "Disconnect refuses an import that was cut off.",
                        "disconnect/always-possible",
                        Rule.refuse(
                                Call.Disconnect.class,
                                "disconnect/invented",
                                RsmError.CONN_ABORTED,
                                "the import was cut off",
                                s -> s.importSegment().filter(Import::isOff).isPresent())),
                refusing(
                        "StuckWithoutController",
                        "Disconnect refuses once the process has released its controller.",
                        "disconnect/always-possible",
                        Rule.refuse(
                                Call.Disconnect.class,
                                "disconnect/invented",
                                RsmError.BAD_CTLR_HNDL,
                                "the process has no controller",
                                s ->
                                        s.importSegment().isPresent()
                                                && s.me().controllers().isEmpty())),
                refusing(
                        "StuckWithImporters",
                        "Unpublish refuses as long as somebody imports the segment.",
                        "frame/exporter-independent",
                        Rule.refuse(
                                Call.Unpublish.class,
                                "unpublish/invented",
                                RsmError.SEG_STILL_MAPPED,
                                "somebody imports the segment",
                                s -> s.export().isPresent() && hasImporters(s))));
    }

    private static List<Mutant> wrongEffects() {
        return List.of(
                bent(
                        "IdleDisconnect",
                        "Disconnect says success and does nothing.",
                        "disconnect/breaks-connection",
                        "disconnect/breaks-connection",
                        (before, right) -> before.world()),
                bent(
                        "DisconnectForAll",
                        "Disconnect of one import cuts off the other imports of the process.",
                        "frame/others-untouched",
                        "disconnect/breaks-connection",
                        (before, right) ->
                                eachImport(
                                        right,
                                        (process, segment) ->
                                                process == before.process()
                                                        ? cutOff(right, segment)
                                                        : segment)),
                bent(
                        "SecondForgotten",
                        "Unpublish cuts off the first import of each process and forgets the"
                                + " others.",
                        "frame/forced-disconnect",
                        "unpublish/unpublished",
                        Mutant::firstOnly),
                bent(
                        "Revived",
                        "A publication brings imports that were cut off back to life.",
                        "frame/forced-disconnect",
                        "publish/published",
                        (before, right) ->
                                eachImport(
                                        right,
                                        (process, segment) ->
                                                segment.isOff()
                                                        ? segment.with(
                                                                new Connection.Live(
                                                                        before.process(),
                                                                        before.handle()))
                                                        : segment)),
                bent(
                        "CuttingRepublish",
                        "Republish cuts off the imports that there are.",
                        "frame/others-untouched",
                        "republish/new-list",
                        (before, right) ->
                                eachImport(
                                        right,
                                        (process, segment) ->
                                                isOf(before, segment)
                                                        ? cutOff(right, segment)
                                                        : segment)),
                bent(
                        "PollfdsAtOnce",
                        "One release of a poll descriptor counts for all that were got.",
                        "disconnect/POLLFD_IN_USE",
                        "release_pollfd/counted",
                        (before, right) ->
                                before.importSegment().isPresent()
                                        ? right.withImport(
                                                before.process(),
                                                before.handle(),
                                                segment -> segment.withPollfds(0))
                                        : right),
                bent(
                        "HandleAgain",
                        "The handle of a disconnected import is issued again at once.",
                        "connect/creates-import",
                        "disconnect/breaks-connection",
                        (before, right) -> right.withProcess(before.process(), Mutant::forgetful)));
    }

    private static List<Mutant> wrongAnswers() {
        return List.of(
                answering(
                        "WrongCode",
                        "Connect says PERM_DENIED where the access list leaves out the node.",
                        "connect/SEG_NOT_PUBLISHED_TO_NODE",
                        () ->
                                refused(
                                        Call.Connect.class,
                                        RsmError.SEG_NOT_PUBLISHED_TO_NODE,
                                        new Reply.Refused(RsmError.PERM_DENIED))),
                answering(
                        "MinusOne",
                        "Connect returns -1 where nothing is published.",
                        "connect/returns",
                        () ->
                                refused(
                                        Call.Connect.class,
                                        RsmError.SEG_NOT_PUBLISHED,
                                        new Reply.Unknown(-1))),
                answering(
                        "UndocumentedNumber",
                        "Disconnect returns 4711 on a handle that is not one.",
                        "disconnect/returns",
                        () ->
                                refused(
                                        Call.Disconnect.class,
                                        RsmError.BAD_SEG_HNDL,
                                        new Reply.Unknown(4711))),
                answering(
                        "Throwing",
                        "Connect throws on a null out parameter.",
                        "frame/no-crash-no-hang",
                        () ->
                                (right, call) -> {
                                    Reply reply = right.call(call);
                                    if (call instanceof Call.Connect
                                            && reply.equals(new Reply.Refused(RsmError.BAD_ADDR))) {
                                        throw new NullPointerException("out");
                                    }
                                    return reply;
                                }),
                answering(
                        "NullReply",
                        "Disconnect of the null handle is answered with null.",
                        "frame/no-crash-no-hang",
                        () ->
                                (right, call) ->
                                        call.equals(new Call.Disconnect(0))
                                                ? null
                                                : right.call(call)),
                answering(
                        "StaleHandle",
                        "Disconnect of a handle that was disconnected says success.",
                        "disconnect/BAD_SEG_HNDL",
                        StaleHandle::new),
                answering(
                        "ThirdImport",
                        "The third import of a process cannot be disconnected.",
                        "disconnect/always-possible",
                        ThirdImport::new),
                answering(
                        "GreedyRepublish",
                        "Republish that is refused for its list has thrown away the old one.",
                        "frame/refusal-changes-nothing",
                        () ->
                                (right, call) -> {
                                    Reply reply = right.call(call);
                                    if (call instanceof Call.Republish(long handle, var list)
                                            && reply.equals(new Reply.Refused(RsmError.BAD_ACL))) {
                                        right.call(
                                                new Call.Republish(handle, AccessList.everyone()));
                                    }
                                    return reply;
                                }),
                answering(
                        "HastyDisconnect",
                        "Disconnect that is refused for a mapping takes the mapping away.",
                        "frame/refusal-changes-nothing",
                        () ->
                                (right, call) -> {
                                    Reply reply = right.call(call);
                                    if (call instanceof Call.Disconnect(long handle)
                                            && reply.equals(
                                                    new Reply.Refused(RsmError.SEG_STILL_MAPPED))) {
                                        right.call(new Call.Unmap(handle));
                                    }
                                    return reply;
                                }),
                answering(
                        "LikeId",
                        "Connect compares segment ids without their lowest bit.",
                        "connect/logical-connection",
                        () -> Mutant::connectToLikeId),
                answering(
                        "ShiftedUnits",
                        "Transfers by units of more than a byte begin one unit late.",
                        "connect/logical-connection",
                        () -> Mutant::oneUnitLate),
                answering(
                        "LostPut",
                        "Put of a single word is lost.",
                        "connect/logical-connection",
                        () ->
                                (right, call) ->
                                        right.call(
                                                call instanceof Call.Put put
                                                                && put.data().length() == Long.BYTES
                                                        ? new Call.Put(
                                                                put.handle(),
                                                                put.offset(),
                                                                Bytes.of(new byte[0]),
                                                                put.buffer())
                                                        : call)),
                answering(
                        "LastEntryWins",
                        "Of two entries for a node in an access list, the last one counts.",
                        "connect/perm-checked",
                        () -> (right, call) -> right.call(listReversed(call))));
    }

    /** Seen by processes of different users, which only walks have. */
    private static List<Mutant> wrongPeople() {
        return List.of(
                takingFor(
                        "GroupForOthers",
                        "Processes of other groups get what the exporter's group gets.",
                        "connect/perm-checked",
                        who ->
                                new Credentials(
                                        who.uid(),
                                        101,
                                        who.realUid(),
                                        101,
                                        who.groups(),
                                        who.umask())),
                takingFor(
                        "GroupsForgotten",
                        "Supplementary groups do not count.",
                        "connect/perm-checked",
                        who ->
                                new Credentials(
                                        who.uid(),
                                        who.gid(),
                                        who.realUid(),
                                        who.realGid(),
                                        new TreeSet<>(),
                                        who.umask())),
                takingFor(
                        "UmaskIgnored",
                        "The default permission is not narrowed by the exporter's umask.",
                        "connect/perm-checked",
                        who ->
                                new Credentials(
                                        who.uid(),
                                        who.gid(),
                                        who.realUid(),
                                        who.realGid(),
                                        who.groups(),
                                        0)));
    }

    /** Says success of a handle that it has disconnected before. */
    private static final class StaleHandle implements Twist {
        private final Set<Long> gone = new HashSet<>();

        @Override
        public Reply answer(Participant right, Call call) {
            Reply reply = right.call(call);
            if (call instanceof Call.Disconnect(long handle)) {
                if (reply instanceof Reply.Done) {
                    gone.add(handle);
                } else if (gone.contains(handle)) {
                    return Reply.done();
                }
            }
            return reply;
        }
    }

    /** Knows its first two imports only. */
    private static final class ThirdImport implements Twist {
        private final List<Long> imports = new ArrayList<>();

        @Override
        public Reply answer(Participant right, Call call) {
            if (call instanceof Call.Disconnect(long handle) && imports.indexOf(handle) >= 2) {
                return new Reply.Refused(RsmError.BAD_SEG_HNDL);
            }
            Reply reply = right.call(call);
            if (call instanceof Call.Connect && reply instanceof Reply.Handle(long handle)) {
                imports.add(handle);
            }
            return reply;
        }
    }

    private static Reply connectToLikeId(Participant right, Call call) {
        if (call instanceof Call.Connect c) {
            Reply like =
                    right.call(
                            new Call.Connect(
                                    c.controller(),
                                    c.node(),
                                    c.segment() & ~1,
                                    c.permission(),
                                    c.out()));
            return like instanceof Reply.Handle ? like : right.call(c);
        }
        return right.call(call);
    }

    private static Reply oneUnitLate(Participant right, Call call) {
        return right.call(
                call instanceof Call.GetUnits get && get.width() > 1
                        ? new Call.GetUnits(
                                get.handle(),
                                get.width(),
                                get.offset() + get.width(),
                                get.count(),
                                get.buffer())
                        : call);
    }

    private static Call listReversed(Call call) {
        if (call
                instanceof
                Call.Publish(long handle, int segment, AccessList.Entries list, var out)) {
            return new Call.Publish(handle, segment, reversed(list), out);
        }
        return call instanceof Call.Republish(long handle, AccessList.Entries list)
                ? new Call.Republish(handle, reversed(list))
                : call;
    }

    private static AccessList reversed(AccessList.Entries list) {
        return AccessList.of(list.entries().reversed().toArray(AccessEntry[]::new));
    }

    private static World firstOnly(CallContext<?> before, World right) {
        World next = right;
        for (Map.Entry<Integer, ProcessState> owner : before.world().processes().entries()) {
            boolean first = true;
            for (Map.Entry<Long, Import> held : owner.getValue().imports().entries()) {
                if (isOf(before, held.getValue())) {
                    next =
                            first
                                    ? next
                                    : next.withImport(
                                            owner.getKey(), held.getKey(), cut -> held.getValue());
                    first = false;
                }
            }
        }
        return next;
    }

    private interface Change {
        Import of(int process, Import segment);
    }

    static World eachImport(World world, Change change) {
        World next = world;
        for (Map.Entry<Integer, ProcessState> owner : world.processes().entries()) {
            for (Map.Entry<Long, Import> held : owner.getValue().imports().entries()) {
                next =
                        next.withImport(
                                owner.getKey(),
                                held.getKey(),
                                segment -> change.of(owner.getKey(), segment));
            }
        }
        return next;
    }

    private static Import cutOff(World world, Import segment) {
        return segment.connection() instanceof Connection.Live live
                ? segment.with(
                        new Connection.ForciblyDisconnected(
                                segment.isExplicitlyMapped()
                                        ? Optional.of(world.export(live).contents())
                                        : Optional.empty()))
                : segment;
    }

    /** Whether the import is one of the export that the call is made on. */
    static boolean isOf(CallContext<?> s, Import segment) {
        return segment.connection().equals(new Connection.Live(s.process(), s.handle()));
    }

    private static boolean hasImporters(CallContext<?> s) {
        return s.world().processes().values().stream()
                .flatMap(process -> process.imports().values().stream())
                .anyMatch(segment -> isOf(s, segment));
    }

    private static ProcessState forgetful(ProcessState me) {
        return new ProcessState(
                me.node(),
                me.who(),
                me.alive(),
                me.interrupted(),
                me.shortOf(),
                me.controllers(),
                me.exports(),
                me.imports(),
                me.barriers(),
                new TreeSet<>());
    }

    /** Answers with {@code instead} where this call is refused with this error. */
    private static Twist refused(Class<? extends Call> on, RsmError error, Reply instead) {
        return (right, call) -> {
            Reply reply = right.call(call);
            return on.isInstance(call) && reply.equals(new Reply.Refused(error)) ? instead : reply;
        };
    }

    static Mutant without(String name, String wrong, String clause, String ruleId) {
        return new Mutant(ModelFabric.of(name, RIGHT.without(ruleId)), wrong, clause);
    }

    static Mutant refusing(String name, String wrong, String clause, Rule refusal) {
        Model model =
                RIGHT.with(rules -> Stream.concat(rules.stream(), Stream.of(refusal)).toList());
        return new Mutant(ModelFabric.of(name, model), wrong, clause);
    }

    static Mutant bent(String name, String wrong, String clause, String ruleId, Bend bend) {
        return new Mutant(ModelFabric.of(name, Bend.effect(RIGHT, ruleId, bend)), wrong, clause);
    }

    static Mutant answering(String name, String wrong, String clause, Supplier<Twist> twist) {
        return new Mutant(
                Twisted.answering(name, ModelFabric.of("right", RIGHT), twist), wrong, clause);
    }

    static Mutant takingFor(
            String name, String wrong, String clause, UnaryOperator<Credentials> disguise) {
        return new Mutant(
                Twisted.takingFor(name, ModelFabric.of("right", RIGHT), disguise), wrong, clause);
    }
}
