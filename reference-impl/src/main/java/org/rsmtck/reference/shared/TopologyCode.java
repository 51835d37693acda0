package org.rsmtck.reference.shared;

import org.rsmtck.api.Topology;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A topology as bytes: counts, ids and names one after the other. */
final class TopologyCode {

    private TopologyCode() {}

    static byte[] encode(Topology topology) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(topology.nodes().size());
            for (Topology.Node node : topology.nodes()) {
                out.writeInt(node.id());
                out.writeInt(node.controllers().size());
                for (String controller : node.controllers()) {
                    out.writeUTF(controller);
                }
            }
            out.writeInt(topology.links().size());
            for (Topology.Link link : topology.links()) {
                write(out, link.one());
                write(out, link.other());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * @throws UncheckedIOException if {@code code} is not what {@link #encode} makes
     */
    static Topology decode(byte[] code) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(code))) {
            List<Topology.Node> nodes = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                int id = in.readInt();
                List<String> controllers = new ArrayList<>();
                for (int more = in.readInt(); more > 0; more--) {
                    controllers.add(in.readUTF());
                }
                nodes.add(new Topology.Node(id, controllers));
            }
            Set<Topology.Link> links = new HashSet<>();
            for (int left = in.readInt(); left > 0; left--) {
                links.add(new Topology.Link(readPort(in), readPort(in)));
            }
            return new Topology(nodes, links);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(DataOutputStream out, Topology.Port port) throws IOException {
        out.writeInt(port.node());
        out.writeUTF(port.controller());
    }

    private static Topology.Port readPort(DataInputStream in) throws IOException {
        int node = in.readInt();
        return new Topology.Port(node, in.readUTF());
    }
}
