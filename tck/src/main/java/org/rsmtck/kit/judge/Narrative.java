package org.rsmtck.kit.judge;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Call.OnHandle;
import org.rsmtck.api.Event;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells a history in words, with handles called by what they stand for: {@code import 1}, {@code
 * controller 2}.
 */
public final class Narrative {
    private static final String NEVER_ISSUED = "a handle never issued";

    private final Map<Issue, String> names = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    private record Issue(int process, long handle) {}

    /** A call in words, and its reply in words. */
    public record Told(int process, String call, String reply) {}

    /** Tells the lines in their order. */
    public static List<Told> of(List<Observation> lines) {
        Narrative narrative = new Narrative();
        List<Told> told = new ArrayList<>();
        for (Observation line : lines) {
            told.add(
                    switch (line) {
                        case Observation.Called(int process, Call call, Reply reply) -> {
                            String asked = narrative.tell(process, call);
                            yield new Told(process, asked, narrative.tell(process, call, reply));
                        }
                        case Observation.Happened(Event event) -> new Told(-1, tell(event), "");
                    });
        }
        return told;
    }

    /** A reply that may never have come, in words. */
    public static String tell(Reply reply) {
        return new Narrative().tell(-1, new Call.GetTopology(Out.VALID), reply);
    }

    private String tell(int process, Call call, Reply reply) {
        return switch (reply) {
            case Reply.Done done -> "success";
            case Reply.Handle(long handle) ->
                    process < 0 ? "a handle" : named(process, handle, kind(call));
            case Reply.Published(int segment) -> "success, segment " + id(segment);
            case Reply.Data(Bytes bytes) -> bytes.toString();
            case Reply.Mode(int mode) -> "mode " + mode;
            case Reply.Pollfd(int fd, int events) -> "success, descriptor " + fd;
            case Reply.Attributes a -> "page size " + a.pageSize() + " B";
            case Reply.Interconnect i -> "node " + i.node() + ", connections " + i.connections();
            case Reply.SegmentIds ids -> ids.length() + " ids from " + id(ids.base());
            case Reply.Refused(var error, long out) ->
                    error + (out == 0 ? "" : ", out parameter 0x" + Long.toHexString(out));
            case Reply.Unknown(int number) -> "undocumented number " + number;
            case Reply.NoReply(String how) -> "no reply: " + how;
        };
    }

    private String tell(int process, Call call) {
        List<String> words = new ArrayList<>();
        if (call instanceof OnHandle on) {
            words.add(name(process, on.handle()));
        }
        switch (call) {
            case Call.GetController(String name, Out out) -> {
                words.add(name);
                tell(out, words);
            }
            case Call.GetControllerAttributes c -> tell(c.out(), words);
            case Call.GetTopology(Out out) -> tell(out, words);
            case Call.GetSegmentIdRange c -> {
                words.add(c.application());
                tell(c.out(), words);
            }
            case Call.ExportCreate c -> {
                tell(c.memory(), words);
                words.add("length " + c.length() + " B");
                if (c.flags() != 0) {
                    words.add("flags " + c.flags());
                }
                tell(c.out(), words);
            }
            case Call.Rebind c -> {
                tell(c.memory(), words);
                words.add("length " + c.length() + " B");
            }
            case Call.Publish c -> {
                words.add(
                        c.segment() == 0 ? "segment of your choice" : "segment " + id(c.segment()));
                tell(c.access(), words);
                tell(c.id(), words);
            }
            case Call.Republish c -> tell(c.access(), words);
            case Call.Connect c -> {
                words.add("node " + Integer.toUnsignedString(c.node()));
                words.add("segment " + id(c.segment()));
                words.add(Permission.name(c.permission()));
                tell(c.out(), words);
            }
            case Call.Map c -> {
                words.add(Permission.name(c.permission()));
                tell(c.offset(), c.length(), words);
                tell(c.address(), words);
            }
            case Call.Get c -> {
                tell(c.offset(), c.length(), words);
                tell(c.buffer(), words);
            }
            case Call.Put c -> {
                words.add("offset " + c.offset() + " B");
                words.add(c.data().toString());
                tell(c.buffer(), words);
            }
            case Call.GetUnits c -> {
                words.add(c.count() + " units of " + c.width() + " B");
                words.add("offset " + c.offset() + " B");
                tell(c.buffer(), words);
            }
            case Call.PutUnits c -> {
                words.add("units of " + c.width() + " B");
                words.add("offset " + c.offset() + " B");
                words.add(c.data().toString());
                tell(c.buffer(), words);
            }
            case Call.InitBarrier c -> tell(c.barrier(), words);
            case Call.SetMode c -> words.add("mode " + c.mode());
            case Call.SignalWait c -> words.add("timeout " + c.timeout() + " ms");
            case Call.ExporterRead c -> tell(c.offset(), c.length(), words);
            case Call.Load c -> tell(c.offset(), c.length(), words);
            case Call.ExporterWrite c -> {
                words.add("offset " + c.offset() + " B");
                words.add(c.data().toString());
            }
            case Call.Store c -> {
                words.add("offset " + c.offset() + " B");
                words.add(c.data().toString());
            }
            case Call.ReleaseController c -> {}
            case Call.ExportDestroy c -> {}
            case Call.Unpublish c -> {}
            case Call.Disconnect c -> {}
            case Call.Unmap c -> {}
            case Call.OpenBarrier c -> {}
            case Call.OrderBarrier c -> {}
            case Call.CloseBarrier c -> {}
            case Call.DestroyBarrier c -> {}
            case Call.GetMode c -> {}
            case Call.GetPollfd c -> {}
            case Call.ReleasePollfd c -> {}
            case Call.SignalPost c -> {}
        }
        return call.word() + "(" + String.join(", ", words) + ")";
    }

    /** A call with its handles as they are, such as {@code disconnect(0x1000)}. */
    public static String tell(Call call) {
        String told = new Narrative().tell(-1, call);
        return call instanceof OnHandle on
                ? told.replace(NEVER_ISSUED, "0x" + Long.toHexString(on.handle()))
                : told;
    }

    /** The event, such as {@code link 1/wire0-2/wire0 is lost}. */
    public static String tell(Event event) {
        return switch (event) {
            case Event.LinkLost(var link) -> "link " + link + " is lost";
            case Event.LinkBack(var link) -> "link " + link + " is back";
            case Event.NodeLost(int node) -> "node " + node + " is lost";
            case Event.NodeBack(int node) -> "node " + node + " is back";
            case Event.ControllerRemoved(var port) -> "controller " + port + " is removed";
            case Event.ControllerBack(var port) -> "controller " + port + " is back";
            case Event.Shortage(int process, var resource) ->
                    "process "
                            + process
                            + " runs short of "
                            + resource.name().toLowerCase(java.util.Locale.ROOT);
            case Event.ShortageOver(int process, var resource) ->
                    "process "
                            + process
                            + " has "
                            + resource.name().toLowerCase(java.util.Locale.ROOT)
                            + " again";
            case Event.Interruption(int process) -> "a signal is sent to process " + process;
            case Event.Killed(int process) -> "process " + process + " is killed";
            case Event.Settled settled ->
                    "time passes, so that what is late has arrived everywhere";
        };
    }

    private static void tell(Out out, List<String> words) {
        switch (out) {
            case VALID -> {}
            case NULL -> words.add("out null");
            case UNMAPPED -> words.add("out unmapped");
        }
    }

    private static void tell(Memory memory, List<String> words) {
        switch (memory.placement()) {
            case ALIGNED -> {}
            case MISALIGNED -> words.add("memory misaligned");
            case NULL -> words.add("memory null");
        }
    }

    private static void tell(AccessList list, List<String> words) {
        switch (list) {
            case AccessList.Absent(int length) -> {
                if (length != 0) {
                    words.add("null list of length " + length);
                }
            }
            case AccessList.Entries(List<AccessEntry> entries) -> words.add("list " + entries);
        }
    }

    private static void tell(long offset, long length, List<String> words) {
        words.add("offset " + offset + " B");
        words.add("length " + length + " B");
    }

    private String name(int process, long handle) {
        if (handle == 0) {
            return "null";
        }
        String name = names.get(new Issue(process, handle));
        return name != null ? name : NEVER_ISSUED;
    }

    private String named(int process, long handle, String kind) {
        Issue issue = new Issue(process, handle);
        String known = names.get(issue);
        if (known != null && known.startsWith(kind)) {
            return known;
        }
        String name = kind + " " + counts.merge(kind, 1, Integer::sum);
        names.put(issue, name);
        return name;
    }

    private static String kind(Call call) {
        return switch (call.facts().issues()) {
            case CONTROLLER -> "controller";
            case EXPORT -> "export";
            case IMPORT -> "import";
            case BARRIER -> "barrier";
            case SEGMENT, NOTHING -> "handle";
        };
    }

    private static String id(int segment) {
        return "0x" + Integer.toHexString(segment);
    }
}
