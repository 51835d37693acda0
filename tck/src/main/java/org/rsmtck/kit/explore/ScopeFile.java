package org.rsmtck.kit.explore;

import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Capability;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Event;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Topology;
import org.rsmtck.api.Topology.Link;
import org.rsmtck.explore.Events;
import org.rsmtck.explore.Role;
import org.rsmtck.explore.Scope;
import org.rsmtck.explore.Scope.Said;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.kit.wire.MalformedLineException;
import org.rsmtck.kit.wire.Wire;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads a scope that somebody wrote down, in TOML. What it may hold is in docs/formats.md. */
public final class ScopeFile {

    /** What is written there is no scope. The message names the key, the value and the remedy. */
    public static final class MistakeException extends RuntimeException {
        private static final long serialVersionUID = 1;

        MistakeException(String message) {
            super(message);
        }
    }

    private static final Map<String, Integer> MODES =
            Map.of(
                    "READ", Permission.READ,
                    "WRITE", Permission.WRITE,
                    "READ_WRITE", Permission.READ_WRITE);
    private static final int MOST_NODE = 63;
    private static final int MOST_ODD = 2;

    private final JsonNode root;

    private ScopeFile(JsonNode root) {
        this.root = root;
    }

    /**
     * The scope in {@code toml}.
     *
     * @throws MistakeException if there is none
     */
    public static Scope read(String toml) {
        try {
            return new ScopeFile(new TomlMapper().readTree(toml)).scope();
        } catch (JacksonException e) {
            throw new MistakeException(
                    "line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage());
        }
    }

    private Scope scope() {
        allow(
                "",
                root,
                Set.of(
                        "name",
                        "words",
                        "odd",
                        "segments",
                        "permissions",
                        "lists",
                        "nodes",
                        "links",
                        "processes",
                        "events",
                        "before"));
        List<Topology.Node> nodes = each(root, "nodes", ScopeFile::node);
        Set<Link> links = new HashSet<>(each(root, "links", ScopeFile::link));
        List<Role> roles = each(root, "processes", ScopeFile::role);
        List<Event> events = each(root, "events", (key, one) -> event(key, one));
        if (nodes.isEmpty() || roles.isEmpty()) {
            throw new MistakeException(
                    (nodes.isEmpty() ? "nodes" : "processes")
                            + ": there is none; write at least one [["
                            + (nodes.isEmpty() ? "nodes" : "processes")
                            + "]]");
        }
        for (Role role : roles) {
            if (nodes.stream().noneMatch(node -> node.id() == role.node())) {
                throw new MistakeException(
                        "processes: node " + role.node() + " is not among the nodes");
            }
        }
        return new Scope(
                text("", root, "name", "own"),
                text("", root, "words", "a scope of one's own"),
                needs(nodes, events),
                new Topology(nodes, links),
                roles,
                each(root, "segments", (key, one) -> integer(key, one, 1, 0xFFFF_FFFFL)),
                each(root, "lists", ScopeFile::list),
                each(root, "permissions", ScopeFile::permission),
                events,
                integer("odd", root.path("odd"), 0, MOST_ODD, 1),
                each(root, "before", (key, one) -> said(key, one, roles.size())));
    }

    private static List<Capability> needs(List<Topology.Node> nodes, List<Event> events) {
        Set<Capability> needs = new TreeSet<>();
        if (nodes.size() > 1) {
            needs.add(Capability.NODES);
        }
        if (nodes.stream().anyMatch(node -> !node.controllers().isEmpty())) {
            needs.add(Capability.CONTROLLERS);
        }
        events.forEach(event -> needs.add(Events.need(event)));
        return List.copyOf(needs);
    }

    private interface Reader<T> {
        T read(String key, JsonNode value);
    }

    private static <T> List<T> each(JsonNode from, String name, Reader<T> reader) {
        List<T> all = new ArrayList<>();
        JsonNode list = from.path(name);
        if (!list.isMissingNode() && !list.isArray()) {
            throw new MistakeException(name + ": " + list + " is no list; write it in brackets");
        }
        for (JsonNode one : list) {
            all.add(reader.read(name + "[" + all.size() + "]", one));
        }
        return all;
    }

    private static Topology.Node node(String key, JsonNode node) {
        allow(key, node, Set.of("id", "controllers"));
        return new Topology.Node(
                integer(key + ".id", node.path("id"), 1, MOST_NODE),
                strings(key, node, "controllers"));
    }

    private static Link link(String key, JsonNode link) {
        Line line = Line.EMPTY.with("v", Wire.VERSION).with("event", "link_lost");
        return decoded(
                key,
                () -> ((Event.LinkLost) Wire.event(line.with("link", string(key, link)))).link());
    }

    private static Role role(String key, JsonNode process) {
        allow(
                key,
                process,
                Set.of("node", "uid", "gid", "groups", "umask", "says", "exports", "imports"));
        Set<String> says = new TreeSet<>(strings(key, process, "says"));
        for (String word : says) {
            if (!Wire.callWords().contains(word)) {
                throw new MistakeException(
                        key
                                + ".says: \""
                                + word
                                + "\" is no call; those there are: "
                                + String.join(", ", new TreeSet<>(Wire.callWords())));
            }
        }
        int uid = integer(key + ".uid", process.path("uid"), 0, Integer.MAX_VALUE, 1001);
        int gid = integer(key + ".gid", process.path("gid"), 0, Integer.MAX_VALUE, 101);
        Credentials who =
                new Credentials(
                        uid,
                        gid,
                        uid,
                        gid,
                        new TreeSet<>(
                                each(
                                        process,
                                        "groups",
                                        (at, one) ->
                                                integer(
                                                        key + "." + at,
                                                        one,
                                                        0,
                                                        Integer.MAX_VALUE))),
                        mode(key + ".umask", process.path("umask"), 022));
        return new Role(
                integer(key + ".node", process.path("node"), 1, MOST_NODE),
                who,
                says,
                integer(key + ".exports", process.path("exports"), 0, 8, 0),
                integer(key + ".imports", process.path("imports"), 0, 8, 0));
    }

    private static AccessList list(String key, JsonNode list) {
        Line publish =
                Line.EMPTY
                        .with("v", Wire.VERSION)
                        .with("call", "publish")
                        .with("handle", "0x0")
                        .with("segment", 0)
                        .with("id", "valid");
        return decoded(
                key,
                () ->
                        ((Call.Publish) Wire.call(publish.with("access", string(key, list))))
                                .access());
    }

    private static int permission(String key, JsonNode mode) {
        Integer known = MODES.get(string(key, mode));
        if (known == null) {
            throw new MistakeException(
                    key + ": " + mode + " is no mode of access; write READ, WRITE or READ_WRITE");
        }
        return known;
    }

    private static Event event(String key, JsonNode event) {
        return decoded(key, () -> Wire.event(line(key, event)));
    }

    private static Said said(String key, JsonNode said, int processes) {
        int process = integer(key + ".process", said.path("process"), 0, processes - 1);
        return new Said(process, decoded(key, () -> Wire.call(line(key, said).without("process"))));
    }

    /** The fields of a call or event, as in a trace but for the version. */
    private static Line line(String key, JsonNode table) {
        Line line = Line.EMPTY.with("v", Wire.VERSION);
        for (Map.Entry<String, JsonNode> field : table.properties()) {
            JsonNode value = field.getValue();
            if (value.isIntegralNumber()) {
                line = line.with(field.getKey(), value.longValue());
            } else {
                line = line.with(field.getKey(), string(key + "." + field.getKey(), value));
            }
        }
        return line;
    }

    private interface Decoder<T> {
        T decode();
    }

    private static <T> T decoded(String key, Decoder<T> decoder) {
        try {
            return decoder.decode();
        } catch (MalformedLineException e) {
            throw new MistakeException(key + ": " + e.getMessage());
        }
    }

    private static void allow(String key, JsonNode table, Set<String> known) {
        for (Map.Entry<String, JsonNode> field : table.properties()) {
            if (!known.contains(field.getKey())) {
                throw new MistakeException(
                        (key.isEmpty() ? "" : key + ".")
                                + field.getKey()
                                + ": no such key; those there are: "
                                + String.join(", ", new TreeSet<>(known)));
            }
        }
    }

    private static String text(String key, JsonNode table, String name, String otherwise) {
        return table.has(name) ? string(key + name, table.path(name)) : otherwise;
    }

    private static String string(String key, JsonNode value) {
        if (!value.isString()) {
            throw new MistakeException(key + ": " + value + " is no text; write it in quotes");
        }
        return value.stringValue();
    }

    private static List<String> strings(String key, JsonNode table, String name) {
        return each(table, name, (at, one) -> string(key + "." + at, one));
    }

    private static int mode(String key, JsonNode value, int otherwise) {
        if (value.isMissingNode()) {
            return otherwise;
        }
        Function<String, MistakeException> wrong =
                shown ->
                        new MistakeException(
                                key + ": " + shown + " is no mode; write octal digits, as \"022\"");
        try {
            int mode = Integer.parseInt(string(key, value), 8);
            if (mode < 0 || mode > 0777) {
                throw wrong.apply(value.toString());
            }
            return mode;
        } catch (NumberFormatException e) {
            throw wrong.apply(value.toString());
        }
    }

    private static int integer(String key, JsonNode value, long least, long most, int otherwise) {
        return value.isMissingNode() ? otherwise : integer(key, value, least, most);
    }

    private static int integer(String key, JsonNode value, long least, long most) {
        if (!value.isIntegralNumber() || value.longValue() < least || value.longValue() > most) {
            throw new MistakeException(
                    key
                            + ": "
                            + (value.isMissingNode() ? "missing" : value.toString())
                            + "; write an integer from "
                            + least
                            + " to "
                            + most);
        }
        return (int) value.longValue();
    }
}
