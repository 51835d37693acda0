package org.rsmtck.reference.shared;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Event;
import org.rsmtck.api.Topology;

import java.io.File;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * The folder that the processes of one fabric share, on one machine and without a daemon.
 *
 * <p>It holds the file {@code fabric} (the topology, and what of it works), the file {@code
 * commons} (counters that all may write), and two files for each publication: the card, {@code
 * <node>.<segment id in hexadecimal>}, and the memory, {@code <16 hexadecimal digits>.memory}. Put
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

    private final String path;
    private final Descriptor folder;
    private final FabricState state;
    private final @Nullable Descriptor creator;
    private boolean isClosed;

    /**
     * Takes charge of all of them; {@code creator} is the file that the creator holds a lock on, or
     * null.
     */
    FabricFolder(String path, Descriptor folder, FabricState state, @Nullable Descriptor creator) {
        this.path = path;
        this.folder = folder;
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
        Descriptor folder = openFolder(name);
        try {
            int fd = openInside(folder, FabricState.NAME, Posix.O_RDWR);
            boolean isWritable = fd >= 0;
            if (fd == -Posix.EACCES) {
                fd = openInside(folder, FabricState.NAME, Posix.O_RDONLY);
            }
            if (fd == -Posix.ENOENT) {
                throw new IllegalArgumentException(
                        name + " holds no fabric; FabricFolder.create makes one");
            } else if (fd < 0) {
                throw SystemCallException.of("openat(" + FabricState.NAME + ")", fd);
            }
            try (Descriptor file = new Descriptor(fd)) {
                return new FabricFolder(name, folder, FabricState.map(file, isWritable), null);
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
            remove(path, folder);
            close();
        }
    }

    /** Removes a folder that nobody uses. */
    static void remove(Path path) {
        String name = path.toAbsolutePath().toString();
        try (Descriptor folder = openFolder(name)) {
            remove(name, folder);
        }
    }

    static void remove(String path, Descriptor folder) {
        String[] names = new File(path).list();
        if (names != null) {
            for (String name : names) {
                Posix.unlinkat(folder.number(), name);
            }
        }
        Posix.rmdir(path);
    }

    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        state.close();
        if (creator != null) {
            creator.close();
        }
        folder.close();
    }

    FabricState state() {
        return state;
    }

    /** The names of all files in the folder. */
    String[] names() {
        String[] names = new File(path).list();
        return names == null ? new String[0] : names;
    }

    /**
     * Opens a file of the folder for reading; empty where there is none of that name, or it may not
     * be read.
     */
    OptionalInt openForReading(String name) {
        int fd = openInside(folder, name, Posix.O_RDONLY);
        if (fd >= 0) {
            return OptionalInt.of(fd);
        } else if (fd == -Posix.ENOENT || fd == -Posix.EACCES) {
            return OptionalInt.empty();
        }
        throw SystemCallException.of("openat(" + name + ")", fd);
    }

    /**
     * Opens a file of the folder: its descriptor, or the error number negated where that is ENOENT
     * or EACCES.
     */
    int open(String name, boolean isWritable) {
        int fd = openInside(folder, name, isWritable ? Posix.O_RDWR : Posix.O_RDONLY);
        if (fd < 0 && fd != -Posix.ENOENT && fd != -Posix.EACCES) {
            throw SystemCallException.of("openat(" + name + ")", fd);
        }
        return fd;
    }

    Descriptor openCommons() {
        int fd = openInside(folder, SharedCounters.NAME, Posix.O_RDWR);
        if (fd < 0) {
            throw SystemCallException.of("openat(" + SharedCounters.NAME + ")", fd);
        }
        return new Descriptor(fd);
    }

    /**
     * A fresh empty file that has no name yet, and goes with its descriptor if it never gets one.
     */
    Descriptor openNameless(int mode) {
        return openNameless(folder, mode);
    }

    /** Gives a nameless file its name; false if the name is taken. */
    boolean link(Descriptor file, String name) {
        int answer = Posix.linkOpenFile(file.number(), folder.number(), name);
        if (answer < 0 && answer != -Posix.EEXIST) {
            throw SystemCallException.of("linkat(" + name + ")", answer);
        }
        return answer == 0;
    }

    /** Takes a name away, if it is there and this process may. */
    void unlink(String name) {
        Posix.unlinkat(folder.number(), name);
    }

    static Descriptor openFolder(String path) {
        int flags = Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_CLOEXEC;
        int fd = Posix.openat(Posix.AT_FDCWD, path, flags, 0);
        if (fd == -Posix.ENOENT) {
            throw new IllegalArgumentException("there is no folder " + path);
        } else if (fd < 0) {
            throw SystemCallException.of("openat(" + path + ")", fd);
        }
        return new Descriptor(fd);
    }

    private static int openInside(Descriptor folder, String name, int flags) {
        return Posix.openat(folder.number(), name, flags | Posix.O_CLOEXEC | Posix.O_NOFOLLOW, 0);
    }

    static Descriptor openNameless(Descriptor folder, int mode) {
        int fd =
                Posix.openat(
                        folder.number(),
                        ".",
                        Posix.O_RDWR | Posix.O_TMPFILE | Posix.O_CLOEXEC,
                        mode);
        if (fd < 0) {
            throw SystemCallException.of("openat(O_TMPFILE)", fd);
        }
        return new Descriptor(fd);
    }
}
