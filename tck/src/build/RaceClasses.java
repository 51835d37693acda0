import org.rsmtck.kit.races.RaceList;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Writes a class for every race, and compiles it with the processor of jcstress, whose own output
 * no warning flags would let pass: {@code RaceClasses.java SOURCES CLASSES}, with what is compiled
 * so far on the class path.
 */
public final class RaceClasses {
    private static final String PACKAGE = "org.rsmtck.kit.races.generated";

    private static final String TEMPLATE =
            """
            package %1$s;

            import org.openjdk.jcstress.annotations.*;
            import org.openjdk.jcstress.infra.results.L_Result;
            import org.rsmtck.kit.races.RaceTrial;

            /** Judged afterwards, from what was recorded. */
            @JCStressTest
            @Outcome(id = ".*", expect = Expect.ACCEPTABLE)
            @State
            public class %2$s {
                private final RaceTrial trial = new RaceTrial("%2$s");

                @Actor
                public void first() {
                    trial.first();
                }

                @Actor
                public void second() {
                    trial.second();
                }

                @Arbiter
                public void arbiter(L_Result result) {
                    result.r1 = trial.outcome();
                }
            }
            """;

    public static void main(String[] args) throws IOException {
        Path sources = Path.of(args[0]).resolve(PACKAGE.replace('.', '/'));
        Files.createDirectories(sources);
        List<Path> files = new ArrayList<>();
        for (String name : RaceList.names()) {
            Path file = sources.resolve(name + ".java");
            Files.writeString(file, TEMPLATE.formatted(PACKAGE, name));
            files.add(file);
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options =
                List.of(
                        "-proc:full",
                        "-processor",
                        "org.openjdk.jcstress.infra.processors.JCStressTestProcessor",
                        "-nowarn",
                        "-s",
                        args[0],
                        "-d",
                        args[1],
                        "-cp",
                        System.getProperty("java.class.path"));
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            boolean isDone =
                    compiler.getTask(
                                    null,
                                    manager,
                                    null,
                                    options,
                                    null,
                                    manager.getJavaFileObjectsFromPaths(files))
                            .call();
            if (!isDone) {
                System.exit(1);
            }
        }
    }
}
