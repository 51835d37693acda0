package org.rsmtck.model.page;

import static org.rsmtck.api.RsmError.BAD_ACL;
import static org.rsmtck.api.RsmError.BAD_LENGTH;
import static org.rsmtck.api.RsmError.INSUFFICIENT_MEM;
import static org.rsmtck.api.RsmError.INSUFFICIENT_RESOURCES;
import static org.rsmtck.model.Rule.refuse;

import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call.Connect;
import org.rsmtck.api.Call.ExportCreate;
import org.rsmtck.api.Call.Publish;
import org.rsmtck.api.Call.Rebind;
import org.rsmtck.api.Call.Republish;
import org.rsmtck.api.Limits;
import org.rsmtck.model.CallContext;
import org.rsmtck.model.Model;
import org.rsmtck.model.ProcessState;
import org.rsmtck.model.Rule;

import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What is due of an implementation that declares limits: within them they excuse nothing, and
 * beyond them the code that the page lists has to come.
 */
public final class LimitRules {
    /** Of the rule by which a connect beyond the limit is refused. */
    public static final String CONNECT = "connect/INSUFFICIENT_RESOURCES#declared";

    /** The same for one more export. */
    public static final String CREATE = "create/INSUFFICIENT_RESOURCES#declared";

    /** The same for a longer export. */
    public static final String LENGTH = "create/BAD_LENGTH#declared";

    /** The same for a longer access list. */
    public static final String PUBLISH = "publish/BAD_ACL#declared";

    private LimitRules() {}

    /**
     * The model of an implementation that declares these limits. Where a profile describes code
     * that is shipped, that has its own limits, and the model stays as it is.
     */
    public static Model on(Model model, Limits limits) {
        return limits.equals(Limits.NONE) || model.profile().shipped().isPresent()
                ? model
                : model.with(rules -> Stream.concat(rules.stream(), of(limits).stream()).toList());
    }

    private static List<Rule> of(Limits limits) {
        return List.of(
                refuse(
                        Connect.class,
                        CONNECT,
                        Set.of(INSUFFICIENT_RESOURCES, INSUFFICIENT_MEM),
                        "the node's processes hold as many imports as the implementation declares"
                                + " room for",
                        s -> onNode(s, me -> me.imports().size()) >= limits.imports()),
                refuse(
                        ExportCreate.class,
                        CREATE,
                        Set.of(INSUFFICIENT_RESOURCES, INSUFFICIENT_MEM),
                        "the node's processes hold as many exports as the implementation declares"
                                + " room for",
                        s -> onNode(s, me -> me.exports().size()) >= limits.exports()),
                refuse(
                        ExportCreate.class,
                        LENGTH,
                        Set.of(BAD_LENGTH, INSUFFICIENT_RESOURCES, INSUFFICIENT_MEM),
                        "the segment would be longer than the implementation declares room for",
                        s -> s.call().length() > limits.segmentLength()),
                refuse(
                        Rebind.class,
                        "rebind/BAD_LENGTH#declared",
                        Set.of(BAD_LENGTH, INSUFFICIENT_RESOURCES, INSUFFICIENT_MEM),
                        "the segment would be longer than the implementation declares room for",
                        s -> s.call().length() > limits.segmentLength()),
                refuse(
                        Publish.class,
                        PUBLISH,
                        Set.of(BAD_ACL, INSUFFICIENT_RESOURCES, INSUFFICIENT_MEM),
                        "the list has more entries than the implementation declares room for",
                        s -> entries(s.call().access()) > limits.accessEntries()),
                refuse(
                        Republish.class,
                        "republish/BAD_ACL#declared",
                        Set.of(BAD_ACL, INSUFFICIENT_RESOURCES, INSUFFICIENT_MEM),
                        "the list has more entries than the implementation declares room for",
                        s -> entries(s.call().access()) > limits.accessEntries()));
    }

    private static long onNode(CallContext<?> s, ToLongFunction<ProcessState> count) {
        return s.world().processes().values().stream()
                .filter(other -> other.alive() && other.node() == s.me().node())
                .mapToLong(count)
                .sum();
    }

    private static long entries(AccessList access) {
        return access instanceof AccessList.Entries(var entries) ? entries.size() : 0;
    }
}
