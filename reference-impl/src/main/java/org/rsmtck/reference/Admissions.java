package org.rsmtck.reference;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Permission;
import org.rsmtck.api.RsmError;
import org.rsmtck.reference.backend.Admission;
import org.rsmtck.reference.backend.Offer;

import java.util.List;
import java.util.OptionalInt;

/**
 * Access lists: which are well formed, and whom one lets connect. Source:
 * rsm_memseg_export_publish(3RSM).
 */
final class Admissions {
    private static final int MAX_NODE = 64;
    private static final int OWNER_SHIFT = 6;
    private static final int GROUP_SHIFT = 3;

    private Admissions() {}

    /**
     * What the list comes to for an exporter with this default mode; refused with BAD_ACL if
     * malformed.
     */
    static Admission of(AccessList list, int defaultMode) {
        return switch (list) {
            case AccessList.Absent(int length) -> {
                if (length != 0) {
                    throw refusal("no list, and a length of " + Integer.toUnsignedString(length));
                }
                yield new Admission(defaultMode, List.of());
            }
            case AccessList.Entries(List<AccessEntry> entries) -> {
                if (entries.size() > Admission.MAX_ENTRIES) {
                    throw refusal(
                            entries.size()
                                    + " entries, and "
                                    + Admission.MAX_ENTRIES
                                    + " are allowed");
                }
                entries.forEach(Admissions::requireLegal);
                yield new Admission(defaultMode, entries);
            }
        };
    }

    private static void requireLegal(AccessEntry entry) {
        if (Integer.compareUnsigned(entry.node(), MAX_NODE) > 0) {
            throw refusal("entry " + entry + ": node ids are from 0 to " + MAX_NODE);
        }
        if ((entry.permission() & ~Admission.MODE_BITS) != 0) {
            throw refusal("entry " + entry + ": a permission has no bits outside 0666");
        }
    }

    private static RsmException refusal(String message) {
        return new RsmException(RsmError.BAD_ACL, message);
    }

    /**
     * Refuses what the offer does not grant to a process of {@code node} that asks for {@code
     * permission}.
     */
    static void require(Offer offer, int node, Credentials importer, int permission) {
        OptionalInt mode = offer.admission().modeFor(node);
        if (mode.isEmpty()) {
            throw new RsmException(
                    RsmError.SEG_NOT_PUBLISHED_TO_NODE,
                    "the access list of the segment leaves out node " + node);
        }
        if (!Permission.isLegal(permission)) {
            throw new RsmException(
                    RsmError.PERM_DENIED,
                    "permission 0"
                            + Integer.toOctalString(permission)
                            + " is not one of 0400, 0200, 0600");
        }
        int granted = digit(offer, mode.getAsInt(), importer) << OWNER_SHIFT;
        if (!Permission.covers(granted, permission)) {
            throw new RsmException(
                    RsmError.PERM_DENIED,
                    "the mode 0"
                            + Integer.toOctalString(mode.getAsInt())
                            + " of user "
                            + offer.uid()
                            + ", group "
                            + offer.gid()
                            + " does not grant "
                            + Permission.name(permission)
                            + " to user "
                            + importer.uid());
        }
    }

    /** Exactly one class decides; a superuser is a user like others. */
    private static int digit(Offer offer, int mode, Credentials importer) {
        int shift;
        if (importer.uid() == offer.uid()) {
            shift = OWNER_SHIFT;
        } else if (importer.gid() == offer.gid() || importer.groups().contains(offer.gid())) {
            shift = GROUP_SHIFT;
        } else {
            shift = 0;
        }
        return mode >>> shift & 06;
    }
}
