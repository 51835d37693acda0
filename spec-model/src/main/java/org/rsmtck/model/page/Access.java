package org.rsmtck.model.page;

import org.rsmtck.api.Credentials;
import org.rsmtck.api.Permission;
import org.rsmtck.model.CallContext;
import org.rsmtck.model.Publication;
import org.rsmtck.model.Variant.Groups;
import org.rsmtck.model.Variant.Ids;
import org.rsmtck.model.Variant.MappedAccess;
import org.rsmtck.model.Variant.PermissionClass;
import org.rsmtck.model.Variant.Root;
import org.rsmtck.model.VariationPoint;
import org.rsmtck.model.World;

import java.util.List;

/**
 * The comparison of the requested mode and the importer's ids with what the exporter granted.
 * Source: {@code connect/perm-checked}.
 */
final class Access {
    private static final int OWNER = 6;
    private static final int GROUP = 3;
    private static final int OTHERS = 0;

    private Access() {}

    /**
     * Whether the importer that connects may have what it asks for from the export at {@code site}.
     */
    static boolean isGranted(CallContext<?> s, World.ExportSite site, int permission) {
        Credentials importer = s.me().who();
        Credentials exporter = s.world().process(site.process()).who();
        boolean effective = areEffectiveCompared(s, importer, exporter);
        int uid = effective ? importer.uid() : importer.realUid();
        if (uid == 0 && s.at(VariationPoint.ROOT) == Root.PRIVILEGED) {
            return true;
        }
        int mode = modeFor(site, s.me().node(), exporter);
        List<Boolean> granted =
                classes(s, importer, exporter, effective).stream()
                        .map(digit -> Permission.covers(grant(mode, digit), permission))
                        .toList();
        return granted.getFirst()
                || granted.contains(true)
                        && s.at(VariationPoint.PERMISSION_CLASS) == PermissionClass.FALLS_THROUGH;
    }

    /** What of the granted mode a mapping may be made for. */
    static int mappable(CallContext<?> s, World.ExportSite site, int permission) {
        if (s.at(VariationPoint.MAPPED_ACCESS) == MappedAccess.GRANT) {
            return permission;
        }
        Credentials exporter = s.world().process(site.process()).who();
        return permission & grant(modeFor(site, s.me().node(), exporter), OWNER);
    }

    private static boolean areEffectiveCompared(
            CallContext<?> s, Credentials importer, Credentials exporter) {
        return areRealIdsTheSame(importer) && areRealIdsTheSame(exporter)
                || s.at(VariationPoint.IDS) == Ids.EFFECTIVE;
    }

    private static boolean areRealIdsTheSame(Credentials who) {
        return who.uid() == who.realUid() && who.gid() == who.realGid();
    }

    private static int modeFor(World.ExportSite site, int node, Credentials exporter) {
        Publication publication = site.export().publication().orElseThrow();
        int otherwise = publication.entries().isEmpty() ? 0777 & ~exporter.umask() : 0;
        return 0666 & publication.entryFor(node).map(entry -> entry.permission()).orElse(otherwise);
    }

    /** The shifts of the digits that fit the importer, the closest first. */
    private static List<Integer> classes(
            CallContext<?> s, Credentials importer, Credentials exporter, boolean effective) {
        int uid = effective ? importer.uid() : importer.realUid();
        int gid = effective ? importer.gid() : importer.realGid();
        int ownerUid = effective ? exporter.uid() : exporter.realUid();
        int ownerGid = effective ? exporter.gid() : exporter.realGid();
        boolean isOwner = uid == ownerUid;
        boolean isMember =
                gid == ownerGid
                        || importer.groups().contains(ownerGid)
                                && s.at(VariationPoint.GROUPS) == Groups.COUNT;
        if (isOwner) {
            return isMember ? List.of(OWNER, GROUP, OTHERS) : List.of(OWNER, OTHERS);
        }
        return isMember ? List.of(GROUP, OTHERS) : List.of(OTHERS);
    }

    /** A digit of a file mode, as the permission bits of the interface. */
    private static int grant(int mode, int shift) {
        return ((mode >> shift) & 06) << 6;
    }
}
