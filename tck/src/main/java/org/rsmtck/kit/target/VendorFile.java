package org.rsmtck.kit.target;

import org.rsmtck.api.Capability;
import org.rsmtck.api.Limits;
import org.rsmtck.api.Topology;
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
import java.util.EnumSet;
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

    private final Toml<VendorKeys> toml;
    private final VendorKeys keys;
    private final VendorCommands commands;

    private VendorFile(Toml<VendorKeys> toml, Path folder) {
        this.toml = toml;
        this.keys = toml.value();
        this.commands = new VendorCommands(toml, folder);
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
        VendorNodes nodes = new VendorNodes(toml, commands);
        VendorFaults faults = new VendorFaults(toml, commands);
        List<String> start = commands.command("fabric.start", keys.fabric().start());
        List<String> stop = commands.command("fabric.stop", keys.fabric().stop());
        Optional<Topology> shape = nodes.shape();
        Map<String, List<String>> events = faults.commands();
        Bounds bounds = bounds();
        Launcher launcher = launcher(nodes.starts());
        boolean isShapeKnown = shape.isPresent() || !start.isEmpty();
        Commands made =
                new Commands(
                        start,
                        stop,
                        events,
                        isShapeKnown ? shape : Optional.of(LocalNode.of(launcher, bounds)));
        return new TargetConfig(
                name,
                profile,
                launcher,
                new CommandFabricProvider(made),
                bounds,
                pageSize(),
                keys.fabric().real().orElse(false),
                lacks(),
                limits(),
                application(),
                faults.manner());
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
                        .map(words -> commands.command("users.prefix", words))
                        .orElseGet(Users::prefix);
        Optional<String> library = keys.agent().library();
        List<String> command = commands.command("agent.command", keys.agent().command());
        if (library.isPresent() == !command.isEmpty()) {
            throw toml.mistake(
                    "agent",
                    "give either agent.library, a native library, or agent.command, a command that"
                            + " speaks the agent protocol");
        }
        if (library.isPresent()) {
            Path file = commands.file(library.get());
            if (!Files.isRegularFile(file)) {
                throw toml.mistake("agent.library", "there is no file " + file);
            }
            command = JvmAgent.forLibrary(file, !prefix.isEmpty());
        }
        return new Launcher(command, commands.filled(keys.agent().environment()), starts, prefix);
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
}
