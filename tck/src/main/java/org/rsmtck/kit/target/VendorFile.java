package org.rsmtck.kit.target;

import org.rsmtck.api.Capability;
import org.rsmtck.api.Faults;
import org.rsmtck.api.Faults.Extent;
import org.rsmtck.api.Faults.Hit;
import org.rsmtck.api.Limits;
import org.rsmtck.api.Topology;
import org.rsmtck.api.Topology.Link;
import org.rsmtck.api.Topology.Port;
import org.rsmtck.kit.target.CommandFabricProvider.Commands;
import org.rsmtck.kit.target.Launcher.NodeStart;
import org.rsmtck.model.Profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads a vendor file: what a vendor says of how his implementation is reached. What it may hold is
 * in docs/vendor-file.md.
 */
public final class VendorFile {
    private static final Pattern SECONDS = Pattern.compile("(\\d{1,6}) ?(ms|s)");
    private static final Pattern LINK = Pattern.compile("(\\d+)/([^-/]+)-(\\d+)/([^-/]+)");
    private static final int HIGHEST_NODE = 63;
    private static final long LARGEST_PAGE = 1L << 30;

    private static final List<String> KEYS =
            List.of(
                    "name",
                    "profile",
                    "page_size",
                    "lacks",
                    "limits",
                    "segment_ids",
                    "agent",
                    "fabric",
                    "node",
                    "users",
                    "faults",
                    "bounds");

    private final TomlTable root;
    private final Path folder;

    private VendorFile(TomlTable root, Path folder) {
        this.root = root;
        this.folder = folder;
    }

    /**
     * How the implementation is reached that the file describes.
     *
     * @throws TargetSetupException if the file cannot be read, or says what cannot be; the message
     *     names file, line, key, value and remedy
     */
    public static TargetConfig read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new TargetSetupException(
                    "the vendor file " + file + " cannot be read: " + e.getMessage(), e);
        }
        try {
            return new VendorFile(TomlTable.parse(text), file.toAbsolutePath().getParent())
                    .config();
        } catch (TargetSetupException e) {
            throw new TargetSetupException(file + ", " + e.getMessage(), e);
        }
    }

    private TargetConfig config() {
        KEYS.forEach(root::has);
        root.finish();
        String name =
                root.text("name")
                        .orElseThrow(() -> root.mistake("name", "is missing; say what to call it"));
        String profile = root.text("profile").orElse("man-page");
        if (Profile.named(profile).isEmpty()) {
            throw root.mistake(
                    "profile",
                    "is not known; choose one of "
                            + Profile.all().stream().map(Profile::name).toList());
        }
        OptionalLong pageSize = pageSize();
        TomlTable fabric = root.table("fabric");
        Map<Integer, NodeStart> starts = new HashMap<>();
        List<Topology.Node> nodes = nodes(starts);
        List<String> start = command(fabric, "start");
        List<String> stop = command(fabric, "stop");
        Optional<Topology> shape = shape(nodes, fabric);
        boolean hasRealNodes = fabric.truth("real").orElse(false);
        fabric.finish();
        TomlTable told = root.table("faults");
        Faults manner = manner(told);
        Map<String, List<String>> faults = faults(told);
        Bounds bounds = bounds();
        Set<Capability> lacks = lacks();
        Limits limits = limits();
        Launcher launcher = launcher(starts);
        boolean isShapeKnown = shape.isPresent() || !start.isEmpty();
        Commands commands =
                new Commands(
                        start,
                        stop,
                        faults,
                        isShapeKnown ? shape : Optional.of(LocalNode.of(launcher, bounds)));
        return new TargetConfig(
                name,
                profile,
                launcher,
                new CommandFabricProvider(commands),
                bounds,
                pageSize,
                hasRealNodes,
                lacks,
                limits,
                application(),
                manner);
    }

    private OptionalLong pageSize() {
        Optional<Long> size = root.integer("page_size", 1, LARGEST_PAGE);
        if (size.isPresent() && Long.bitCount(size.get()) != 1) {
            throw root.mistake("page_size", "is not a power of two");
        }
        return size.map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private Launcher launcher(Map<Integer, NodeStart> starts) {
        TomlTable users = root.table("users");
        List<String> prefix = users.has("prefix") ? command(users, "prefix") : Users.prefix();
        users.finish();
        TomlTable agent = root.table("agent");
        Optional<String> library = agent.text("library");
        List<String> command = command(agent, "command");
        if (library.isPresent() == !command.isEmpty()) {
            throw root.mistake(
                    "agent",
                    "give either agent.library, a native library, or agent.command, a command that"
                            + " speaks the agent protocol");
        }
        if (library.isPresent()) {
            Path file = folder.resolve(here(library.get()));
            if (!Files.isRegularFile(file)) {
                throw agent.mistake("library", "there is no file " + file);
            }
            command = JvmAgent.forLibrary(file, !prefix.isEmpty());
        }
        Map<String, String> environment = values(agent);
        agent.finish();
        return new Launcher(command, environment, starts, prefix);
    }

    private Map<String, String> values(TomlTable table) {
        Map<String, String> values = new LinkedHashMap<>(table.namedTexts("environment"));
        values.replaceAll((_, value) -> here(value));
        return values;
    }

    private List<Topology.Node> nodes(Map<Integer, NodeStart> starts) {
        List<Topology.Node> nodes = new ArrayList<>();
        for (TomlTable node : root.tables("node")) {
            int id =
                    node.integer("id", 0, HIGHEST_NODE)
                            .orElseThrow(
                                    () -> node.mistake("id", "is missing; write the node's id"))
                            .intValue();
            if (starts.containsKey(id)) {
                throw node.mistake("id", "another node has this id");
            }
            List<String> controllers = node.texts("controllers");
            if (controllers.contains(Topology.LOOPBACK)) {
                throw node.mistake("controllers", "every node has loopback; leave it out");
            }
            if (new HashSet<>(controllers).size() < controllers.size()) {
                throw node.mistake("controllers", "names one twice");
            }
            starts.put(id, new NodeStart(command(node, "prefix"), values(node)));
            node.finish();
            nodes.add(new Topology.Node(id, controllers));
        }
        return nodes;
    }

    /** Empty if the command that makes fabrics makes any. */
    private Optional<Topology> shape(List<Topology.Node> nodes, TomlTable fabric) {
        boolean makesAny =
                fabric.texts("start").stream().anyMatch(word -> word.contains("{topology}"));
        if (makesAny && !nodes.isEmpty()) {
            throw fabric.mistake(
                    "start",
                    "makes fabrics of any {topology}, so there are no [[node]] tables to be given");
        }
        Set<Link> links = new HashSet<>();
        for (String link : fabric.texts("links")) {
            links.add(link(fabric, link, nodes));
        }
        if (makesAny || nodes.isEmpty() && fabric.texts("start").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(nodes.isEmpty() ? Topology.oneNode() : new Topology(nodes, links));
    }

    private static Link link(TomlTable fabric, String words, List<Topology.Node> nodes) {
        Matcher link = LINK.matcher(words);
        if (!link.matches()) {
            throw fabric.mistake(
                    "links",
                    "\"" + words + "\" is no link; write two ports, such as 1/wire0-2/wire0");
        }
        Port one = new Port(Integer.parseInt(link.group(1)), link.group(2));
        Port other = new Port(Integer.parseInt(link.group(3)), link.group(4));
        for (Port port : List.of(one, other)) {
            if (nodes.stream()
                    .noneMatch(node ->
                            node.id() == port.node()
                                    && node.controllers().contains(port.controller()))) {
                throw fabric.mistake("links", "no [[node]] has the port " + port);
            }
        }
        return new Link(one, other);
    }

    private static Faults manner(TomlTable table) {
        Extent extent =
                choice(
                        table,
                        "shortage_of",
                        List.of("memory_shortage", "descriptor_shortage"),
                        Extent.values(),
                        Extent.PROCESS);
        return new Faults(
                choice(
                        table,
                        "interruption_hits",
                        List.of("interruption"),
                        Hit.values(),
                        Hit.NEXT_CALL),
                table.has("memory_shortage") ? extent : Extent.PROCESS,
                table.has("descriptor_shortage") ? extent : Extent.PROCESS);
    }

    /**
     * @param of the commands that it says something of, one of which has to be there
     */
    private static <E extends Enum<E>> E choice(
            TomlTable table, String key, List<String> of, E[] all, E otherwise) {
        Optional<String> word = table.text(key);
        if (word.isEmpty()) {
            return otherwise;
        }
        if (of.stream().noneMatch(table::has)) {
            throw table.mistake(
                    key,
                    "says something of faults." + String.join(" and faults.", of) + "; give that");
        }
        return Arrays.stream(all)
                .filter(one -> word(one).equals(word.get()))
                .findFirst()
                .orElseThrow(() ->
                        table.mistake(
                                key,
                                "write one of "
                                        + Arrays.stream(all)
                                                .map(one -> '"' + word(one) + '"')
                                                .collect(Collectors.joining(", "))));
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Map<String, List<String>> faults(TomlTable table) {
        Map<String, List<String>> faults = new HashMap<>();
        for (String word : CommandFabricProvider.eventWords()) {
            if (table.has(word)) {
                faults.put(word, command(table, word));
            }
        }
        table.finish();
        for (String word : CommandFabricProvider.eventWords()) {
            String cure = CommandFabricProvider.cureWord(word);
            if (faults.containsKey(word) && !cure.isEmpty() && !faults.containsKey(cure)) {
                throw table.mistake(word, "needs " + cure + " beside it, which undoes it");
            }
        }
        return faults;
    }

    private Bounds bounds() {
        TomlTable table = root.table("bounds");
        Bounds bounds =
                new Bounds(
                        time(table, "start", Bounds.USUAL.start()),
                        time(table, "answer", Bounds.USUAL.answer()),
                        time(table, "settle", Bounds.USUAL.settle()));
        table.finish();
        return bounds;
    }

    private static Duration time(TomlTable table, String key, Duration otherwise) {
        Optional<String> words = table.text(key);
        if (words.isEmpty()) {
            return otherwise;
        }
        Matcher time = SECONDS.matcher(words.get());
        if (!time.matches() || Long.parseLong(time.group(1)) == 0) {
            throw table.mistake(key, "is no time; write \"10 s\" or \"500 ms\"");
        }
        long number = Long.parseLong(time.group(1));
        return time.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
    }

    private Limits limits() {
        TomlTable table = root.table("limits");
        Limits limits =
                new Limits(
                        limit(table, "imports"),
                        limit(table, "exports"),
                        limit(table, "segment_length"),
                        limit(table, "access_entries"));
        table.finish();
        return limits;
    }

    private Optional<String> application() {
        TomlTable table = root.table("segment_ids");
        Optional<String> application = table.text("application");
        if (application.filter(String::isEmpty).isPresent()) {
            throw table.mistake("application", "is empty; write an application id");
        }
        table.finish();
        return application;
    }

    private static long limit(TomlTable table, String key) {
        return table.integer(key, 1, Long.MAX_VALUE).orElse(Long.MAX_VALUE);
    }

    private Set<Capability> lacks() {
        Set<Capability> lacks = EnumSet.noneOf(Capability.class);
        for (String word : root.texts("lacks")) {
            try {
                lacks.add(Capability.valueOf(word.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw root.mistake(
                        "lacks",
                        "\""
                                + word
                                + "\" is no capability; those there are: "
                                + EnumSet.allOf(Capability.class).stream()
                                        .map(one -> one.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.toCollection(TreeSet::new)));
            }
        }
        return lacks;
    }

    /** A command, whose first word may be a file beside the vendor file. */
    private List<String> command(TomlTable table, String key) {
        List<String> words = new ArrayList<>(table.texts(key));
        for (String word : words) {
            Placeholders.unknown(word)
                    .ifPresent(unknown -> {
                        throw table.mistake(
                                key,
                                unknown
                                        + " stands for nothing; those that do are "
                                        + Placeholders.KNOWN
                                        + ". Where braces are meant, put a blank behind the first");
                    });
        }
        words.replaceAll(this::here);
        if (!words.isEmpty() && words.getFirst().contains("/")) {
            Path tool = folder.resolve(words.getFirst());
            if (!Files.isExecutable(tool)) {
                throw table.mistake(key, "there is no program " + tool);
            }
            words.set(0, tool.toString());
        }
        return words;
    }

    /** {@code {here}} is the folder of the vendor file. */
    private String here(String text) {
        return Placeholders.filled(text, Map.of("here", folder.toString()));
    }
}
