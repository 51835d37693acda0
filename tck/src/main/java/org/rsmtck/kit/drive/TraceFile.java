package org.rsmtck.kit.drive;

import org.rsmtck.api.Credentials;
import org.rsmtck.api.Topology;
import org.rsmtck.api.Topology.Link;
import org.rsmtck.api.Topology.Port;
import org.rsmtck.wire.Line;
import org.rsmtck.wire.MalformedLineException;
import org.rsmtck.wire.Wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program as a file of JSON lines: first what it is, then the nodes, links and processes of its
 * setting, then its acts.
 *
 * @param profile by which it was judged
 * @param clause that it breaks; empty if none
 */
public record TraceFile(String profile, String clause, Program program) {
    private static final String KIND = "trace";

    /** Where a trace cannot be read: one sentence that names the file, the line and the remedy. */
    public static final class UnreadableTrace extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnreadableTrace(String message) {
            super(message);
        }
    }

    /** Writes the file, and the folders above it. */
    public void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, lines().map(line -> line + "\n").collect(Collectors.joining()));
    }

    /**
     * Reads the file.
     *
     * @throws UnreadableTrace if it is not there, or is no trace
     */
    public static TraceFile read(Path file) {
        List<String> texts;
        try {
            texts = Files.readAllLines(file);
        } catch (IOException e) {
            throw new UnreadableTrace(
                    "cannot read "
                            + file
                            + ": give the path of a trace, for instance one below failures/");
        }
        Reader reader = new Reader();
        for (int number = 1; number <= texts.size(); number++) {
            try {
                reader.take(Line.parse(texts.get(number - 1)));
            } catch (MalformedLineException | IllegalArgumentException e) {
                throw new UnreadableTrace(file + ", line " + number + ": " + e.getMessage());
            }
        }
        return reader.finish(file);
    }

    private Stream<Line> lines() {
        List<Line> lines = new ArrayList<>();
        lines.add(start(KIND).with("profile", profile).with("clause", clause));
        Topology topology = program.setting().topology();
        for (Topology.Node node : topology.nodes()) {
            lines.add(
                    start("node")
                            .with("node", node.id())
                            .with("controllers", String.join(",", node.controllers())));
        }
        for (Link link : new TreeSet<>(topology.links())) {
            lines.add(
                    start("link")
                            .with("one", link.one().toString())
                            .with("other", link.other().toString()));
        }
        program.setting().members().forEach(member -> lines.add(line(member)));
        program.acts().forEach(act -> lines.add(line(act)));
        return lines.stream();
    }

    private static Line start(String kind) {
        return Line.EMPTY.with("v", Wire.VERSION).with("line", kind);
    }

    private static Line line(Setting.Member member) {
        Credentials who = member.who();
        return start("process")
                .with("node", member.node())
                .with("uid", who.uid())
                .with("gid", who.gid())
                .with("real_uid", who.realUid())
                .with("real_gid", who.realGid())
                .with(
                        "groups",
                        who.groups().stream().map(String::valueOf).collect(Collectors.joining(",")))
                .with("umask", "0" + Integer.toOctalString(who.umask()));
    }

    private static Line line(Act act) {
        return switch (act) {
            case Act.Causing(var event) -> start("event").with(Wire.of(event));
            case Act.Calling calling -> {
                Line line =
                        start("call").with("act", calling.id()).with("process", calling.process());
                if (calling.handleFrom().isPresent()) {
                    line = line.with("handle_from", calling.handleFrom().getAsInt());
                }
                if (calling.segmentFrom().isPresent()) {
                    line = line.with("segment_from", calling.segmentFrom().getAsInt());
                }
                yield line.with(Wire.of(calling.call()));
            }
        };
    }

    /** Takes a trace in, line by line. */
    private static final class Reader {
        private final List<Topology.Node> nodes = new ArrayList<>();
        private final Set<Link> links = new TreeSet<>();
        private final List<Setting.Member> members = new ArrayList<>();
        private final List<Act> acts = new ArrayList<>();
        private Line head;

        void take(Line line) {
            String kind = line.text("line");
            if (head == null && !kind.equals(KIND)) {
                throw new IllegalArgumentException(
                        "the file does not start with a line of kind \""
                                + KIND
                                + "\": it is no trace");
            }
            switch (kind) {
                case KIND -> head = line;
                case "node" ->
                        nodes.add(
                                new Topology.Node(
                                        number(line, "node"),
                                        split(line.text("controllers")).toList()));
                case "link" ->
                        links.add(new Link(port(line.text("one")), port(line.text("other"))));
                case "process" -> members.add(member(line));
                case "event" -> acts.add(new Act.Causing(Wire.event(line.without("line"))));
                case "call" -> acts.add(call(line));
                default ->
                        throw new IllegalArgumentException(
                                "line of kind \""
                                        + kind
                                        + "\" is not known; known are trace, node, link, process,"
                                        + " call and event");
            }
        }

        TraceFile finish(Path file) {
            if (head == null) {
                throw new UnreadableTrace(file + " is empty: give the path of a trace");
            }
            Setting setting = new Setting(new Topology(nodes, links), members);
            return new TraceFile(
                    head.text("profile"), head.text("clause"), new Program(setting, acts));
        }

        private Act.Calling call(Line line) {
            int process = number(line, "process");
            if (process < 0 || process >= members.size()) {
                throw new IllegalArgumentException(
                        "process " + process + " is not there; the trace has " + members.size());
            }
            return new Act.Calling(
                    number(line, "act"),
                    process,
                    Wire.call(
                            line.without("line", "act", "process", "handle_from", "segment_from")),
                    reference(line, "handle_from"),
                    reference(line, "segment_from"));
        }

        private static OptionalInt reference(Line line, String name) {
            return line.has(name) ? OptionalInt.of(number(line, name)) : OptionalInt.empty();
        }

        private static Setting.Member member(Line line) {
            SortedSet<Integer> groups =
                    split(line.text("groups"))
                            .map(Integer::valueOf)
                            .collect(Collectors.toCollection(TreeSet::new));
            return new Setting.Member(
                    number(line, "node"),
                    new Credentials(
                            number(line, "uid"),
                            number(line, "gid"),
                            number(line, "real_uid"),
                            number(line, "real_gid"),
                            groups,
                            Integer.parseInt(line.text("umask"), 8)));
        }

        private static Port port(String text) {
            String[] parts = text.split("/", 2);
            if (parts.length != 2) {
                throw new IllegalArgumentException(
                        "\"" + text + "\" is no port; write node/controller");
            }
            return new Port(Integer.parseInt(parts[0]), parts[1]);
        }

        private static Stream<String> split(String list) {
            return Stream.of(list.split(",")).filter(part -> !part.isEmpty());
        }

        private static int number(Line line, String name) {
            return Math.toIntExact(line.integer(name));
        }
    }
}
