package org.rsmtck.model;

import org.rsmtck.api.Credentials;
import org.rsmtck.api.Topology;
import org.rsmtck.api.Topology.Link;
import org.rsmtck.api.Topology.Port;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Everything there is at one moment: nodes, links, processes and what they hold. Immutable.
 *
 * @param pageSize the granularity of export and map, in bytes
 * @param links whether each carries
 * @param processes by number, in the order of attachment
 * @param late what other nodes may still see in place of what is published, the oldest first
 */
public record World(
        long pageSize,
        Table<Integer, NodeState> nodes,
        Table<Link, Boolean> links,
        Table<Integer, ProcessState> processes,
        Table<LateEffects.View, List<LateEffects.Earlier>> late) {

    private static final Predicate<ProcessState> HAS_PENDING =
            process -> process.imports().any(Import.IS_DISCONNECT_PENDING);

    /** A world in which nothing is late. */
    public World(
            long pageSize,
            Table<Integer, NodeState> nodes,
            Table<Link, Boolean> links,
            Table<Integer, ProcessState> processes) {
        this(pageSize, nodes, links, processes, Table.empty());
    }

    /** Whether every node sees what is published now. */
    public boolean isOnTime() {
        return late.isEmpty();
    }

    /** Whether nothing is on its way that has still to arrive of itself. */
    public boolean isSettled() {
        return late.isEmpty() && !processes.any(HAS_PENDING);
    }

    /** The world in which all that was on its way has arrived. */
    public World settled() {
        return isSettled() ? this : LateEffects.arrived(this);
    }

    /** Where an export is: the process that made it, and its handle there. */
    public record ExportSite(int process, long handle, Export export) {}

    /** A world of this shape in which no process has started. */
    public static World of(Topology topology, long pageSize) {
        Table<Integer, NodeState> nodes = Table.empty();
        for (Topology.Node node : topology.nodes()) {
            Table<String, Boolean> controllers =
                    Table.<String, Boolean>empty().with(Topology.LOOPBACK, true);
            for (String controller : node.controllers()) {
                controllers = controllers.with(controller, true);
            }
            nodes = nodes.with(node.id(), new NodeState(true, controllers));
        }
        Table<Link, Boolean> links = Table.empty();
        for (Link link : topology.links()) {
            links = links.with(link, true);
        }
        return new World(pageSize, nodes, links, Table.empty());
    }

    /** This world with one more process, numbered after those there are. */
    public World attach(int node, Credentials who) {
        return with(processes.with(processes.size(), ProcessState.start(node, who)));
    }

    public ProcessState process(int number) {
        return processes
                .get(number)
                .orElseThrow(() ->
                        new IllegalArgumentException("no process " + number + " in this world"));
    }

    public World withProcess(int number, UnaryOperator<ProcessState> change) {
        return with(processes.with(number, change.apply(process(number))));
    }

    public World withImport(int process, long handle, UnaryOperator<Import> change) {
        return withProcess(
                process,
                owner ->
                        owner.withImport(
                                handle, change.apply(owner.imports().get(handle).orElseThrow())));
    }

    public World withExport(int process, long handle, UnaryOperator<Export> change) {
        return withProcess(
                process,
                owner ->
                        owner.withExport(
                                handle, change.apply(owner.exports().get(handle).orElseThrow())));
    }

    /** The export published on {@code node} under the id {@code segment}. */
    public Optional<ExportSite> published(int node, int segment) {
        for (Map.Entry<Integer, ProcessState> process : processes.entries()) {
            if (process.getValue().node() == node) {
                Table<Long, Export> exports = process.getValue().exports();
                Optional<Long> handle = exports.first(new Export.PublishedAs(segment));
                if (handle.isPresent()) {
                    return handle.flatMap(exports::get)
                            .map(export -> new ExportSite(process.getKey(), handle.get(), export));
                }
            }
        }
        return Optional.empty();
    }

    /** The ids under which something is published on {@code node}. */
    public Set<Integer> publishedIds(int node) {
        Set<Integer> ids = new HashSet<>();
        for (ProcessState process : processes.values()) {
            if (process.node() == node) {
                for (Export export : process.exports().values()) {
                    export.publication().ifPresent(one -> ids.add(one.segment()));
                }
            }
        }
        return ids;
    }

    public Export export(Connection.Live live) {
        return process(live.process()).exports().get(live.export()).orElseThrow();
    }

    public boolean isPresent(Port port) {
        return nodes.get(port.node())
                .flatMap(node -> node.controllers().get(port.controller()))
                .orElse(false);
    }

    private boolean answers(int node) {
        return nodes.get(node).map(NodeState::answers).orElse(false);
    }

    /**
     * Whether something sent over {@code one} arrives at {@code other}: the same controller, or a
     * link that carries.
     */
    public boolean areJoined(Port one, Port other) {
        if (!isPresent(one) || !isPresent(other)) {
            return false;
        }
        if (one.equals(other)) {
            return true;
        }
        boolean carries = links.get(new Link(one, other)).orElse(false);
        return carries
                && (one.node() == other.node() || answers(one.node()) && answers(other.node()));
    }

    /** Whether {@code node} answers over {@code port}. A node answers itself. */
    public boolean reaches(Port port, int node) {
        if (!isPresent(port)) {
            return false;
        }
        if (port.node() == node) {
            return true;
        }
        return nodes.get(node).stream()
                .flatMap(state -> state.controllers().keys().stream())
                .anyMatch(controller -> areJoined(port, new Port(node, controller)));
    }

    /** This world without the memory of which handles were issued and are gone. */
    public World forgettingRetired() {
        Table<Integer, ProcessState> forgetful = processes;
        for (Map.Entry<Integer, ProcessState> process : processes.entries()) {
            forgetful =
                    process.getValue().retired().isEmpty()
                            ? forgetful
                            : forgetful.with(
                                    process.getKey(), process.getValue().forgettingRetired());
        }
        return with(forgetful);
    }

    World with(Table<Integer, ProcessState> changed) {
        return new World(pageSize, nodes, links, changed, late);
    }

    World withNodes(Table<Integer, NodeState> changed) {
        return new World(pageSize, changed, links, processes, late);
    }

    World withLinks(Table<Link, Boolean> changed) {
        return new World(pageSize, nodes, changed, processes, late);
    }

    World withLate(Table<LateEffects.View, List<LateEffects.Earlier>> changed) {
        return changed.equals(late) ? this : new World(pageSize, nodes, links, processes, changed);
    }
}
