package org.rsmtck.kit.execute;

import org.rsmtck.api.Credentials;
import org.rsmtck.api.Topology;
import org.rsmtck.api.Topology.Link;
import org.rsmtck.api.Topology.Port;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.kit.wire.Wire;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The lines of a file that say where it plays: its nodes, links and processes. */
public final class SettingLines {
    /** The greatest id of a user or group. */
    public static final long MOST_ID = 0xFFFF_FFFEL;

    private static final String V = "v";
    private static final String KIND = "line";
    private static final int MOST_NODES = 63;
    private static final List<String> NODE = List.of(V, KIND, "node", "controllers");
    private static final List<String> LINK = List.of(V, KIND, "one", "other");
    private static final List<String> PROCESS =
            List.of(V, KIND, "node", "uid", "gid", "real_uid", "real_gid", "groups", "umask");

    private final List<Topology.Node> nodes = new ArrayList<>();
    private final Set<Link> links = new TreeSet<>();
    private final List<Setting.Member> members = new ArrayList<>();

    /** The setting as lines. */
    public static List<Line> of(Setting setting) {
        List<Line> lines = new ArrayList<>();
        for (Topology.Node node : setting.topology().nodes()) {
            lines.add(
                    start("node")
                            .with("node", node.id())
                            .with("controllers", String.join(",", node.controllers())));
        }
        for (Link link : new TreeSet<>(setting.topology().links())) {
            lines.add(
                    start("link")
                            .with("one", link.one().toString())
                            .with("other", link.other().toString()));
        }
        setting.members().forEach(member -> lines.add(line(member)));
        return lines;
    }

    /** A line of this kind, without what it says. */
    public static Line start(String kind) {
        return Line.EMPTY.with(V, Wire.VERSION).with(KIND, kind);
    }

    private static Line line(Setting.Member member) {
        Credentials who = member.who();
        return start("process")
                .with("node", member.node())
                .with("uid", Integer.toUnsignedLong(who.uid()))
                .with("gid", Integer.toUnsignedLong(who.gid()))
                .with("real_uid", Integer.toUnsignedLong(who.realUid()))
                .with("real_gid", Integer.toUnsignedLong(who.realGid()))
                .with(
                        "groups",
                        who.groups().stream()
                                .map(Integer::toUnsignedString)
                                .collect(Collectors.joining(",")))
                .with("umask", "0" + Integer.toOctalString(who.umask()));
    }

    /** What the lines that were taken in say. */
    public Setting setting() {
        return new Setting(new Topology(nodes, links), members);
    }

    /** How many processes there are so far. */
    public int processes() {
        return members.size();
    }

    /**
     * Takes a line in, if it is of one of these kinds.
     *
     * @throws IllegalArgumentException if something is wrong with it: one sentence
     */
    public boolean take(Line line) {
        switch (line.text(KIND)) {
            case "node" -> nodes.add(node(line));
            case "link" -> links.add(link(line));
            case "process" -> members.add(member(line));
            default -> {
                return false;
            }
        }
        return true;
    }

    private Topology.Node node(Line line) {
        check(line, NODE);
        int node = number(line, "node", 1, MOST_NODES);
        if (isDeclared(node)) {
            throw wrong("node", node, "is declared already; give each node one line");
        }
        return new Topology.Node(node, split(line.text("controllers")).toList());
    }

    private Link link(Line line) {
        check(line, LINK);
        return new Link(port(line, "one"), port(line, "other"));
    }

    private Setting.Member member(Line line) {
        check(line, PROCESS);
        int node = number(line, "node", 1, MOST_NODES);
        if (!isDeclared(node)) {
            throw wrong("node", node, "is not declared; write a line of kind \"node\" before");
        }
        NavigableSet<Integer> groups = new TreeSet<>();
        String text = line.text("groups");
        try {
            split(text).map(Integer::parseUnsignedInt).forEach(groups::add);
        } catch (NumberFormatException e) {
            throw wrong("groups", quoted(text), "is no list of groups; write it like \"101,102\"");
        }
        return new Setting.Member(
                node,
                new Credentials(
                        id(line, "uid"),
                        id(line, "gid"),
                        id(line, "real_uid"),
                        id(line, "real_gid"),
                        groups,
                        umask(line.text("umask"))));
    }

    /** As the system has them: unsigned, and the greatest one is none. */
    private static int id(Line line, String name) {
        long value = line.integer(name);
        if (value < 0 || value > MOST_ID) {
            throw wrong(name, value, "is out of range; write 0 to " + MOST_ID);
        }
        return (int) value;
    }

    private static int umask(String text) {
        if (!text.matches("0[0-7]{0,4}")) {
            throw wrong("umask", quoted(text), "is no umask; write it like \"022\"");
        }
        return Integer.parseInt(text, 8);
    }

    private Port port(Line line, String name) {
        String text = line.text(name);
        String[] parts = text.split("/", 2);
        for (Topology.Node node : nodes) {
            if (parts.length == 2
                    && parts[0].equals(String.valueOf(node.id()))
                    && node.controllers().contains(parts[1])) {
                return new Port(node.id(), parts[1]);
            }
        }
        throw wrong(
                name,
                quoted(text),
                "is no port of a node that is declared; write node/controller, and before it a line"
                        + " of kind \"node\" with both");
    }

    private boolean isDeclared(int node) {
        return nodes.stream().anyMatch(one -> one.id() == node);
    }

    private static Stream<String> split(String list) {
        return Stream.of(list.split(",")).filter(part -> !part.isEmpty());
    }

    /**
     * The number in the field.
     *
     * @throws IllegalArgumentException if it is less than {@code least} or more than {@code most}
     */
    public static int number(Line line, String name, int least, int most) {
        long value = line.integer(name);
        if (value < least || value > most) {
            throw wrong(name, value, "is out of range; write " + least + " to " + most);
        }
        return (int) value;
    }

    /**
     * Looks whether the line is of the version that is read, and has no fields but these.
     *
     * @throws IllegalArgumentException if not
     */
    public static void check(Line line, List<String> known) {
        long version = line.integer(V);
        if (version != Wire.VERSION) {
            throw wrong(V, version, "is not a version known here; write version " + Wire.VERSION);
        }
        Line rest = line.without(known.toArray(String[]::new));
        for (var extra : rest.fields().entrySet()) {
            throw wrong(
                    extra.getKey(),
                    extra.getValue() instanceof String text ? quoted(text) : extra.getValue(),
                    "is no field of a line of kind "
                            + quoted(line.text(KIND))
                            + "; leave it out, the fields are "
                            + known);
        }
    }

    /** A complaint in one sentence that names the field, its value and the remedy. */
    public static IllegalArgumentException wrong(String field, Object value, String remedy) {
        return new IllegalArgumentException("field \"" + field + "\": " + value + " " + remedy);
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
