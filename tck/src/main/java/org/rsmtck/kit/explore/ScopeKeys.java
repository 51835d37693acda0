package org.rsmtck.kit.explore;

import org.rsmtck.kit.toml.OtherKeys;
import org.rsmtck.kit.toml.Within;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of a scope. What each says is in docs/formats.md.
 *
 * @param events each with the fields of an event's line
 */
record ScopeKeys(
        Optional<String> name,
        Optional<String> words,
        @Within(least = 0, most = 2) Optional<Integer> odd,
        @Within(least = 1, most = 0xFFFF_FFFFL) List<Long> segments,
        List<String> permissions,
        List<String> lists,
        List<Node> nodes,
        List<String> links,
        List<Process> processes,
        List<Map<String, Object>> events,
        List<Before> before) {

    record Node(@Within(least = 1, most = 63) int id, List<String> controllers) {}

    record Process(
            @Within(least = 1, most = 63) int node,
            @Within(least = 0, most = Integer.MAX_VALUE) Optional<Integer> uid,
            @Within(least = 0, most = Integer.MAX_VALUE) Optional<Integer> gid,
            @Within(least = 0, most = Integer.MAX_VALUE) List<Integer> groups,
            Optional<String> umask,
            List<String> says,
            @Within(least = 0, most = 8) Optional<Integer> exports,
            @Within(least = 0, most = 8) Optional<Integer> imports) {}

    /**
     * @param call the fields of its line
     */
    record Before(
            @Within(least = 0, most = Integer.MAX_VALUE) int process,
            @OtherKeys Map<String, Object> call) {}
}
