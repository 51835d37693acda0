package org.rsmtck.kit.cli;

import static java.util.Objects.requireNonNull;

import org.rsmtck.explore.Scope;
import org.rsmtck.explore.Worlds;
import org.rsmtck.kit.explore.GraphFile;
import org.rsmtck.kit.explore.TooManyStatesException;
import org.rsmtck.kit.explore.WalkFile;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;
import org.rsmtck.reports.picture.LifePicture;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What {@code explore} writes in place of what it says: pictures, a graph, a page to walk in. */
final class Drawing {
    private static final long PAGE_SIZE = 4096;

    private final Profile profile;
    private final PrintWriter print;

    Drawing(Profile profile, PrintWriter print) {
        this.profile = profile;
        this.print = print;
    }

    void pictures(Optional<Path> folder) throws IOException {
        if (folder.isPresent()) {
            Files.createDirectories(folder.get());
            for (LifePicture picture : LifePicture.values()) {
                Path file = folder.get().resolve(picture.fileName());
                Files.writeString(file, picture.svg(profile));
                print.println(Home.shortest(file) + ", by profile " + profile.name());
            }
            print.flush();
        }
    }

    void graph(Optional<Path> file, List<String> names) throws IOException {
        if (file.isPresent()) {
            Worlds worlds = worlds("--json writes the graph", names);
            GraphFile graph = small(() -> GraphFile.of(worlds, profile.name()));
            try (Writer out = Files.newBufferedWriter(file.get())) {
                graph.write(out);
            }
            tell(file.get(), graph.states(), worlds);
        }
    }

    void walk(Optional<Path> file, List<String> names) throws IOException {
        if (file.isPresent()) {
            Worlds worlds = worlds("--html writes a page to walk in", names);
            WalkFile walk = small(() -> WalkFile.of(worlds, profile.name()));
            Files.writeString(file.get(), walk.html());
            tell(file.get(), walk.states(), worlds);
        }
    }

    private Worlds worlds(String what, List<String> names) {
        if (names.size() != 1) {
            throw new MisuseException(
                    what
                            + " of one scope, and "
                            + names.size()
                            + " were named; add one --scope NAME");
        }
        Scope scope = ScopeArgument.scope(names.getFirst());
        return new Worlds(Pages.model(profile), profile.readings().getFirst(), scope, PAGE_SIZE);
    }

    private static <T> T small(Supplier<T> search) {
        try {
            return search.get();
        } catch (TooManyStatesException e) {
            throw new MisuseException(requireNonNull(e.getMessage()));
        }
    }

    private void tell(Path file, int states, Worlds worlds) {
        print.printf(
                "%s: %,d states of scope %s%n", Home.shortest(file), states, worlds.scope().name());
        print.flush();
    }
}
