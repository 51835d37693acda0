package org.rsmtck.reference.shared;

import org.rsmtck.api.Topology;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/**
 * Making a fabric folder. The file {@code fabric} gets its name last: a folder without it holds no
 * fabric yet.
 */
final class Creation {
    private static final int PRIVATE = 0700;

    /** Anybody adds files, and takes away none but his own. */
    private static final int EVERYONE = 01777;

    private static final int READABLE = 0644;
    private static final int WRITABLE = 0666;

    private Creation() {}

    /** See {@link FabricFolder#create}. */
    static FabricFolder create(Path path, Topology topology, Identities identities) {
        TopologyRules.check(topology);
        String name = path.toString();
        int made = Posix.mkdir(name, PRIVATE);
        if (made < 0 && made != -Posix.EEXIST) {
            throw SystemCallException.of("mkdir(" + name + ")", made);
        }
        boolean isNew = made == 0;
        Descriptor folder = FolderFiles.openFolder(name);
        try {
            boolean isShared = identities == Identities.KERNEL;
            if (isNew && isShared) {
                folder.mode(EVERYONE);
            }
            if (isShared) {
                makeShared(name, folder);
            }
            return makeFabric(name, folder, topology, identities);
        } catch (RuntimeException e) {
            if (isNew) {
                FolderFiles.remove(name, folder);
            }
            folder.close();
            throw e;
        }
    }

    /** Makes what several users write: what one of them made, his umask would keep others from. */
    private static void makeShared(String name, Descriptor folder) {
        int flags = Posix.O_RDWR | Posix.O_CREAT | Posix.O_CLOEXEC;
        int fd = Posix.openat(folder.number(), SharedCounters.NAME, flags, WRITABLE);
        if (fd < 0) {
            throw SystemCallException.of("openat(" + SharedCounters.NAME + ")", fd);
        }
        try (Descriptor commons = new Descriptor(fd)) {
            commons.resize(SharedCounters.LENGTH);
            commons.mode(WRITABLE);
        }
        String exporters = name + "/" + Names.EXPORTERS;
        int made = Posix.mkdir(exporters, PRIVATE);
        if (made < 0 && made != -Posix.EEXIST) {
            throw SystemCallException.of("mkdir(" + exporters + ")", made);
        }
        try (Descriptor inside = FolderFiles.openFolder(exporters)) {
            inside.mode(EVERYONE);
        }
    }

    private static FabricFolder makeFabric(
            String name, Descriptor folder, Topology topology, Identities identities) {
        byte[] contents = FabricState.contents(topology, identities);
        Descriptor file = FolderFiles.openNameless(folder, READABLE);
        FabricState state = null;
        try {
            try (Arena arena = Arena.ofConfined()) {
                file.write(arena.allocateFrom(ValueLayout.JAVA_BYTE, contents));
            }
            if (identities == Identities.KERNEL) {
                file.mode(READABLE);
            }
            file.share(FabricFolder.CREATOR_LOCK);
            state = FabricState.map(file, contents.length, true);
            int linked = Posix.linkOpenFile(file.number(), folder.number(), FabricState.NAME);
            if (linked == -Posix.EEXIST) {
                throw new IllegalStateException(name + " holds a fabric already");
            } else if (linked < 0) {
                throw SystemCallException.of("linkat(" + FabricState.NAME + ")", linked);
            }
            return new FabricFolder(name, folder, state, file);
        } catch (RuntimeException e) {
            if (state != null) {
                state.close();
            }
            file.close();
            throw e;
        }
    }
}
