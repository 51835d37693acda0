package org.rsmtck.reference.shared;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Event;
import org.rsmtck.api.Topology;
import org.rsmtck.reference.backend.Environment;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * The file {@code fabric} of a folder, mapped: the topology, and one word for each node, controller
 * and link.
 *
 * <p>A word counts how often its thing failed and came back: while it is even the thing works. So a
 * path that is found whole again with another count has failed in between, whoever looks and
 * however late. All processes of a fabric agree, since they map the same words; words are read and
 * written with volatile ordering.
 */
final class FabricState implements Environment, AutoCloseable {
    static final String NAME = "fabric";

    private static final long MAGIC = 0x314652_4D5352L;
    private static final int MAGIC_AT = 0;
    private static final int IDENTITIES_AT = 8;
    private static final int CODE_LENGTH_AT = 12;
    private static final int WORDS_AT = 16;
    private static final VarHandle WORD = JAVA_LONG.varHandle();

    private final Mapping mapping;
    private final MemorySegment bytes;
    private final Identities identities;
    private final Topology topology;
    private final Map<Integer, Integer> nodeWords = new HashMap<>();
    private final Map<Topology.Port, Integer> portWords = new HashMap<>();
    private final List<Topology.Port> ports = new ArrayList<>();
    private final Map<Topology.Link, Integer> linkWords = new HashMap<>();

    private FabricState(Mapping mapping, Identities identities, Topology topology) {
        this.mapping = mapping;
        this.bytes = mapping.bytes();
        this.identities = identities;
        this.topology = topology;
        int word = 0;
        for (Topology.Node node : topology.nodes()) {
            nodeWords.put(node.id(), word++);
        }
        for (Topology.Node node : topology.nodes()) {
            word = addPort(new Topology.Port(node.id(), Topology.LOOPBACK), word);
            for (String controller : node.controllers()) {
                word = addPort(new Topology.Port(node.id(), controller), word);
            }
        }
        for (Topology.Link link : new TreeSet<>(topology.links())) {
            linkWords.put(link, word++);
        }
    }

    private int addPort(Topology.Port port, int word) {
        if (portWords.putIfAbsent(port, word) != null) {
            return word;
        }
        ports.add(port);
        return word + 1;
    }

    /** The contents of the file for a fabric where everything works. */
    static byte[] contents(Topology topology, Identities identities) {
        byte[] code = TopologyCode.encode(topology);
        int mostWords = topology.nodes().size() + topology.links().size();
        for (Topology.Node node : topology.nodes()) {
            mostWords += 1 + node.controllers().size();
        }
        // The code stands first from the back, so that the words are aligned and need no offset of
        // their own.
        byte[] contents = new byte[WORDS_AT + mostWords * Long.BYTES + code.length];
        MemorySegment bytes = MemorySegment.ofArray(contents);
        bytes.set(JAVA_LONG.withByteAlignment(1), MAGIC_AT, MAGIC);
        bytes.set(JAVA_INT.withByteAlignment(1), IDENTITIES_AT, identities.ordinal());
        bytes.set(JAVA_INT.withByteAlignment(1), CODE_LENGTH_AT, code.length);
        System.arraycopy(code, 0, contents, contents.length - code.length, code.length);
        return contents;
    }

    /**
     * Maps the file, so long; {@code isWritable} says whether the descriptor was opened for
     * writing.
     */
    static FabricState map(Descriptor file, long length, boolean isWritable) {
        Mapping mapping =
                Mapping.of(file, 0, length, isWritable ? Mapping.READ_WRITE : Mapping.READ);
        try {
            MemorySegment bytes = mapping.bytes();
            if (length < WORDS_AT || bytes.get(JAVA_LONG, MAGIC_AT) != MAGIC) {
                throw new IllegalArgumentException(
                        "the file " + NAME + " is not of a fabric that this version knows");
            }
            int codeLength = bytes.get(JAVA_INT, CODE_LENGTH_AT);
            byte[] code = bytes.asSlice(length - codeLength, codeLength).toArray(JAVA_BYTE);
            Identities identities = Identities.values()[bytes.get(JAVA_INT, IDENTITIES_AT)];
            return new FabricState(mapping, identities, TopologyCode.decode(code));
        } catch (RuntimeException e) {
            mapping.close();
            throw e;
        }
    }

    Identities identities() {
        return identities;
    }

    @Override
    public Topology topology() {
        return topology;
    }

    boolean hasNode(int node) {
        return nodeWords.containsKey(node);
    }

    @Override
    public OptionalInt port(int node, String controller) {
        Integer word = portWords.get(new Topology.Port(node, controller));
        return word == null ? OptionalInt.empty() : OptionalInt.of(word);
    }

    @Override
    public boolean isPresent(int port) {
        return works(word(port));
    }

    @Override
    public Optional<Path> path(int from, int to) {
        int first = nodeWords.size();
        if (from < first
                || to < first
                || from >= first + ports.size()
                || to >= first + ports.size()) {
            return Optional.empty();
        }
        int[] words;
        if (from == to) {
            words = new int[] {from};
        } else {
            Topology.Port one = ports.get(from - first);
            Topology.Port other = ports.get(to - first);
            Integer link = linkWords.get(new Topology.Link(one, other));
            if (link == null) {
                return Optional.empty();
            }
            words =
                    one.node() == other.node()
                            ? new int[] {from, to, link}
                            : new int[] {
                                from,
                                to,
                                link,
                                nodeWords.get(one.node()),
                                nodeWords.get(other.node())
                            };
        }
        long[] seen = new long[words.length];
        for (int i = 0; i < words.length; i++) {
            seen[i] = word(words[i]);
            if (!works(seen[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(() -> isUnchanged(words, seen));
    }

    private boolean isUnchanged(int[] words, long[] seen) {
        for (int i = 0; i < words.length; i++) {
            if (word(words[i]) != seen[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Brings the event about, where it is one of a node, a controller or a link.
     *
     * @throws IllegalArgumentException if the fabric has no such thing, or the event is of a
     *     process
     */
    void apply(Event event) {
        switch (event) {
            case Event.LinkLost lost -> fail(linkWords.get(lost.link()), event);
            case Event.LinkBack back -> mend(linkWords.get(back.link()), event);
            case Event.NodeLost lost -> fail(nodeWords.get(lost.node()), event);
            case Event.NodeBack back -> mend(nodeWords.get(back.node()), event);
            case Event.ControllerRemoved removed -> fail(portWords.get(removed.port()), event);
            case Event.ControllerBack back -> mend(portWords.get(back.port()), event);
            case Event.Shortage _,
                    Event.ShortageOver _,
                    Event.Interruption _,
                    Event.Killed _,
                    Event.Settled _ ->
                    throw new IllegalArgumentException(
                            event + " happens to a process, not to the fabric");
        }
    }

    private void fail(@Nullable Integer word, Event event) {
        advance(word, event, true);
    }

    private void mend(@Nullable Integer word, Event event) {
        advance(word, event, false);
    }

    private void advance(@Nullable Integer word, Event event, boolean fromWorking) {
        if (word == null) {
            throw new IllegalArgumentException(event + " names what this fabric does not have");
        }
        long seen = word(word);
        // Only one process changes the state of a fabric at a time; a lost race means that the
        // event has happened.
        if (works(seen) == fromWorking) {
            WORD.compareAndSet(bytes, at(word), seen, seen + 1);
        }
    }

    private long word(int word) {
        return (long) WORD.getVolatile(bytes, at(word));
    }

    private static long at(int word) {
        return WORDS_AT + (long) word * Long.BYTES;
    }

    private static boolean works(long word) {
        return (word & 1) == 0;
    }

    @Override
    public void close() {
        mapping.close();
    }
}
