package org.rsmtck.model;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.Call;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Permission;

import java.util.Optional;

/**
 * The comparison of {@code model.page.Access} in words, as most readings make it: effective ids,
 * supplementary groups, and the one class that fits.
 */
public final class AccessWords {
    private AccessWords() {}

    /**
     * Which class the importer is of, what the exporter grants that class, and what was asked for;
     * empty where nothing is compared.
     */
    public static Optional<String> of(World world, int process, Call.Connect connect) {
        Optional<World.ExportSite> site = world.published(connect.node(), connect.segment());
        ProcessState importer = world.process(process);
        if (site.isEmpty() || !Permission.isLegal(connect.permission())) {
            return Optional.empty();
        }
        Publication publication = site.get().export().publication().orElseThrow();
        Credentials exporter = world.process(site.get().process()).who();
        Optional<AccessEntry> entry = publication.entryFor(importer.node());
        if (!publication.admits(importer.node())) {
            return Optional.of(
                    "the access list has no entry for node "
                            + Integer.toUnsignedString(importer.node()));
        }
        int mode = entry.map(AccessEntry::permission).orElse(0777 & ~exporter.umask());
        Class fitting = Class.of(importer.who(), exporter);
        int granted = ((mode >> fitting.shift) & 06) << 6;
        return Optional.of(
                "process %d is %s; %s grants that class %s, and %s was asked for: %s"
                        .formatted(
                                process,
                                fitting.words,
                                entry.map(one -> "list entry 0%03o".formatted(one.permission()))
                                        .orElse("the default mode 0%03o".formatted(mode)),
                                mode(granted),
                                mode(connect.permission()),
                                Permission.covers(granted, connect.permission())
                                        ? "granted"
                                        : "denied"));
    }

    private static String mode(int permission) {
        return switch (permission) {
            case Permission.NONE -> "nothing";
            case Permission.READ -> "READ";
            case Permission.WRITE -> "WRITE";
            case Permission.READ_WRITE -> "READ and WRITE";
            default -> "0%03o".formatted(permission);
        };
    }

    /** The class that an importer is of, and how it came to be. */
    private record Class(int shift, String words) {
        static Class of(Credentials importer, Credentials exporter) {
            if (importer.uid() == exporter.uid()) {
                return new Class(6, "the owner, user " + Integer.toUnsignedString(exporter.uid()));
            }
            String group = "group " + Integer.toUnsignedString(exporter.gid());
            if (importer.gid() == exporter.gid()) {
                return new Class(3, "a member of " + group);
            }
            return importer.groups().contains(exporter.gid())
                    ? new Class(3, "a member of " + group + " by a supplementary group")
                    : new Class(0, "neither the owner nor a member of " + group);
        }
    }
}
