package org.rsmtck.kit.agent;

import org.rsmtck.api.Call;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The classes that an agent consists of. Once no descriptor is left, a class that is a file of its
 * own can be loaded no more; so all of them are loaded before.
 */
final class OwnClasses {
    private static final List<String> PACKAGES =
            List.of(
                    "org/rsmtck/api",
                    "org/rsmtck/wire",
                    "org/rsmtck/kit/agent",
                    "org/rsmtck/kit/library");
    private static final String END = ".class";
    private static boolean areLoaded;

    private OwnClasses() {}

    static synchronized void load() {
        if (!areLoaded) {
            Stream.of(OwnClasses.class, Call.class).map(OwnClasses::home).forEach(OwnClasses::load);
            areLoaded = true;
        }
    }

    private static Path home(Class<?> of) {
        try {
            return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(of + " is at no path", e);
        }
    }

    /** An archive is open already, as a class of it has been loaded. */
    private static void load(Path home) {
        for (String name : PACKAGES) {
            Path folder = home.resolve(name);
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    files.map(file -> home.relativize(file).toString())
                            .filter(file -> file.endsWith(END))
                            .forEach(OwnClasses::loadClass);
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot list " + folder, e);
                }
            }
        }
    }

    private static void loadClass(String file) {
        String name = file.substring(0, file.length() - END.length()).replace('/', '.');
        if (name.endsWith("-info")) {
            return;
        }
        try {
            Class.forName(name, true, OwnClasses.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(file + " is a class of the agent", e);
        }
    }
}
