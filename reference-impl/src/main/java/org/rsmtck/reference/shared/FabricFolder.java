package org.rsmtck.reference.shared;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Event;
import org.rsmtck.api.Topology;

import java.nio.file.Path;

/**
 * The folder that the processes of one fabric share, on one machine and without a daemon.
 *
 * <p>It holds the file {@code fabric} (the topology, and what of it works), the file {@code
 * commons} (counters that all may write), and in the folder {@code exporters} a ledger for each
 * exporter, with the cards of what it has published. A publication has a symbolic link, {@code
 * <node>.<segment id in hexadecimal>}, that says where its card is, and the file of its memory. Put
 * it on shared memory ({@code /dev/shm}): the file system has to know nameless files (O_TMPFILE),
 * as tmpfs, ext4, xfs and btrfs do.
 *
 * <p>Instances may be used from any thread.
 */
public final class FabricFolder implements AutoCloseable {
    /**
     * The byte of the file {@code fabric} that whoever created the fabric shares a lock on while it
     * is open.
     */
    static final long CREATOR_LOCK = 0;

    private static final long HOUR_MILLIS = 3_600_000;
    private static final int OWNER_ONLY = 0600;

    private final String path;
    private final Descriptor folder;
    private final FabricState state;
    private final @Nullable Descriptor creator;
    private final FolderFiles files;
    private final Exporters exporters;
    private boolean isClosed;

    // Opened by the first who needs it: most processes that only import never do.
    private volatile @Nullable SharedCounters commons;

    /**
     * Takes charge of all of them; {@code creator} is the file that the creator holds a lock on, or
     * null.
     */
    FabricFolder(String path, Descriptor folder, FabricState state, @Nullable Descriptor creator) {
        this.path = path;
        this.folder = folder;
        this.files = new FolderFiles(path, folder);
        this.exporters = new Exporters(files);
        this.state = state;
        this.creator = creator;
    }

    /**
     * Makes a fabric in which everything works and nothing is published.
     *
     * @param path a folder that does not exist yet, in one that does, or one that holds no fabric.
     *     A new one admits its owner alone under {@link Identities#DECLARED} and every user under
     *     {@link Identities#KERNEL}
     * @throws IllegalArgumentException if the topology has a link between controllers that it does
     *     not have, or a node id that is not from 1 to 63
     * @throws IllegalStateException if the folder holds a fabric already
     */
    public static FabricFolder create(Path path, Topology topology, Identities identities) {
        return Creation.create(path.toAbsolutePath(), topology, identities);
    }

    /**
     * Opens a fabric that someone created.
     *
     * @throws IllegalArgumentException if the folder holds no fabric
     */
    public static FabricFolder open(Path path) {
        String name = path.toAbsolutePath().toString();
        Descriptor folder = FolderFiles.openFolder(name);
        try {
            int fd = FolderFiles.openInside(folder, FabricState.NAME, Posix.O_RDWR);
            boolean isWritable = fd >= 0;
            if (fd == -Posix.EACCES) {
                fd = FolderFiles.openInside(folder, FabricState.NAME, Posix.O_RDONLY);
            }
            if (fd == -Posix.ENOENT) {
                throw new IllegalArgumentException(
                        name + " holds no fabric; FabricFolder.create makes one");
            } else if (fd < 0) {
                throw SystemCallException.of("openat(" + FabricState.NAME + ")", fd);
            }
            try (Descriptor file = new Descriptor(fd)) {
                return new FabricFolder(
                        name, folder, FabricState.map(file, file.length(), isWritable), null);
            }
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /**
     * Whether whoever made the fabric of the folder is gone without removing it. A folder without a
     * fabric may be one that is just being made, until it is an hour old.
     */
    static boolean isForsaken(Path path) {
        String file = path.resolve(FabricState.NAME).toAbsolutePath().toString();
        int flags = Posix.O_RDONLY | Posix.O_CLOEXEC | Posix.O_NOFOLLOW;
        int fd = Posix.openat(Posix.AT_FDCWD, file, flags, 0);
        if (fd < 0) {
            long age = System.currentTimeMillis() - path.toFile().lastModified();
            return fd == -Posix.ENOENT && age > HOUR_MILLIS;
        }
        try (Descriptor descriptor = new Descriptor(fd)) {
            return !descriptor.isHeldByOther(CREATOR_LOCK);
        }
    }

    /** Where the folder is. */
    public Path path() {
        return Path.of(path);
    }

    /** The shape of the fabric. */
    public Topology topology() {
        return state.topology();
    }

    /**
     * Brings an event about for all processes of the fabric: a node, a controller or a link fails
     * or comes back.
     *
     * @throws IllegalArgumentException if the event happens to a process, or the fabric has no such
     *     thing
     */
    public synchronized void apply(Event event) {
        if (isClosed) {
            throw new IllegalStateException("the fabric folder " + path + " is closed");
        }
        state.apply(event);
    }

    /**
     * Closes, and removes the folder with all that is in it; does nothing once closed. No process
     * may use the folder any more.
     */
    public synchronized void remove() {
        if (!isClosed) {
            Posix.unlinkat(folder.number(), FabricState.NAME);
            if (commons != null) {
                Posix.unlinkat(folder.number(), SharedCounters.NAME);
            }
            if (files.hasExporters()) {
                Posix.rmdir(path + "/" + Names.EXPORTERS);
            }
            if (Posix.rmdir(path) != 0) {
                // Others have put something there, or left it.
                FolderFiles.remove(path, folder);
            }
            close();
        }
    }

    /** Removes a folder that nobody uses. */
    static void remove(Path path) {
        String name = path.toAbsolutePath().toString();
        try (Descriptor folder = FolderFiles.openFolder(name)) {
            FolderFiles.remove(name, folder);
        }
    }

    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        exporters.close();
        SharedCounters opened = commons;
        if (opened != null) {
            opened.close();
        }
        state.close();
        if (creator != null) {
            creator.close();
        }
        folder.close();
    }

    FabricState state() {
        return state;
    }

    FolderFiles files() {
        return files;
    }

    Exporters exporters() {
        return exporters;
    }

    /** What all participants may write, mapped. */
    SharedCounters commons() {
        SharedCounters present = commons;
        if (present == null) {
            synchronized (exporters) {
                present = commons;
                if (present == null) {
                    present = new SharedCounters(openCommons());
                    commons = present;
                }
            }
        }
        return present;
    }

    /** Opens what all may write; where one user has the fabric to himself, the first makes it. */
    Descriptor openCommons() {
        boolean mayMake = state.identities() == Identities.DECLARED;
        int flags = mayMake ? Posix.O_RDWR | Posix.O_CREAT : Posix.O_RDWR;
        int fd = FolderFiles.openInside(folder, SharedCounters.NAME, flags, OWNER_ONLY);
        if (fd < 0) {
            throw SystemCallException.of("openat(" + SharedCounters.NAME + ")", fd);
        }
        Descriptor file = new Descriptor(fd);
        try {
            if (mayMake) {
                file.resize(SharedCounters.LENGTH);
            }
            return file;
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }
}
