package org.rsmtck.kit.cli;

import org.rsmtck.api.Fabric;

import picocli.CommandLine.Option;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Which implementation a command is about. */
final class TargetOptions {
    @Option(
            names = "--implementation",
            paramLabel = "CLASS",
            description =
                    "The class that implements org.rsmtck.api.Fabric. Default: the one that the"
                            + " class path provides as a service, or else the bundled reference"
                            + " implementation.")
    private String implementation;

    @Option(
            names = "--classpath",
            paramLabel = "PATH",
            description = "Jars and folders to find the class in, separated as in a class path.")
    private String classpath;

    /** The options as they were given, for a command line that names the same target. */
    String asGiven() {
        return (implementation == null ? "" : " --implementation " + implementation)
                + (classpath == null ? "" : " --classpath " + classpath);
    }

    /** Where to find the class, besides the class path of the kit; may be empty. */
    String classpath() {
        return classpath == null ? "" : classpath;
    }

    /** The implementation, ready to open fabrics. */
    Fabric fabric() {
        ClassLoader loader = loader();
        return implementation == null ? provided(loader) : named(loader);
    }

    private ClassLoader loader() {
        ClassLoader own = TargetOptions.class.getClassLoader();
        if (classpath == null) {
            return own;
        }
        List<URL> urls = new ArrayList<>();
        for (String entry : classpath.split(File.pathSeparator)) {
            Path path = Path.of(entry);
            if (!Files.exists(path)) {
                throw new Misuse("--classpath names " + path + ", which is not there");
            }
            try {
                urls.add(path.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalStateException(path + " has no URL", e);
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), own);
    }

    private Fabric provided(ClassLoader loader) {
        List<Fabric> fabrics =
                ServiceLoader.load(Fabric.class, loader).stream()
                        .map(ServiceLoader.Provider::get)
                        .filter(fabric ->
                                classpath == null || fabric.getClass().getClassLoader() == loader)
                        .toList();
        if (fabrics.size() != 1) {
            throw new Misuse(
                    "the class path provides "
                            + fabrics.size()
                            + " implementations as a service; name one with --implementation"
                            + " CLASS");
        }
        return fabrics.getFirst();
    }

    private Fabric named(ClassLoader loader) {
        try {
            Object made = loader.loadClass(implementation).getConstructor().newInstance();
            if (made instanceof Fabric fabric) {
                return fabric;
            }
            throw new Misuse(implementation + " does not implement " + Fabric.class.getName());
        } catch (ClassNotFoundException e) {
            throw new Misuse(
                    "the class "
                            + implementation
                            + " is not on the class path; add where it is with"
                            + " --classpath PATH");
        } catch (NoSuchMethodException e) {
            throw new Misuse(
                    implementation + " has no public constructor without parameters; add one");
        } catch (InvocationTargetException e) {
            throw new Misuse("the constructor of " + implementation + " threw " + e.getCause());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new Misuse(implementation + " cannot be made: " + e);
        }
    }
}
