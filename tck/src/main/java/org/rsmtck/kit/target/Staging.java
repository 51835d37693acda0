package org.rsmtck.kit.target;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes files readable for agents that run as other users: one that lies where only its owner can
 * go is copied to a folder that is removed when this JVM ends. Nobody can list that, nor guess its
 * name, nor change what is in it.
 */
final class Staging {
    private static final Set<PosixFilePermission> FOLDER =
            PosixFilePermissions.fromString("rwx--x--x");
    private static final Set<PosixFilePermission> FILE =
            PosixFilePermissions.fromString("r--r--r--");
    private static final Map<Path, Path> COPIES = new HashMap<>();
    private static @Nullable Path folder;

    private Staging() {}

    /** The file or folder itself, or a copy of it that everybody can read. */
    static synchronized Path readable(Path path) {
        Path real = path.toAbsolutePath().normalize();
        return isReadableForAll(real) ? real : COPIES.computeIfAbsent(real, Staging::copied);
    }

    private static boolean isReadableForAll(Path path) {
        try {
            boolean isReadable =
                    Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ);
            for (Path above = path.getParent();
                    isReadable && above != null;
                    above = above.getParent()) {
                isReadable =
                        Files.getPosixFilePermissions(above)
                                .contains(PosixFilePermission.OTHERS_EXECUTE);
            }
            return isReadable;
        } catch (IOException | UnsupportedOperationException e) {
            return true;
        }
    }

    private static Path copied(Path path) {
        try {
            if (folder == null) {
                Path made = Files.createTempDirectory("rsm-tck-agent-");
                folder = made;
                Files.setPosixFilePermissions(made, FOLDER);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(made)));
            }
            Path root = Files.createDirectory(folder.resolve(Integer.toString(COPIES.size())));
            Path copy = root.resolve(path.getFileName());
            for (Path source : tree(path)) {
                Path target = copy.resolve(path.relativize(source));
                Files.copy(source, target);
                Files.setPosixFilePermissions(target, Files.isDirectory(target) ? FOLDER : FILE);
            }
            Files.setPosixFilePermissions(root, FOLDER);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + path + " for agents to read", e);
        }
    }

    private static List<Path> tree(Path path) throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            return new ArrayList<>(all.toList());
        }
    }

    private static void remove(Path root) {
        try {
            List<Path> all = tree(root);
            all.sort(Comparator.reverseOrder());
            for (Path path : all) {
                Files.delete(path);
            }
        } catch (IOException e) {
            System.err.println("rsm-tck: " + root + " could not be removed: " + e.getMessage());
        }
    }
}
