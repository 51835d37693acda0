package org.rsmtck.kit.cli;

import static java.util.Objects.requireNonNull;

import org.rsmtck.explore.Scope;
import org.rsmtck.explore.Worlds;
import org.rsmtck.kit.explore.GraphFile;
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

/** What {@code explore} writes in place of what it says: pictures, and a graph. */
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
        if (file.isEmpty()) {
            return;
        }
        if (names.size() != 1) {
            throw new MisuseException(
                    "--json writes the graph of one scope, and "
                            + names.size()
                            + " were named; add one --scope NAME");
        }
        Scope scope = ScopeArgument.scope(names.getFirst());
        Worlds worlds =
                new Worlds(Pages.model(profile), profile.readings().getFirst(), scope, PAGE_SIZE);
        GraphFile graph;
        try {
            graph = GraphFile.of(worlds, profile.name());
        } catch (GraphFile.TooManyStatesException e) {
            throw new MisuseException(requireNonNull(e.getMessage()));
        }
        try (Writer out = Files.newBufferedWriter(file.get())) {
            graph.write(out);
        }
        print.printf(
                "%s: %,d states of scope %s%n",
                Home.shortest(file.get()), graph.states(), scope.name());
        print.flush();
    }
}
