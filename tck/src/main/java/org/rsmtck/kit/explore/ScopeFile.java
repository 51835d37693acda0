package org.rsmtck.kit.explore;

import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Event;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Topology;
import org.rsmtck.api.Topology.Link;
import org.rsmtck.explore.Role;
import org.rsmtck.explore.Scope;
import org.rsmtck.explore.Scope.Said;
import org.rsmtck.kit.toml.Toml;
import org.rsmtck.kit.toml.TomlMistakeException;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.kit.wire.MalformedLineException;
import org.rsmtck.kit.wire.Wire;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads a scope that somebody wrote down, in TOML. What it may hold is in docs/formats.md. */
public final class ScopeFile {
    private static final Map<String, Integer> MODES =
            Map.of(
                    "READ", Permission.READ,
                    "WRITE", Permission.WRITE,
                    "READ_WRITE", Permission.READ_WRITE);

    private final Toml<ScopeKeys> toml;
    private final ScopeKeys keys;

    private ScopeFile(Toml<ScopeKeys> toml) {
        this.toml = toml;
        this.keys = toml.value();
    }

    /**
     * The scope in {@code text}.
     *
     * @throws TomlMistakeException if there is none
     */
    public static Scope read(String text) {
        return new ScopeFile(Toml.bind(text, ScopeKeys.class)).scope();
    }

    private Scope scope() {
        List<Topology.Node> nodes =
                each(
                        "nodes",
                        keys.nodes(),
                        (_, node) -> new Topology.Node(node.id(), node.controllers()));
        Set<Link> links = new HashSet<>(each("links", keys.links(), this::link));
        if (nodes.isEmpty()) {
            throw toml.mistake("nodes", "there is none; write at least one [[nodes]]");
        }
        if (keys.processes().isEmpty()) {
            throw toml.mistake("processes", "there is none; write at least one [[processes]]");
        }
        List<Role> roles = each("processes", keys.processes(), this::role);
        List<Event> events =
                each(
                        "events",
                        keys.events(),
                        (path, event) -> decoded(path, () -> Wire.event(line(event))));
        Topology topology = new Topology(nodes, links);
        return new Scope(
                keys.name().orElse("own"),
                keys.words().orElse("a scope of one's own"),
                Scope.needs(topology, events),
                topology,
                roles,
                keys.segments().stream().map(Long::intValue).toList(),
                each("lists", keys.lists(), this::list),
                each("permissions", keys.permissions(), this::permission),
                events,
                keys.odd().orElse(1),
                each("before", keys.before(), this::said));
    }

    private interface Reader<F, T> {
        T read(String path, F written);
    }

    private static <F, T> List<T> each(String path, List<F> written, Reader<F, T> reader) {
        List<T> all = new ArrayList<>();
        for (F one : written) {
            all.add(reader.read(path + "[" + all.size() + "]", one));
        }
        return all;
    }

    private Link link(String path, String link) {
        Line lost = Line.EMPTY.with("v", Wire.VERSION).with("event", "link_lost");
        return decoded(path, () -> ((Event.LinkLost) Wire.event(lost.with("link", link))).link());
    }

    private Role role(String path, ScopeKeys.Process process) {
        if (keys.nodes().stream().noneMatch(node -> node.id() == process.node())) {
            throw toml.mistake(path + ".node", "is not among the nodes; write the id of one");
        }
        Set<String> says = new TreeSet<>(process.says());
        for (String word : says) {
            if (!Wire.callWords().contains(word)) {
                throw toml.mistake(
                        path + ".says",
                        "\""
                                + word
                                + "\" is no call; those there are: "
                                + String.join(", ", new TreeSet<>(Wire.callWords())));
            }
        }
        int uid = process.uid().orElse(1001);
        int gid = process.gid().orElse(101);
        return new Role(
                process.node(),
                new Credentials(
                        uid,
                        gid,
                        uid,
                        gid,
                        new TreeSet<>(process.groups()),
                        mode(path + ".umask", process.umask().orElse("022"))),
                says,
                process.exports().orElse(0),
                process.imports().orElse(0));
    }

    private AccessList list(String path, String list) {
        Line publish =
                Line.EMPTY
                        .with("v", Wire.VERSION)
                        .with("call", "publish")
                        .with("handle", "0x0")
                        .with("segment", 0)
                        .with("id", "valid");
        return decoded(
                path, () -> ((Call.Publish) Wire.call(publish.with("access", list))).access());
    }

    private int permission(String path, String mode) {
        if (!MODES.containsKey(mode)) {
            throw toml.mistake(path, "is no mode of access; write READ, WRITE or READ_WRITE");
        }
        return MODES.get(mode);
    }

    private Said said(String path, ScopeKeys.Before before) {
        int last = keys.processes().size() - 1;
        if (before.process() > last) {
            throw toml.mistake(path + ".process", "write an integer from 0 to " + last);
        }
        return new Said(before.process(), decoded(path, () -> Wire.call(line(before.call()))));
    }

    /** The fields of a call or event, as in a trace but for the version. */
    private static Line line(Map<String, Object> fields) {
        Line line = Line.EMPTY.with("v", Wire.VERSION);
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            line =
                    field.getValue() instanceof Number number
                            ? line.with(field.getKey(), number.longValue())
                            : line.with(field.getKey(), (String) field.getValue());
        }
        return line;
    }

    private interface Decoder<T> {
        T decode();
    }

    private <T> T decoded(String path, Decoder<T> decoder) {
        try {
            return decoder.decode();
        } catch (MalformedLineException e) {
            throw toml.mistake(path, e.getMessage());
        }
    }

    private int mode(String path, String digits) {
        if (!digits.matches("[0-7]{1,4}") || Integer.parseInt(digits, 8) > 0777) {
            throw toml.mistake(path, "is no mode; write octal digits, as \"022\"");
        }
        return Integer.parseInt(digits, 8);
    }
}
