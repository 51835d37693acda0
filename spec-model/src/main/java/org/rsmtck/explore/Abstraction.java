package org.rsmtck.explore;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Call.OnHandle;
import org.rsmtck.api.CallFacts;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.model.Connection;
import org.rsmtck.model.Export;
import org.rsmtck.model.Import;
import org.rsmtck.model.ProcessState;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.List;

/**
 * The class that the arguments of a call fall into, in words: what stays of a call when its values
 * are forgotten.
 */
public final class Abstraction {
    /** Ids below are set aside, and so are those above 0x7FFFFFFF, which are negative here. */
    private static final int FIRST_FREE_ID = 0x400000;

    private Abstraction() {}

    /** For instance {@code connect(controller, own node, published, READ)}. */
    public static String of(World world, int process, Call call) {
        ProcessState me = world.process(process);
        List<String> words = new ArrayList<>();
        if (call instanceof OnHandle on) {
            words.add(handle(me, on));
        }
        arguments(world, me, call, words);
        return call.word() + "(" + String.join(", ", words) + ")";
    }

    /** What a handle is to a process, and in which state the thing is that it stands for. */
    public static String handle(ProcessState me, long handle) {
        if (handle == 0) {
            return "null handle";
        }
        if (me.controllers().has(handle)) {
            return "controller";
        }
        if (me.barriers().has(handle)) {
            return "barrier";
        }
        if (me.retired().contains(handle)) {
            return "stale handle";
        }
        return me.exports()
                .get(handle)
                .map(Abstraction::export)
                .or(() -> me.imports().get(handle).map(Abstraction::segment))
                .orElse("handle never issued");
    }

    /** Handles of different kinds may have the same value: the call's own kind comes first. */
    private static String handle(ProcessState me, OnHandle on) {
        return on.facts().on() == CallFacts.Kind.CONTROLLER
                ? handle(me, on.handle())
                : me.exports()
                        .get(on.handle())
                        .map(Abstraction::export)
                        .or(() -> me.imports().get(on.handle()).map(Abstraction::segment))
                        .orElseGet(() -> handle(me, on.handle()));
    }

    /** For instance {@code export published, pollfd held}. */
    public static String export(Export export) {
        return "export " + (export.isPublished() ? "published" : "bound") + held(export.pollfds());
    }

    /** For instance {@code import live, mapped READ, pollfd held}. */
    public static String segment(Import segment) {
        String connection =
                switch (segment.connection()) {
                    case Connection.Live live -> "live";
                    case Connection.DisconnectPending fading -> "fading";
                    case Connection.ForciblyDisconnected off -> "off";
                };
        String mapping =
                segment.mapping()
                        .map(mapped -> ", mapped " + Permission.name(mapped.permission()))
                        .orElse("");
        return "import "
                + connection
                + " "
                + Permission.name(segment.permission())
                + mapping
                + held(segment.pollfds());
    }

    private static String held(int pollfds) {
        return pollfds > 0 ? ", pollfd held" : "";
    }

    private static void arguments(World world, ProcessState me, Call call, List<String> words) {
        switch (call) {
            case Call.GetController(String name, Out out) -> {
                words.add(name);
                out(out, words);
            }
            case Call.GetControllerAttributes c -> out(c.out(), words);
            case Call.GetTopology(Out out) -> out(out, words);
            case Call.GetSegmentIdRange c -> out(c.out(), words);
            case Call.ExportCreate c -> {
                memory(c.memory(), words);
                words.add(pages(world, c.length()));
                out(c.out(), words);
            }
            case Call.Rebind c -> {
                memory(c.memory(), words);
                words.add(pages(world, c.length()));
            }
            case Call.Publish c -> {
                words.add(id(world, me, c.segment()));
                words.add(list(me, c.access()));
                out(c.id(), words);
            }
            case Call.Republish c -> words.add(list(me, c.access()));
            case Call.Connect c -> {
                words.add(
                        c.node() == me.node()
                                ? "own node"
                                : world.nodes().has(c.node()) ? "other node" : "unknown node");
                words.add(
                        world.published(c.node(), c.segment())
                                .map(site ->
                                        "published for "
                                                + list(
                                                        me,
                                                        new AccessList.Entries(
                                                                site.export()
                                                                        .publication()
                                                                        .orElseThrow()
                                                                        .entries())))
                                .orElse("not published"));
                words.add(Permission.name(c.permission()));
                out(c.out(), words);
            }
            case Call.Map c -> {
                words.add(Permission.name(c.permission()));
                words.add(range(world, c.offset(), c.length()));
                out(c.address(), words);
            }
            case Call.Get c -> {
                words.add(range(world, c.offset(), c.length()));
                out(c.buffer(), words);
            }
            case Call.Put c -> {
                words.add(range(world, c.offset(), c.data().length()));
                out(c.buffer(), words);
            }
            case Call.GetUnits c -> {
                words.add(c.width() + " B units");
                words.add(
                        overflows(c)
                                ? "more than can be counted at " + pages(world, c.offset())
                                : range(world, c.offset(), c.width() * c.count()));
                out(c.buffer(), words);
            }
            case Call.PutUnits c -> {
                words.add(c.width() + " B units");
                words.add(range(world, c.offset(), c.data().length()));
                out(c.buffer(), words);
            }
            case Call.InitBarrier c -> out(c.barrier(), words);
            case Call.SetMode c -> words.add("mode " + c.mode());
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
            case Call.SignalWait c -> {}
            case Call.ExporterRead c -> {}
            case Call.ExporterWrite c -> {}
            case Call.Load c -> {}
            case Call.Store c -> {}
        }
    }

    private static void out(Out out, List<String> words) {
        if (out != Out.VALID) {
            words.add("out " + out.name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    private static void memory(Memory memory, List<String> words) {
        if (memory.placement() != Memory.Placement.ALIGNED) {
            words.add("memory " + memory.placement().name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    private static String pages(World world, long bytes) {
        return bytes % world.pageSize() == 0 ? bytes / world.pageSize() + " pages" : bytes + " B";
    }

    private static boolean overflows(Call.GetUnits c) {
        return Math.multiplyHigh(c.width(), c.count()) != (c.width() * c.count() < 0 ? -1 : 0);
    }

    private static String range(World world, long offset, long length) {
        return pages(world, length) + " at " + pages(world, offset);
    }

    /**
     * An id set aside stays one when an implementation has chosen it: which it chooses is its own
     * affair.
     */
    private static String id(World world, ProcessState me, int segment) {
        if (segment == 0) {
            return "id chosen";
        }
        if (segment < FIRST_FREE_ID) {
            return "id reserved";
        }
        return world.published(me.node(), segment).isPresent() ? "id in use" : "id free";
    }

    private static String list(ProcessState me, AccessList list) {
        return switch (list) {
            case AccessList.Absent(int length) ->
                    length == 0 ? "everyone" : "null list of " + length;
            case AccessList.Entries(List<AccessEntry> entries) ->
                    entries.isEmpty()
                            ? "everyone"
                            : entries.stream()
                                    .map(entry ->
                                            (entry.node() == me.node()
                                                            ? "own node"
                                                            : "node " + entry.node())
                                                    + " 0"
                                                    + Integer.toOctalString(entry.permission()))
                                    .reduce((one, other) -> one + " and " + other)
                                    .orElseThrow();
        };
    }
}
