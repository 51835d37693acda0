package org.rsmtck.kit.target;

import org.rsmtck.api.Credentials;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * How agents are started. Words in braces stand for what is to be: {@code {fabric}}, {@code
 * {node}}, {@code {uid}}, {@code {gid}}, {@code {real_uid}}, {@code {real_gid}}, {@code {groups}}.
 *
 * @param agent the command that is an agent
 * @param environment for every agent, beside the kit's own
 * @param nodes what a node needs beyond that
 * @param users what comes before the command so that it runs as somebody; empty if nobody but the
 *     user of the kit can be
 */
public record Launcher(
        List<String> agent,
        Map<String, String> environment,
        Map<Integer, NodeStart> nodes,
        List<String> users) {

    /**
     * What an agent on one node needs.
     *
     * @param prefix what comes before all else in its command
     * @param environment for it, which wins over that of all agents
     */
    public record NodeStart(List<String> prefix, Map<String, String> environment) {
        /** A node that needs nothing. */
        public static final NodeStart PLAIN = new NodeStart(List.of(), Map.of());

        public NodeStart {
            prefix = List.copyOf(prefix);
            environment = Map.copyOf(environment);
        }
    }

    public Launcher {
        agent = List.copyOf(agent);
        environment = Map.copyOf(environment);
        nodes = Map.copyOf(nodes);
        users = List.copyOf(users);
    }

    /** The same, with one more variable in the environment of every agent. */
    Launcher with(String variable, String value) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.put(variable, value);
        return new Launcher(agent, more, nodes, users);
    }

    /** Whether an agent can be any user. */
    boolean canBeAnyone() {
        return !users.isEmpty();
    }

    /** The command for an agent. */
    List<String> command(String fabric, int node, Credentials who) {
        List<String> words = new ArrayList<>(start(node).prefix());
        words.addAll(users);
        words.addAll(agent);
        UnaryOperator<String> filled = filled(fabric, node, who);
        return words.stream().map(filled).toList();
    }

    /** The environment of an agent, beside that of the kit. */
    Map<String, String> environment(String fabric, int node, Credentials who) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("RSM_TCK_FABRIC", fabric);
        all.put("RSM_TCK_NODE", Integer.toString(node));
        all.putAll(environment);
        all.putAll(start(node).environment());
        UnaryOperator<String> filled = filled(fabric, node, who);
        all.replaceAll((_, value) -> filled.apply(value));
        return all;
    }

    private NodeStart start(int node) {
        return nodes.getOrDefault(node, NodeStart.PLAIN);
    }

    private static UnaryOperator<String> filled(String fabric, int node, Credentials who) {
        Map<String, String> values =
                Map.of(
                        "fabric", fabric,
                        "node", Integer.toUnsignedString(node),
                        "uid", Integer.toUnsignedString(who.uid()),
                        "gid", Integer.toUnsignedString(who.gid()),
                        "real_uid", Integer.toUnsignedString(who.realUid()),
                        "real_gid", Integer.toUnsignedString(who.realGid()),
                        "groups", groups(who));
        return text -> Placeholders.filled(text, values);
    }

    /** Tools do not take an empty list; a process is in its own group anyway. */
    private static String groups(Credentials who) {
        return who.groups().isEmpty()
                ? Integer.toUnsignedString(who.gid())
                : who.groups().stream()
                        .map(Integer::toUnsignedString)
                        .collect(Collectors.joining(","));
    }
}
