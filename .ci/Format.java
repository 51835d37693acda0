import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks or fixes the formatting of every Java file of the tree: {@code Format.java check|fix}, run
 * from the root with google-java-format on the class path.
 */
public final class Format {
    private static final Formatter FORMATTER =
            new Formatter(JavaFormatterOptions.builder().style(Style.AOSP).build());

    private record Source(Path path, String text, String formatted) {
        static Source read(Path path) {
            try {
                String text = Files.readString(path);
                return new Source(path, text, FORMATTER.formatSourceAndFixImports(text));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (FormatterException e) {
                throw new IllegalStateException(path + ": " + e.getMessage(), e);
            }
        }

        boolean differs() {
            return !text.equals(formatted);
        }

        void fix() throws IOException {
            Files.writeString(path, formatted);
        }
    }

    public static void main(String[] args) throws IOException {
        String mode = args.length == 1 ? args[0] : "";
        if (!mode.equals("check") && !mode.equals("fix")) {
            System.err.println("usage: Format.java check|fix");
            System.exit(2);
        }
        List<Source> differing =
                javaFiles().parallelStream().map(Source::read).filter(Source::differs).toList();
        for (Source source : differing) {
            if (mode.equals("fix")) {
                source.fix();
                System.out.println("formatted " + source.path());
            } else {
                System.err.println("not formatted: " + source.path());
            }
        }
        if (mode.equals("check") && !differing.isEmpty()) {
            System.err.println("run .ci/format");
            System.exit(1);
        }
    }

    private static List<Path> javaFiles() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of(""))) {
            return sources.filter(Format::isOurs).sorted().toList();
        }
    }

    private static boolean isOurs(Path path) {
        boolean inSources = path.getNameCount() > 2 && path.getName(1).toString().equals("src");
        return (inSources || path.startsWith(".ci")) && path.toString().endsWith(".java");
    }
}
