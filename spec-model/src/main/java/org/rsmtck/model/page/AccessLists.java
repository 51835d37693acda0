package org.rsmtck.model.page;

import static org.rsmtck.model.VariationPoint.DUPLICATE_ENTRIES;
import static org.rsmtck.model.VariationPoint.EMPTY_LIST;
import static org.rsmtck.model.VariationPoint.ENTRY_BITS;
import static org.rsmtck.model.VariationPoint.ENTRY_COUNT;
import static org.rsmtck.model.VariationPoint.ENTRY_NODE;
import static org.rsmtck.model.VariationPoint.FOREIGN_NODE_IN_LIST;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Topology;
import org.rsmtck.model.CallContext;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Variant.DuplicateEntries;
import org.rsmtck.model.Variant.EmptyList;
import org.rsmtck.model.Variant.EntryBits;
import org.rsmtck.model.Variant.EntryCount;
import org.rsmtck.model.Variant.EntryNode;
import org.rsmtck.model.Variant.ForeignNodeInList;

import java.util.List;
import java.util.function.Function;

/** What holds of every access list. */
final class AccessLists {
    private AccessLists() {}

    private static final int MOST_NODES = 64;
    private static final int MOST_ENTRIES = 64;

    static <C extends Call> Rule broken(Page<C> page, String id, Function<C, AccessList> list) {
        return page.refuse(
                        id,
                        "the list is null though its length is not 0, or it breaks a limit, or"
                                + " names a node twice where that counts as broken")
                .when(s -> isBroken(s, list.apply(s.call())));
    }

    private static boolean isBroken(CallContext<?> s, AccessList list) {
        return switch (list) {
            case AccessList.Absent(int length) -> length != 0;
            case AccessList.Entries(List<AccessEntry> entries) ->
                    entries.isEmpty()
                            ? s.at(EMPTY_LIST) == EmptyList.BAD_ACL
                            : breaksLimit(s, entries)
                                    || namesTwice(entries)
                                            && s.at(DUPLICATE_ENTRIES) == DuplicateEntries.BAD_ACL
                                    || namesUnreachable(s, entries)
                                            && s.at(FOREIGN_NODE_IN_LIST)
                                                    == ForeignNodeInList.BAD_ACL;
        };
    }

    private static boolean breaksLimit(CallContext<?> s, List<AccessEntry> entries) {
        return entries.size() > MOST_ENTRIES && s.at(ENTRY_COUNT) == EntryCount.BAD_ACL
                || entries.stream().anyMatch(AccessLists::isBeyondNodes)
                        && s.at(ENTRY_NODE) == EntryNode.BAD_ACL
                || entries.stream().anyMatch(AccessLists::hasStrayBits)
                        && areBitsBroken(s, entries);
    }

    private static boolean isBeyondNodes(AccessEntry entry) {
        return Integer.compareUnsigned(entry.node(), MOST_NODES) > 0;
    }

    private static boolean hasStrayBits(AccessEntry entry) {
        return (entry.permission() & ~0666) != 0;
    }

    private static boolean areBitsBroken(CallContext<?> s, List<AccessEntry> entries) {
        EntryBits option = s.at(ENTRY_BITS);
        return option == EntryBits.BAD_ACL
                || option == EntryBits.BY_NUMBER
                        && entries.stream()
                                .anyMatch(entry ->
                                        Integer.compareUnsigned(entry.permission(), 0666) > 0);
    }

    /** Whether the list of a segment over loopback names a node that loopback does not reach. */
    private static boolean namesUnreachable(CallContext<?> s, List<AccessEntry> entries) {
        return s.hasExport(export -> export.controller().equals(Topology.LOOPBACK))
                && entries.stream().anyMatch(entry -> entry.node() != s.me().node());
    }

    private static boolean namesTwice(List<AccessEntry> entries) {
        return entries.stream().map(AccessEntry::node).distinct().count() < entries.size();
    }

    /** The entries that count. */
    static List<AccessEntry> entries(CallContext<?> s, AccessList list) {
        return switch (list) {
            case AccessList.Absent(int length) -> List.of();
            case AccessList.Entries(List<AccessEntry> entries) ->
                    entries.size() > MOST_ENTRIES && s.at(ENTRY_COUNT) == EntryCount.LEGAL_PART
                            ? entries.subList(0, MOST_ENTRIES)
                            : entries;
        };
    }
}
