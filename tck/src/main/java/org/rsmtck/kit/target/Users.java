package org.rsmtck.kit.target;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How a superuser starts a process as somebody else. */
final class Users {
    private static final String SETPRIV = "setpriv";

    private Users() {}

    /**
     * The prefix of a command that runs as the user of the words in braces; empty if this user
     * cannot be another, or the system lacks the tool.
     */
    static List<String> prefix() {
        if (!isSuperuser() || find(SETPRIV).isEmpty()) {
            return List.of();
        }
        return List.of(
                SETPRIV,
                "--ruid={real_uid}",
                "--euid={uid}",
                "--rgid={real_gid}",
                "--egid={gid}",
                "--groups={groups}",
                "--inh-caps=-all");
    }

    private static boolean isSuperuser() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static Optional<File> find(String tool) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> new File(folder, tool))
                .filter(File::canExecute)
                .findFirst();
    }
}
