import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes a hash of all sources that a plan depends on, without their comments and white space:
 * {@code PlanSources.java FILE SOURCES...}, where each of the sources is a file or a folder.
 */
public final class PlanSources {
    /** A text, which is kept, or what is not. */
    private static final Pattern TEXT_OR_SPACE =
            Pattern.compile(
                    "(\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*')"
                            + "|/\\*(?s:.*?)\\*/|//[^\\n]*|\\s+");

    public static void main(String[] args) throws IOException, NoSuchAlgorithmException {
        MessageDigest hash = MessageDigest.getInstance("SHA-256");
        for (String sources : List.of(args).subList(1, args.length)) {
            for (Path file : files(Path.of(sources))) {
                String text = file.getFileName() + "\n" + Files.readString(file);
                String kept =
                        TEXT_OR_SPACE
                                .matcher(text)
                                .replaceAll(found -> found.group(1) == null ? "" : "$1");
                hash.update(kept.getBytes(StandardCharsets.UTF_8));
            }
        }
        Path file = Path.of(args[0]);
        Files.createDirectories(file.getParent());
        Files.writeString(file, HexFormat.of().formatHex(hash.digest()) + "\n");
    }

    private static List<Path> files(Path sources) throws IOException {
        try (Stream<Path> all = Files.walk(sources)) {
            return all.filter(path -> path.toString().endsWith(".java")).sorted().toList();
        }
    }
}
