package org.rsmtck.kit.target;

import org.rsmtck.kit.toml.OtherKeys;
import org.rsmtck.kit.toml.Within;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of a vendor file. What each says is in docs/vendor-file.md. */
record VendorKeys(
        Optional<String> name,
        Optional<String> profile,
        @Within(least = 1, most = 1 << 30) Optional<Long> pageSize,
        List<String> lacks,
        Agent agent,
        FabricCommands fabric,
        List<Node> node,
        Prefix users,
        FaultCommands faults,
        SegmentIds segmentIds,
        Most limits,
        Times bounds) {

    record Agent(Optional<String> library, List<String> command, Map<String, String> environment) {}

    record FabricCommands(
            List<String> start, List<String> stop, List<String> links, Optional<Boolean> real) {}

    record Node(
            @Within(least = 0, most = 63) int id,
            List<String> controllers,
            List<String> prefix,
            Map<String, String> environment) {}

    /** Where it is empty everybody is the same user; where it is left out the kit finds one. */
    record Prefix(Optional<List<String>> prefix) {}

    /**
     * @param commands by the word of the event
     */
    record FaultCommands(
            Optional<String> interruptionHits,
            Optional<String> shortageOf,
            @OtherKeys Map<String, List<String>> commands) {}

    record SegmentIds(Optional<String> application) {}

    record Most(
            @Within(least = 1) Optional<Long> imports,
            @Within(least = 1) Optional<Long> exports,
            @Within(least = 1) Optional<Long> segmentLength,
            @Within(least = 1) Optional<Long> accessEntries) {}

    record Times(Optional<String> start, Optional<String> answer, Optional<String> settle) {}
}
