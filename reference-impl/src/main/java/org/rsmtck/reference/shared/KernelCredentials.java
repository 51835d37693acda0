package org.rsmtck.reference.shared;

import org.rsmtck.api.Credentials;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Who a process is to the kernel. */
public final class KernelCredentials {
    private static final String UMASK = "Umask:";

    private KernelCredentials() {}

    /** The ids, supplementary groups and umask of this process. */
    public static Credentials ofThisProcess() {
        TreeSet<Integer> groups =
                Arrays.stream(Posix.getgroups())
                        .boxed()
                        .collect(Collectors.toCollection(TreeSet::new));
        return new Credentials(
                Posix.geteuid(), Posix.getegid(), Posix.getuid(), Posix.getgid(), groups, umask());
    }

    /** The kernel tells the umask without changing it only here. */
    private static int umask() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith(UMASK)) {
                    return Integer.parseInt(line.substring(UMASK.length()).strip(), 8);
                }
            }
            throw new IllegalStateException("/proc/self/status names no umask");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
