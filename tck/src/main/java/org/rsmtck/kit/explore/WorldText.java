package org.rsmtck.kit.explore;

import org.rsmtck.api.Event;
import org.rsmtck.api.Topology.Link;
import org.rsmtck.kit.wire.Wire;
import org.rsmtck.model.Connection;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A world as a graph file tells it: with handles, modes and bytes written as everywhere. Two worlds
 * that differ are told apart.
 */
record WorldText(List<LinkText> links, List<Node> nodes, List<Process> processes) {

    record LinkText(String link, boolean carries) {}

    record Node(int node, boolean answers, List<Controller> controllers) {}

    record Controller(String name, boolean present) {}

    record Process(
            int node,
            boolean alive,
            boolean interrupted,
            List<String> shortOf,
            List<Use> controllers,
            List<Export> exports,
            List<Import> imports,
            List<Barrier> barriers) {}

    record Use(String handle, String name, int count) {}

    record Export(
            String handle,
            String controller,
            long length,
            boolean rebindable,
            Contents contents,
            Optional<Publication> publication,
            int pollfds,
            int signals) {}

    record Publication(long segment, List<Entry> entries) {}

    record Entry(long node, String mode) {}

    record Contents(int fill, List<Write> writes, List<Write> strays) {}

    record Write(long offset, String data) {}

    record Import(
            String handle,
            String controller,
            int node,
            long length,
            String permission,
            String connection,
            Optional<Site> to,
            Optional<Contents> last,
            Optional<Mapping> mapping,
            boolean implicitlyMapped,
            int pollfds,
            int mode,
            Optional<String> barrier,
            int signals) {}

    record Site(int process, String export) {}

    record Mapping(String permission, long offset, long length, int fill) {}

    record Barrier(String handle, Optional<String> segment, boolean open) {}

    static WorldText of(World world) {
        return new WorldText(
                each(world.links().entries(), (link, carries) -> new LinkText(text(link), carries)),
                each(
                        world.nodes().entries(),
                        (id, node) ->
                                new Node(
                                        id,
                                        node.answers(),
                                        each(node.controllers().entries(), Controller::new))),
                world.processes().values().stream().map(WorldText::process).toList());
    }

    private static <K, V, T> List<T> each(
            Iterable<Map.Entry<K, V>> entries, BiFunction<K, V, T> text) {
        List<T> texts = new ArrayList<>();
        entries.forEach(entry -> texts.add(text.apply(entry.getKey(), entry.getValue())));
        return texts;
    }

    private static Process process(org.rsmtck.model.ProcessState process) {
        return new Process(
                process.node(),
                process.alive(),
                process.interrupted(),
                process.shortOf().stream()
                        .map(resource -> resource.name().toLowerCase(Locale.ROOT))
                        .sorted()
                        .toList(),
                each(
                        process.controllers().entries(),
                        (handle, use) -> new Use(handle(handle), use.name(), use.count())),
                each(process.exports().entries(), WorldText::export),
                each(process.imports().entries(), WorldText::segment),
                each(
                        process.barriers().entries(),
                        (handle, barrier) ->
                                new Barrier(
                                        handle(handle),
                                        barrier.segment().stream()
                                                .mapToObj(WorldText::handle)
                                                .findFirst(),
                                        barrier.open())));
    }

    private static Export export(long handle, org.rsmtck.model.Export export) {
        return new Export(
                handle(handle),
                export.controller(),
                export.length(),
                export.rebindable(),
                contents(export.contents()),
                export.publication().map(WorldText::publication),
                export.pollfds(),
                export.signals());
    }

    private static Publication publication(org.rsmtck.model.Publication publication) {
        return new Publication(
                Integer.toUnsignedLong(publication.segment()),
                publication.entries().stream()
                        .map(entry ->
                                new Entry(
                                        Integer.toUnsignedLong(entry.node()),
                                        mode(entry.permission())))
                        .toList());
    }

    private static Import segment(long handle, org.rsmtck.model.Import segment) {
        return new Import(
                handle(handle),
                segment.controller(),
                segment.node(),
                segment.length(),
                mode(segment.permission()),
                switch (segment.connection()) {
                    case Connection.Live live -> "live";
                    case Connection.DisconnectPending fading -> "fading";
                    case Connection.ForciblyDisconnected off -> "off";
                },
                segment.connection() instanceof Connection.Live live
                        ? Optional.of(new Site(live.process(), handle(live.export())))
                        : Optional.empty(),
                last(segment.connection()).map(WorldText::contents),
                segment.mapping()
                        .map(mapping ->
                                new Mapping(
                                        mode(mapping.permission()),
                                        mapping.offset(),
                                        mapping.length(),
                                        mapping.fill())),
                segment.implicitlyMapped(),
                segment.pollfds(),
                segment.mode(),
                segment.barrier().stream().mapToObj(WorldText::handle).findFirst(),
                segment.signals());
    }

    private static Optional<org.rsmtck.model.Contents> last(Connection connection) {
        return switch (connection) {
            case Connection.Live live -> Optional.empty();
            case Connection.DisconnectPending(var last) -> Optional.of(last);
            case Connection.ForciblyDisconnected(var last) -> last;
        };
    }

    private static Contents contents(org.rsmtck.model.Contents contents) {
        return new Contents(
                contents.fill(),
                contents.writes().stream().map(WorldText::write).toList(),
                contents.strays().stream()
                        .map(WorldText::write)
                        .sorted(Comparator.comparingLong(Write::offset).thenComparing(Write::data))
                        .toList());
    }

    private static Write write(org.rsmtck.model.Contents.Write write) {
        return new Write(write.offset(), write.data().toHex());
    }

    private static String handle(long handle) {
        return "0x" + Long.toHexString(handle);
    }

    private static String mode(int mode) {
        return mode == 0 ? "0" : "0" + Integer.toOctalString(mode);
    }

    private static String text(Link link) {
        return Wire.of(new Event.LinkLost(link)).text("link");
    }
}
