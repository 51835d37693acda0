package org.rsmtck.kit.target;

import static java.util.Objects.requireNonNull;

import org.rsmtck.api.Capability;
import org.rsmtck.api.Event;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Topology;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Fabrics that commands make, break, heal and remove; or one that is simply there. */
final class CommandFabricProvider implements FabricProvider {
    private static final AtomicLong NUMBER = new AtomicLong();
    private static final Map<Capability, List<String>> FAULTS =
            Map.of(
                    Capability.LINK_FAULTS, List.of("link_lost", "link_back"),
                    Capability.NODE_FAULTS, List.of("node_lost", "node_back"),
                    Capability.CONTROLLER_FAULTS, List.of("controller_removed", "controller_back"),
                    Capability.MEMORY_SHORTAGE, List.of("memory_shortage", "memory_shortage_over"),
                    Capability.DESCRIPTOR_SHORTAGE,
                            List.of("descriptor_shortage", "descriptor_shortage_over"),
                    Capability.INTERRUPTION, List.of("interruption"),
                    Capability.KILL, List.of("kill"));

    private final Commands commands;

    /**
     * @param start makes a fabric; empty if there is nothing to be done
     * @param stop removes it; empty if there is nothing to be done
     * @param faults by the event they bring about
     * @param shape of the one fabric that there is; empty if {@code start} makes any
     */
    record Commands(
            List<String> start,
            List<String> stop,
            Map<String, List<String>> faults,
            Optional<Topology> shape) {
        /** A fabric that is there, and nothing that could be done to it. */
        static Commands of(Topology shape) {
            return new Commands(List.of(), List.of(), Map.of(), Optional.of(shape));
        }
    }

    CommandFabricProvider(Commands commands) {
        this.commands = commands;
    }

    /** The events that a command can be given for. */
    static List<String> eventWords() {
        return FAULTS.values().stream().flatMap(List::stream).sorted().toList();
    }

    /** What undoes the event; empty if nothing needs to. */
    static String cureWord(String word) {
        return switch (word) {
            case "link_lost", "node_lost" -> word.replace("_lost", "_back");
            case "controller_removed" -> "controller_back";
            case "memory_shortage", "descriptor_shortage" -> word + "_over";
            default -> "";
        };
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> all = EnumSet.noneOf(Capability.class);
        FAULTS.forEach((capability, words) -> {
            if (commands.faults().keySet().containsAll(words)) {
                all.add(capability);
            }
        });
        if (commands.shape().map(shape -> shape.nodes().size() > 1).orElse(true)) {
            all.add(Capability.NODES);
        }
        if (commands.shape()
                .map(shape ->
                        shape.nodes().stream().anyMatch(node -> !node.controllers().isEmpty()))
                .orElse(true)) {
            all.add(Capability.CONTROLLERS);
        }
        return all;
    }

    @Override
    public boolean areApart() {
        return commands.shape().isEmpty();
    }

    @Override
    public FabricInstance prepare(Topology topology) {
        TopologyEmbedding names =
                commands.shape()
                        .map(shape ->
                                TopologyEmbedding.into(shape, topology)
                                        .orElseThrow(() ->
                                                new Fabric.UnsupportedTopologyException(
                                                        "the fabric has no part of the shape "
                                                                + Shapes.words(topology))))
                        .orElse(TopologyEmbedding.NONE);
        String word = freshWord();
        Map<String, String> values = Map.of("fabric", word, "topology", Shapes.words(topology));
        run("fabric.start", commands.start(), values);
        return new CommandPlace(word, names);
    }

    /** A path that nothing is at, on shared memory where there is some. */
    private static String freshWord() {
        Path shared = Path.of("/dev/shm");
        Path parent =
                Files.isWritable(shared) ? shared : Path.of(System.getProperty("java.io.tmpdir"));
        return parent.resolve(
                        "rsm-tck-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet())
                .toString();
    }

    /**
     * @param key of the vendor file that the command comes from
     */
    private static void run(String key, List<String> command, Map<String, String> values) {
        if (!command.isEmpty()) {
            try {
                Tool.run(command.stream().map(word -> Placeholders.filled(word, values)).toList());
            } catch (TargetSetupException e) {
                throw new TargetSetupException(key + ": " + e.getMessage(), e);
            }
        }
    }

    private final class CommandPlace implements FabricInstance {
        private final String word;
        private final TopologyEmbedding names;

        CommandPlace(String word, TopologyEmbedding names) {
            this.word = word;
            this.names = names;
        }

        @Override
        public String word() {
            return word;
        }

        @Override
        public TopologyEmbedding names() {
            return names;
        }

        @Override
        public boolean canCause(Event event) {
            return commands.faults().containsKey(faultWord(event));
        }

        @Override
        public void cause(Event event, Whom who) {
            Map<String, String> values = new HashMap<>(details(names.of(event)));
            values.put("fabric", word);
            values.put("pid", Long.toString(who.pid()));
            if (who.isProcess()) {
                values.put("node", Integer.toUnsignedString(names.of(who.node())));
            }
            String key = faultWord(event);
            run("faults." + key, requireNonNull(commands.faults().get(key), key), values);
        }

        @Override
        public void close() {
            run("fabric.stop", commands.stop(), Map.of("fabric", word));
        }
    }

    private static String faultWord(Event event) {
        return switch (event) {
            case Event.LinkLost _ -> "link_lost";
            case Event.LinkBack _ -> "link_back";
            case Event.NodeLost _ -> "node_lost";
            case Event.NodeBack _ -> "node_back";
            case Event.ControllerRemoved _ -> "controller_removed";
            case Event.ControllerBack _ -> "controller_back";
            case Event.Shortage(int _, Event.Resource resource) -> shortage(resource);
            case Event.ShortageOver(int _, Event.Resource resource) -> shortage(resource) + "_over";
            case Event.Interruption _ -> "interruption";
            case Event.Killed _ -> "kill";
            case Event.Settled _ -> "settled";
        };
    }

    private static String shortage(Event.Resource resource) {
        return switch (resource) {
            case MEMORY -> "memory_shortage";
            case DESCRIPTORS -> "descriptor_shortage";
        };
    }

    private static Map<String, String> details(Event event) {
        return switch (event) {
            case Event.LinkLost(Topology.Link link) -> Map.of("link", link.toString());
            case Event.LinkBack(Topology.Link link) -> Map.of("link", link.toString());
            case Event.NodeLost(int node) -> Map.of("node", Integer.toUnsignedString(node));
            case Event.NodeBack(int node) -> Map.of("node", Integer.toUnsignedString(node));
            case Event.ControllerRemoved(Topology.Port port) -> of(port);
            case Event.ControllerBack(Topology.Port port) -> of(port);
            case Event.Shortage _,
                    Event.ShortageOver _,
                    Event.Interruption _,
                    Event.Killed _,
                    Event.Settled _ ->
                    Map.of();
        };
    }

    private static Map<String, String> of(Topology.Port port) {
        return Map.of(
                "port", port.toString(),
                "node", Integer.toUnsignedString(port.node()),
                "controller", port.controller());
    }
}
