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
import org.rsmtck.kit.toml.Toml;
import org.rsmtck.kit.toml.TomlMistakeException;
import org.rsmtck.model.Profile;
import org.rsmtck.model.profile.KnownProfiles;

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

    private final Toml<VendorKeys> toml;
    private final VendorKeys keys;
    private final Path folder;

    private VendorFile(Toml<VendorKeys> toml, Path folder) {
        this.toml = toml;
        this.keys = toml.value();
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
            Toml<VendorKeys> toml = Toml.bind(text, VendorKeys.class);
            return new VendorFile(toml, file.toAbsolutePath().getParent()).config();
        } catch (TomlMistakeException e) {
            throw new TargetSetupException(file + ", " + e.getMessage(), e);
        }
    }

    private TargetConfig config() {
        String name =
                keys.name()
                        .orElseThrow(() -> toml.mistake("name", "is missing; say what to call it"));
        String profile = keys.profile().orElse("man-page");
        if (KnownProfiles.named(profile).isEmpty()) {
            throw toml.mistake(
                    "profile",
                    "is not known; choose one of "
                            + KnownProfiles.all().stream().map(Profile::name).toList());
        }
        Map<Integer, NodeStart> starts = new HashMap<>();
        List<Topology.Node> nodes = nodes(starts);
        List<String> start = command("fabric.start", keys.fabric().start());
        List<String> stop = command("fabric.stop", keys.fabric().stop());
        Optional<Topology> shape = shape(nodes);
        Map<String, List<String>> faults = faults();
        Bounds bounds = bounds();
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
                pageSize(),
                keys.fabric().real().orElse(false),
                lacks(),
                limits(),
                application(),
                manner());
    }

    private OptionalLong pageSize() {
        Optional<Long> size = keys.pageSize();
        if (size.isPresent() && Long.bitCount(size.get()) != 1) {
            throw toml.mistake("page_size", "is not a power of two");
        }
        return size.map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private Launcher launcher(Map<Integer, NodeStart> starts) {
        List<String> prefix =
                keys.users()
                        .prefix()
                        .map(words -> command("users.prefix", words))
                        .orElseGet(Users::prefix);
        Optional<String> library = keys.agent().library();
        List<String> command = command("agent.command", keys.agent().command());
        if (library.isPresent() == !command.isEmpty()) {
            throw toml.mistake(
                    "agent",
                    "give either agent.library, a native library, or agent.command, a command that"
                            + " speaks the agent protocol");
        }
        if (library.isPresent()) {
            Path file = folder.resolve(here(library.get()));
            if (!Files.isRegularFile(file)) {
                throw toml.mistake("agent.library", "there is no file " + file);
            }
            command = JvmAgent.forLibrary(file, !prefix.isEmpty());
        }
        return new Launcher(command, filled(keys.agent().environment()), starts, prefix);
    }

    private Map<String, String> filled(Map<String, String> environment) {
        Map<String, String> values = new LinkedHashMap<>(environment);
        values.replaceAll((_, value) -> here(value));
        return values;
    }

    private List<Topology.Node> nodes(Map<Integer, NodeStart> starts) {
        List<Topology.Node> nodes = new ArrayList<>();
        for (VendorKeys.Node node : keys.node()) {
            String path = "node[" + nodes.size() + "].";
            if (starts.containsKey(node.id())) {
                throw toml.mistake(path + "id", "another node has this id");
            }
            List<String> controllers = node.controllers();
            if (controllers.contains(Topology.LOOPBACK)) {
                throw toml.mistake(path + "controllers", "every node has loopback; leave it out");
            }
            if (new HashSet<>(controllers).size() < controllers.size()) {
                throw toml.mistake(path + "controllers", "names one twice");
            }
            starts.put(
                    node.id(),
                    new NodeStart(
                            command(path + "prefix", node.prefix()), filled(node.environment())));
            nodes.add(new Topology.Node(node.id(), controllers));
        }
        return nodes;
    }

    /** Empty if the command that makes fabrics makes any. */
    private Optional<Topology> shape(List<Topology.Node> nodes) {
        List<String> start = keys.fabric().start();
        boolean makesAny = start.stream().anyMatch(word -> word.contains("{topology}"));
        if (makesAny && !nodes.isEmpty()) {
            throw toml.mistake(
                    "fabric.start",
                    "makes fabrics of any {topology}, so there are no [[node]] tables to be given");
        }
        Set<Link> links = new HashSet<>();
        for (String link : keys.fabric().links()) {
            links.add(link(link, nodes));
        }
        if (makesAny || nodes.isEmpty() && start.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(nodes.isEmpty() ? Topology.oneNode() : new Topology(nodes, links));
    }

    private Link link(String words, List<Topology.Node> nodes) {
        Matcher link = LINK.matcher(words);
        if (!link.matches()) {
            throw toml.mistake(
                    "fabric.links",
                    "\"" + words + "\" is no link; write two ports, such as 1/wire0-2/wire0");
        }
        Port one = new Port(Integer.parseInt(link.group(1)), link.group(2));
        Port other = new Port(Integer.parseInt(link.group(3)), link.group(4));
        for (Port port : List.of(one, other)) {
            if (nodes.stream()
                    .noneMatch(node ->
                            node.id() == port.node()
                                    && node.controllers().contains(port.controller()))) {
                throw toml.mistake("fabric.links", "no [[node]] has the port " + port);
            }
        }
        return new Link(one, other);
    }

    private Faults manner() {
        Extent extent =
                choice(
                        "shortage_of",
                        keys.faults().shortageOf(),
                        List.of("memory_shortage", "descriptor_shortage"),
                        Extent.values(),
                        Extent.PROCESS);
        Map<String, List<String>> commands = keys.faults().commands();
        return new Faults(
                choice(
                        "interruption_hits",
                        keys.faults().interruptionHits(),
                        List.of("interruption"),
                        Hit.values(),
                        Hit.NEXT_CALL),
                commands.containsKey("memory_shortage") ? extent : Extent.PROCESS,
                commands.containsKey("descriptor_shortage") ? extent : Extent.PROCESS);
    }

    /**
     * @param of the commands that it says something of, one of which has to be there
     */
    private <E extends Enum<E>> E choice(
            String key, Optional<String> word, List<String> of, E[] all, E otherwise) {
        if (word.isEmpty()) {
            return otherwise;
        }
        if (of.stream().noneMatch(keys.faults().commands()::containsKey)) {
            throw toml.mistake(
                    "faults." + key,
                    "says something of faults." + String.join(" and faults.", of) + "; give that");
        }
        return Arrays.stream(all)
                .filter(one -> word(one).equals(word.get()))
                .findFirst()
                .orElseThrow(() ->
                        toml.mistake(
                                "faults." + key,
                                "write one of "
                                        + Arrays.stream(all)
                                                .map(one -> '"' + word(one) + '"')
                                                .collect(Collectors.joining(", "))));
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Map<String, List<String>> faults() {
        List<String> known = CommandFabricProvider.eventWords();
        Map<String, List<String>> faults = new HashMap<>();
        keys.faults()
                .commands()
                .forEach((word, command) -> {
                    if (!known.contains(word)) {
                        Set<String> all = new TreeSet<>(known);
                        all.addAll(List.of("interruption_hits", "shortage_of"));
                        throw toml.noSuchKey("faults." + word, all);
                    }
                    faults.put(word, command("faults." + word, command));
                });
        for (String word : known) {
            String cure = CommandFabricProvider.cureWord(word);
            if (faults.containsKey(word) && !cure.isEmpty() && !faults.containsKey(cure)) {
                throw toml.mistake(
                        "faults." + word, "needs " + cure + " beside it, which undoes it");
            }
        }
        return faults;
    }

    private Bounds bounds() {
        VendorKeys.Times times = keys.bounds();
        return new Bounds(
                time("start", times.start(), Bounds.USUAL.start()),
                time("answer", times.answer(), Bounds.USUAL.answer()),
                time("settle", times.settle(), Bounds.USUAL.settle()));
    }

    private Duration time(String key, Optional<String> words, Duration otherwise) {
        if (words.isEmpty()) {
            return otherwise;
        }
        Matcher time = SECONDS.matcher(words.get());
        if (!time.matches() || Long.parseLong(time.group(1)) == 0) {
            throw toml.mistake("bounds." + key, "is no time; write \"10 s\" or \"500 ms\"");
        }
        long number = Long.parseLong(time.group(1));
        return time.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
    }

    private Limits limits() {
        VendorKeys.Most most = keys.limits();
        return new Limits(
                most.imports().orElse(Long.MAX_VALUE),
                most.exports().orElse(Long.MAX_VALUE),
                most.segmentLength().orElse(Long.MAX_VALUE),
                most.accessEntries().orElse(Long.MAX_VALUE));
    }

    private Optional<String> application() {
        Optional<String> application = keys.segmentIds().application();
        if (application.filter(String::isEmpty).isPresent()) {
            throw toml.mistake("segment_ids.application", "is empty; write an application id");
        }
        return application;
    }

    private Set<Capability> lacks() {
        Set<Capability> lacks = EnumSet.noneOf(Capability.class);
        for (String word : keys.lacks()) {
            try {
                lacks.add(Capability.valueOf(word.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw toml.mistake(
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
    private List<String> command(String key, List<String> written) {
        List<String> words = new ArrayList<>(written);
        for (String word : words) {
            Placeholders.unknown(word)
                    .ifPresent(unknown -> {
                        throw toml.mistake(
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
                throw toml.mistake(key, "there is no program " + tool);
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
