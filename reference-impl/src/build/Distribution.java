import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes what runs with a JDK and nothing else: {@code Distribution.java ROOT VERSION TIME DIST
 * ZIP}. The launcher, the jars of {@code DIST/lib}, the agent's source, both examples, the
 * documents with the schemas, and the licences. The same inputs give the same bytes.
 */
public final class Distribution {
    private static final String EXECUTABLE = "rwxr-xr-x";
    private static final String PLAIN = "rw-r--r--";

    private final Path root;
    private final Path dist;
    private final Path top;
    private final FileTime time;

    private Distribution(Path root, Path dist, Path top, FileTime time) {
        this.root = root;
        this.dist = dist;
        this.top = top;
        this.time = time;
    }

    public static void main(String[] args) throws IOException {
        if (args.length != 5) {
            System.err.println("usage: Distribution.java ROOT VERSION TIME DIST ZIP");
            System.exit(2);
        }
        Path zip = Path.of(args[4]).toAbsolutePath();
        Files.deleteIfExists(zip);
        URI uri = URI.create("jar:" + zip.toUri());
        Map<String, ?> how = Map.of("create", "true", "enablePosixFileAttributes", "true");
        try (FileSystem files = FileSystems.newFileSystem(uri, how)) {
            new Distribution(
                            Path.of(args[0]),
                            Path.of(args[3]),
                            files.getPath("/rsm-tck-" + args[1]),
                            FileTime.from(Instant.parse(args[2])))
                    .write();
        }
    }

    private void write() throws IOException {
        add(root.resolve("rsm-tck"), "rsm-tck", EXECUTABLE);
        for (String file : List.of("README.md", "LICENSE", "CHANGELOG.md", "SECURITY.md")) {
            add(root.resolve(file), file, PLAIN);
        }
        for (String folder : List.of("docs", "tck/agent", "tck/example", "tck/example-native")) {
            addAll(folder);
        }
        add(dist.resolve("class-path"), "class-path", PLAIN);
        List<String> licences = licences();
        for (Path jar : listed(dist.resolve("lib"))) {
            String name = jar.getFileName().toString();
            if (licences.stream().noneMatch(line -> name.startsWith(line.split(" \\| ")[0]))) {
                throw new IllegalStateException(
                        "licences.txt does not say under what " + name + " is");
            }
            add(jar, "lib/" + name, PLAIN);
            addLicencesOf(jar, name);
        }
        add(licencesFile(), "licences/README.txt", PLAIN);
    }

    private Path licencesFile() {
        return root.resolve("reference-impl/src/build/licences.txt");
    }

    private List<String> licences() throws IOException {
        return Files.readAllLines(licencesFile()).stream()
                .filter(line -> line.contains(" | "))
                .toList();
    }

    /** Folders of builds are left out. */
    private void addAll(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve(folder))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = root.relativize(file).toString();
                if (!name.matches(".*/(target|build)/.*")) {
                    add(file, name, Files.isExecutable(file) ? EXECUTABLE : PLAIN);
                }
            }
        }
    }

    private void addLicencesOf(Path jar, String name) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(jar)) {
            for (Path folder : List.of(files.getPath("/"), files.getPath("/META-INF"))) {
                for (Path file : Files.isDirectory(folder) ? listed(folder) : List.<Path>of()) {
                    String text = file.getFileName().toString();
                    if (text.matches("(?i).*(LICENSE|NOTICE).*") && Files.isRegularFile(file)) {
                        add(file, "licences/" + name.replaceAll("\\.jar$", "") + "/" + text, PLAIN);
                    }
                }
            }
        }
    }

    private static List<Path> listed(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(
                    files.filter(file -> file.getFileName() != null).sorted().toList());
        }
    }

    private void add(Path file, String name, String mode) throws IOException {
        Path target = top.resolve(name);
        Files.createDirectories(target.getParent());
        Files.write(target, Files.readAllBytes(file));
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(mode));
        Files.setLastModifiedTime(target, time);
    }
}
