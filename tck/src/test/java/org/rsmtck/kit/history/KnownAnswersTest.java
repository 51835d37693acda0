package org.rsmtck.kit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rsmtck.api.Out.VALID;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Event;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.api.Topology;
import org.rsmtck.api.Topology.Link;
import org.rsmtck.api.Topology.Port;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.kit.linearizability.Budget;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Histories whose verdict follows from the page and its profiles without a model: what a right
 * implementation may show, and what no reading allows.
 */
class KnownAnswersTest {
    private static final long PAGE = 4096;
    private static final int SEGMENT = 0x400000;
    private static final int NOWHERE = 63;
    private static final Link WIRE = new Link(new Port(1, "wire0"), new Port(2, "wire0"));

    // The handles that the stories give out.
    private static final long CONTROLLER = 0x10;
    private static final long EXPORT = 0x20;
    private static final long LOOPBACK = 0x31;
    private static final long IMPORT = 0x40;

    /** Whether a profile allows what a story tells. */
    record Case(String words, Story story, boolean manPage, boolean strict) {
        @Override
        public String toString() {
            return words;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(evidence(), points(), late(), disturbed(), torn(), uncaused(), hollow())
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void the_verdict_is_the_one_that_is_known(Case known) {
        assertThat(isAllowed(known.story, Profile.MAN_PAGE))
                .as("man-page")
                .isEqualTo(known.manPage);
        assertThat(isAllowed(known.story, Profile.STRICT)).as("strict").isEqualTo(known.strict);
    }

    private static boolean isAllowed(Story story, Profile profile) {
        Verdict verdict =
                Verdict.of(
                        Pages.model(profile),
                        story.history(),
                        new Budget(1_000_000, Duration.ofMinutes(1)));
        return switch (verdict) {
            case Verdict.Linearizable linearizable -> true;
            case Verdict.NotAllowed not -> false;
            case Verdict.NothingPromised none when none.isLast() -> true;
            case Verdict.Unknown unknown -> throw new AssertionError(unknown);
        };
    }

    private static List<Case> evidence() {
        return List.of(
                new Case(
                        "without a controller, an id that is published nowhere on the own node",
                        oneNode()
                                .says(
                                        1,
                                        connect(0, 1, SEGMENT + 5),
                                        refused(RsmError.SEG_NOT_PUBLISHED)),
                        true,
                        false),
                new Case(
                        "without a controller, a node that nobody knows",
                        oneNode()
                                .says(
                                        1,
                                        connect(0, NOWHERE, SEGMENT),
                                        refused(RsmError.REMOTE_NODE_UNREACHABLE)),
                        true,
                        true),
                new Case(
                        "over a removed controller, a node that nobody knows",
                        twoNodes()
                                .happens(new Event.ControllerRemoved(new Port(2, "wire0")))
                                .says(
                                        1,
                                        connect(CONTROLLER, NOWHERE, SEGMENT),
                                        refused(RsmError.REMOTE_NODE_UNREACHABLE)),
                        true,
                        true),
                new Case(
                        "over a removed controller, a known node",
                        twoNodes()
                                .happens(new Event.ControllerRemoved(new Port(2, "wire0")))
                                .says(
                                        1,
                                        connect(CONTROLLER, 1, SEGMENT),
                                        refused(RsmError.REMOTE_NODE_UNREACHABLE)),
                        false,
                        false),
                new Case(
                        "over loopback, a known node and one that nobody knows",
                        twoNodes()
                                .says(
                                        1,
                                        new Call.GetController("loopback", VALID),
                                        new Reply.Handle(LOOPBACK))
                                .says(
                                        1,
                                        connect(LOOPBACK, 1, SEGMENT),
                                        refused(RsmError.CTLR_NOT_PRESENT))
                                .says(
                                        1,
                                        connect(LOOPBACK, NOWHERE, SEGMENT),
                                        refused(RsmError.REMOTE_NODE_UNREACHABLE)),
                        true,
                        true),
                new Case(
                        "node 0 in an access list",
                        oneNode()
                                .says(
                                        0,
                                        republish(
                                                new AccessEntry(0, 0666), new AccessEntry(1, 0666)),
                                        Reply.done()),
                        true,
                        true),
                new Case(
                        "65 entries in an access list",
                        oneNode()
                                .says(
                                        0,
                                        republish(
                                                IntStream.rangeClosed(0, 64)
                                                        .mapToObj(
                                                                node -> new AccessEntry(node, 0600))
                                                        .toArray(AccessEntry[]::new)),
                                        Reply.done()),
                        true,
                        false));
    }

    private static List<Case> points() {
        return List.of(
                new Case(
                        "stray bits of an entry are masked, a node id beyond the limit is refused",
                        oneNode()
                                .says(0, republish(new AccessEntry(1, 0777)), Reply.done())
                                .says(
                                        0,
                                        republish(new AccessEntry(65, 0600)),
                                        refused(RsmError.BAD_ACL)),
                        true,
                        false),
                new Case(
                        "a held poll descriptor stands in the way of unpublish, not of unmap",
                        oneNode()
                                .connected()
                                .says(1, map(0), Reply.done())
                                .says(1, new Call.GetPollfd(IMPORT), new Reply.Pollfd(5, 64))
                                .says(1, new Call.Unmap(IMPORT), Reply.done())
                                .says(0, new Call.GetPollfd(EXPORT), new Reply.Pollfd(6, 64))
                                .says(
                                        0,
                                        new Call.Unpublish(EXPORT),
                                        refused(RsmError.POLLFD_IN_USE)),
                        true,
                        false),
                new Case(
                        "the loss of a link leaves imports alive, that of a controller does not",
                        twoNodes()
                                .connected()
                                .happens(new Event.LinkLost(WIRE))
                                .says(1, map(0), refused(RsmError.CONN_ABORTED))
                                .happens(new Event.LinkBack(WIRE))
                                .says(1, map(0), Reply.done())
                                .says(1, new Call.Unmap(IMPORT), Reply.done())
                                .happens(new Event.ControllerRemoved(new Port(2, "wire0")))
                                .happens(new Event.ControllerBack(new Port(2, "wire0")))
                                .says(1, map(0), refused(RsmError.CONN_ABORTED))
                                .says(1, new Call.Disconnect(IMPORT), Reply.done()),
                        true,
                        false),
                new Case(
                        "get of no bytes refused, and put of none too",
                        explicit()
                                .says(
                                        1,
                                        new Call.Get(IMPORT, 0, 0, VALID),
                                        refused(RsmError.BAD_LENGTH))
                                .says(1, put(Bytes.of(new byte[0])), refused(RsmError.BAD_LENGTH)),
                        true,
                        true),
                new Case(
                        "get of no bytes refused, and then not",
                        explicit()
                                .says(
                                        1,
                                        new Call.Get(IMPORT, 0, 0, VALID),
                                        refused(RsmError.BAD_LENGTH))
                                .says(1, new Call.Get(IMPORT, 0, 0, VALID), data(new byte[0])),
                        false,
                        false),
                new Case(
                        "a negative length refused for its alignment",
                        oneNode()
                                .says(
                                        0,
                                        new Call.ExportCreate(
                                                CONTROLLER, Memory.aligned(17), -PAGE, 0, VALID),
                                        refused(RsmError.BAD_MEM_ALIGNMENT)),
                        true,
                        true),
                new Case(
                        "a barrier that was never initialised refused for its pointer",
                        oneNode()
                                .says(
                                        1,
                                        new Call.OpenBarrier(0x77),
                                        refused(RsmError.BAD_BARRIER_PTR)),
                        true,
                        true));
    }

    private static List<Case> late() {
        return List.of(
                new Case(
                        "a publication is seen late on another node",
                        twoNodes()
                                .says(
                                        1,
                                        connect(CONTROLLER, 1, SEGMENT),
                                        refused(RsmError.SEG_NOT_PUBLISHED))
                                .connected(),
                        true,
                        false),
                new Case(
                        "a publication that was seen is not seen any more",
                        twoNodes()
                                .connected()
                                .says(
                                        1,
                                        connect(CONTROLLER, 1, SEGMENT),
                                        refused(RsmError.SEG_NOT_PUBLISHED)),
                        false,
                        false),
                new Case(
                        "a publication is not seen when time enough has passed",
                        twoNodes()
                                .happens(new Event.Settled())
                                .says(
                                        1,
                                        connect(CONTROLLER, 1, SEGMENT),
                                        refused(RsmError.SEG_NOT_PUBLISHED)),
                        false,
                        false),
                new Case(
                        "a publication is seen late on the same node",
                        oneNode()
                                .says(
                                        1,
                                        connect(CONTROLLER, 1, SEGMENT),
                                        refused(RsmError.SEG_NOT_PUBLISHED)),
                        false,
                        false),
                new Case(
                        "the end of a publication is seen late, and the connection is cut off",
                        twoNodes()
                                .says(0, new Call.Unpublish(EXPORT), Reply.done())
                                .connected()
                                .says(1, map(0), refused(RsmError.CONN_ABORTED))
                                .says(
                                        1,
                                        connect(CONTROLLER, 1, SEGMENT),
                                        refused(RsmError.SEG_NOT_PUBLISHED)),
                        true,
                        false),
                new Case(
                        "a connection to what is published no more is alive when time has passed",
                        twoNodes()
                                .says(0, new Call.Unpublish(EXPORT), Reply.done())
                                .connected()
                                .happens(new Event.Settled())
                                .says(1, map(0), Reply.done()),
                        false,
                        false),
                new Case(
                        "another list is seen late",
                        twoNodes()
                                .says(0, republish(new AccessEntry(2, 0444)), Reply.done())
                                .connected()
                                .says(
                                        1,
                                        connect(CONTROLLER, 1, SEGMENT),
                                        refused(RsmError.PERM_DENIED)),
                        true,
                        false),
                new Case(
                        "the first list is seen again after the second",
                        twoNodes()
                                .says(0, republish(new AccessEntry(2, 0444)), Reply.done())
                                .says(
                                        1,
                                        connect(CONTROLLER, 1, SEGMENT),
                                        refused(RsmError.PERM_DENIED))
                                .connected(),
                        false,
                        false),
                new Case(
                        "the death of the exporter is seen late",
                        twoNodes()
                                .happens(new Event.Killed(0))
                                .connected()
                                .says(1, map(0), refused(RsmError.CONN_ABORTED)),
                        true,
                        false),
                new Case(
                        "the loss of a path is noticed a call late",
                        twoNodes()
                                .connected()
                                .happens(new Event.LinkLost(WIRE))
                                .says(1, map(0), Reply.done())
                                .says(1, new Call.Unmap(IMPORT), Reply.done())
                                .says(1, map(0), refused(RsmError.CONN_ABORTED))
                                .happens(new Event.LinkBack(WIRE))
                                .says(1, map(0), refused(RsmError.CONN_ABORTED))
                                .says(1, new Call.Disconnect(IMPORT), Reply.done()),
                        true,
                        false));
    }

    private static List<Case> disturbed() {
        return List.of(
                new Case(
                        "unpublish at the same time interrupts a connect",
                        oneNode()
                                .begins(1, 1, connect(CONTROLLER, 1, SEGMENT))
                                .begins(2, 0, new Call.Unpublish(EXPORT))
                                .ends(1, refused(RsmError.INTERRUPTED))
                                .ends(2, Reply.done()),
                        true,
                        false),
                new Case(
                        "unpublish before interrupts a connect",
                        oneNode()
                                .says(0, new Call.Unpublish(EXPORT), Reply.done())
                                .says(
                                        1,
                                        connect(CONTROLLER, 1, SEGMENT),
                                        refused(RsmError.INTERRUPTED)),
                        false,
                        false),
                new Case(
                        "the loss of the link at the same time interrupts a connect",
                        twoNodes()
                                .begins(1, 1, connect(CONTROLLER, 1, SEGMENT))
                                .happens(new Event.LinkLost(WIRE))
                                .ends(1, refused(RsmError.INTERRUPTED)),
                        true,
                        true));
    }

    private static List<Case> torn() {
        byte[] old = old(0, 64);
        byte[] ones = ones(64);
        byte[] mixed = old.clone();
        System.arraycopy(ones, 0, mixed, 16, 24);
        byte[] withinWord = old.clone();
        System.arraycopy(ones, 0, withinWord, 0, 4);
        byte[] foreign = mixed.clone();
        foreign[60] = 0x77;
        return List.of(
                new Case("a get sees part of a put at the same time", whilePut(mixed), true, true),
                new Case("a get sees part of a word of a put", whilePut(withinWord), false, false),
                new Case("a get sees what nobody wrote", whilePut(foreign), false, false),
                new Case(
                        "a word of a put is seen, and then not any more",
                        explicit()
                                .begins(1, 1, put(Bytes.of(ones)))
                                .says(1, new Call.Get(IMPORT, 0, 64, VALID), data(mixed))
                                .says(1, new Call.Get(IMPORT, 0, 64, VALID), data(old))
                                .ends(1, Reply.done()),
                        false,
                        false),
                new Case(
                        "a get after the put sees part of it",
                        explicit()
                                .says(1, put(Bytes.of(ones)), Reply.done())
                                .says(1, new Call.Get(IMPORT, 0, 64, VALID), data(mixed)),
                        false,
                        false),
                new Case(
                        "a load sees part of what the exporter writes, page by page",
                        explicit()
                                .says(1, map(PAGE), Reply.done())
                                .begins(1, 0, new Call.ExporterWrite(EXPORT, PAGE, Bytes.of(ones)))
                                .says(1, new Call.Load(IMPORT, 0, 64), data(tornAt(PAGE)))
                                .ends(1, Reply.done()),
                        true,
                        true),
                new Case(
                        "a get at an odd offset sees part of the word that it begins in",
                        explicit()
                                .begins(1, 1, put(Bytes.of(ones)))
                                .says(1, new Call.Get(IMPORT, 3, 8, VALID), data(oddly()))
                                .ends(1, Reply.done()),
                        true,
                        true));
    }

    private static Story whilePut(byte[] seen) {
        return explicit()
                .begins(1, 1, put(Bytes.of(ones(64))))
                .says(1, new Call.Get(IMPORT, 0, 64, VALID), data(seen))
                .ends(1, Reply.done());
    }

    private static byte[] tornAt(long offset) {
        byte[] torn = old(offset, 64);
        System.arraycopy(ones(64), 0, torn, 0, 8);
        return torn;
    }

    private static byte[] oddly() {
        byte[] torn = old(3, 8);
        torn[1] = 0x11;
        return torn;
    }

    private static List<Case> uncaused() {
        Call connect = connect(CONTROLLER, 1, SEGMENT);
        return List.of(
                new Case(
                        "a signal that nobody sent, and the same connect again",
                        oneNode().says(1, connect, refused(RsmError.INTERRUPTED)).connected(),
                        true,
                        true),
                new Case(
                        "a signal that nobody sent, and no connect again",
                        oneNode().says(1, connect, refused(RsmError.INTERRUPTED)),
                        false,
                        false),
                new Case(
                        "four shortages in a row that nobody brought about",
                        oneNode()
                                .says(1, connect, refused(RsmError.INSUFFICIENT_MEM))
                                .says(1, connect, refused(RsmError.INSUFFICIENT_MEM))
                                .says(1, connect, refused(RsmError.INSUFFICIENT_MEM))
                                .says(1, connect, refused(RsmError.INSUFFICIENT_MEM))
                                .connected(),
                        false,
                        false),
                new Case(
                        "a shortage that disconnect does not list, and the same again",
                        oneNode()
                                .connected()
                                .says(
                                        1,
                                        new Call.Disconnect(IMPORT),
                                        refused(RsmError.INSUFFICIENT_MEM))
                                .says(1, new Call.Disconnect(IMPORT), Reply.done()),
                        false,
                        false));
    }

    private static List<Case> hollow() {
        return List.of(
                new Case(
                        "a code that the page does not list, where success is owed",
                        oneNode()
                                .says(
                                        1,
                                        connect(CONTROLLER, 1, SEGMENT),
                                        refused(RsmError.INTERNAL_ERROR)),
                        false,
                        false),
                new Case(
                        "a code that is not listed for disconnect, of an import that was cut off",
                        oneNode()
                                .connected()
                                .says(0, new Call.Unpublish(EXPORT), Reply.done())
                                .says(
                                        1,
                                        new Call.Disconnect(IMPORT),
                                        refused(RsmError.CONN_ABORTED)),
                        false,
                        false));
    }

    private static Call connect(long controller, int node, int segment) {
        return new Call.Connect(controller, node, segment, 0600, VALID);
    }

    private static Call republish(AccessEntry... entries) {
        return new Call.Republish(EXPORT, AccessList.of(entries));
    }

    private static Call map(long offset) {
        return new Call.Map(IMPORT, 0400, offset, PAGE, VALID);
    }

    private static Call put(Bytes data) {
        return new Call.Put(IMPORT, 0, data, VALID);
    }

    private static Reply refused(RsmError error) {
        return new Reply.Refused(error);
    }

    private static Reply data(byte[] bytes) {
        return new Reply.Data(Bytes.of(bytes));
    }

    private static byte[] old(long offset, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = Memory.byteAt(16, offset + i);
        }
        return bytes;
    }

    private static byte[] ones(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0x11);
        return bytes;
    }

    private static Story oneNode() {
        return new Story(Topology.oneNode(), 1, "loopback").published();
    }

    private static Story twoNodes() {
        Topology topology =
                new Topology(
                        List.of(
                                new Topology.Node(1, List.of("wire0")),
                                new Topology.Node(2, List.of("wire0"))),
                        Set.of(WIRE));
        return new Story(topology, 2, "wire0").published();
    }

    /** Connected, and free to transfer without a barrier. */
    private static Story explicit() {
        return oneNode().connected().says(1, new Call.SetMode(IMPORT, 0), Reply.done());
    }

    /** What happens one after another, or at the same time. Process 0 exports, 1 imports. */
    private static final class Story {
        private static final int FIRST_OWN_ACT = 1000;

        private final Setting setting;
        private final String controller;
        private final int node;
        private final List<Moment> moments = new ArrayList<>();
        private int next = FIRST_OWN_ACT;

        Story(Topology topology, int importer, String controller) {
            Credentials who = Credentials.user(1001, 101, 022);
            this.setting =
                    new Setting(
                            topology,
                            List.of(new Setting.Member(1, who), new Setting.Member(importer, who)));
            this.controller = controller;
            this.node = 1;
        }

        Story published() {
            return says(0, new Call.GetController(controller, VALID), new Reply.Handle(CONTROLLER))
                    .says(
                            1,
                            new Call.GetController(controller, VALID),
                            new Reply.Handle(CONTROLLER))
                    .says(
                            0,
                            new Call.ExportCreate(
                                    CONTROLLER, Memory.aligned(16), 2 * PAGE, 0, VALID),
                            new Reply.Handle(EXPORT))
                    .says(
                            0,
                            new Call.Publish(EXPORT, SEGMENT, AccessList.everyone(), VALID),
                            new Reply.Published(SEGMENT));
        }

        Story connected() {
            return says(1, connect(CONTROLLER, node, SEGMENT), new Reply.Handle(IMPORT));
        }

        Story says(int process, Call call, Reply reply) {
            int act = next++;
            return begins(act, process, call).ends(act, reply);
        }

        Story begins(int act, int process, Call call) {
            moments.add(new Moment.Begun(act, process, OptionalInt.empty(), call));
            return this;
        }

        Story ends(int act, Reply reply) {
            moments.add(new Moment.Returned(act, reply));
            return this;
        }

        Story happens(Event event) {
            moments.add(new Moment.Happened(event));
            return this;
        }

        History history() {
            return new History(PAGE, setting, Set.of(Interpretation.NONE), moments);
        }
    }
}
