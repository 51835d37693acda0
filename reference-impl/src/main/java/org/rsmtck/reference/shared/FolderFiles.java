package org.rsmtck.reference.shared;

import org.jspecify.annotations.Nullable;

import java.io.File;
import java.util.OptionalInt;

/** The files of a fabric's folder, by their names. Any thread may use it. */
final class FolderFiles {
    private static final int PRIVATE = 0700;

    private final String path;
    private final Descriptor folder;
    private volatile boolean hasExporters;

    /** For an open folder, which its owner closes. */
    FolderFiles(String path, Descriptor folder) {
        this.path = path;
        this.folder = folder;
    }

    /** Whether this process has put a ledger into the folder. */
    boolean hasExporters() {
        return hasExporters;
    }

    /** Removes a folder with all that is in it. */
    static void remove(String path, Descriptor folder) {
        String exporters = path + "/" + Names.EXPORTERS;
        for (String name : names(exporters)) {
            Posix.unlinkat(folder.number(), Names.EXPORTERS + "/" + name);
        }
        Posix.rmdir(exporters);
        for (String name : names(path)) {
            Posix.unlinkat(folder.number(), name);
        }
        Posix.rmdir(path);
    }

    /** The names of the exporters' ledgers. */
    String[] ledgers() {
        return names(path + "/" + Names.EXPORTERS);
    }

    private static String[] names(String path) {
        String[] names = new File(path).list();
        return names == null ? new String[0] : names;
    }

    /** Gives a nameless ledger its name; false if the name is taken. */
    boolean linkLedger(Descriptor file, long exporter) {
        hasExporters = true;
        String name = Names.ledger(exporter);
        int answer = Posix.linkOpenFile(file.number(), folder.number(), name);
        if (answer == -Posix.ENOENT) {
            Posix.mkdir(path + "/" + Names.EXPORTERS, PRIVATE);
            return link(file, name);
        }
        return isMade(answer, name);
    }

    /** Gives the card at the place a name, in one step; false if the name is taken. */
    boolean linkPlace(Place place, String name) {
        return isMade(Posix.symlinkat(place.text(), folder.number(), name), name);
    }

    /** Gives a symbolic link of the folder to another user, if this process may. */
    void give(String name, int uid, int gid) {
        Posix.chownLink(folder.number(), name, uid, gid);
    }

    private static boolean isMade(int answer, String name) {
        if (answer < 0 && answer != -Posix.EEXIST) {
            throw SystemCallException.of("making " + name, answer);
        }
        return answer == 0;
    }

    /** What a symbolic link of the folder says; null where there is nothing of that name. */
    @Nullable String readLink(String name) {
        return Posix.readlinkat(folder.number(), name);
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

    /**
     * A fresh empty file that has no name yet, and goes with its descriptor if it never gets one.
     */
    Descriptor openNameless(int mode) {
        return openNameless(folder, mode);
    }

    /** Gives a nameless file its name; false if the name is taken. */
    boolean link(Descriptor file, String name) {
        return isMade(Posix.linkOpenFile(file.number(), folder.number(), name), name);
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

    static int openInside(Descriptor folder, String name, int flags) {
        return openInside(folder, name, flags, 0);
    }

    static int openInside(Descriptor folder, String name, int flags, int mode) {
        int all = flags | Posix.O_CLOEXEC | Posix.O_NOFOLLOW;
        return Posix.openat(folder.number(), name, all, mode);
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
