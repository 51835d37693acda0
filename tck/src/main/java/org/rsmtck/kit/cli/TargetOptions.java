package org.rsmtck.kit.cli;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.SharedFabric;
import org.rsmtck.kit.target.TargetConfig;
import org.rsmtck.kit.target.VendorFile;

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
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Which implementation a command is about. */
final class TargetOptions {
    @Option(
            names = "--implementation",
            paramLabel = "CLASS",
            description =
                    "The class that implements org.rsmtck.api.Fabric. Default: the one that the"
                            + " class path provides as a service, or else the bundled reference"
                            + " implementation.")
    private @Nullable String implementation;

    @Option(
            names = "--classpath",
            paramLabel = "PATH",
            description = "Jars and folders to find the class in, separated as in a class path.")
    private @Nullable String classpath;

    @Option(
            names = "--agents",
            description =
                    "Give each participant a process of its own, as the user that it is to be where"
                            + " this one may be any. The class has to implement"
                            + " org.rsmtck.api.SharedFabric.")
    private boolean agents;

    @Option(
            names = "--library",
            paramLabel = "FILE",
            description =
                    "The native library that implements RSMAPI, bound through its C functions; each"
                            + " participant is a process of its own.")
    private @Nullable Path library;

    @Option(
            names = "--vendor",
            paramLabel = "FILE",
            description =
                    "A vendor file: how to reach an implementation on its nodes, as its users, and"
                            + " how to break and heal it.")
    private @Nullable Path vendor;

    /** The options as they were given, for a command line that names the same target. */
    String asGiven() {
        return (implementation == null ? "" : " --implementation " + Shell.quoted(implementation))
                + (classpath == null ? "" : " --classpath " + Shell.quoted(classpath))
                + (agents ? " --agents" : "")
                + (library == null ? "" : " --library " + Shell.quoted(library))
                + (vendor == null ? "" : " --vendor " + Shell.quoted(vendor));
    }

    /** The files that were named: what the implementation is loaded from, or how. */
    List<Path> files() {
        List<Path> files = new ArrayList<>();
        Stream.of(library, vendor).filter(Objects::nonNull).forEach(files::add);
        if (classpath != null) {
            Stream.of(classpath.split(File.pathSeparator)).map(Path::of).forEach(files::add);
        }
        return files;
    }

    /** Where to find the class, besides the class path of the kit; may be empty. */
    String classpath() {
        return classpath == null ? "" : classpath;
    }

    /** The implementation, ready to open fabrics. The caller closes it. */
    Target target() {
        requireOne();
        if (vendor != null) {
            return Target.behindAgents(VendorFile.read(vendor));
        }
        if (library != null) {
            requireFile(library);
            return Target.behindAgents(TargetConfig.ofLibrary(library));
        }
        if (agents) {
            return Target.behindAgents(TargetConfig.ofHosted(shared(fabric())));
        }
        return Target.of(fabric());
    }

    private void requireOne() {
        long ways = Stream.of(implementation, library, vendor).filter(Objects::nonNull).count();
        if (ways > 1) {
            throw new MisuseException(
                    "--implementation, --library and --vendor name different targets; give one of"
                            + " them");
        }
        if (library != null && classpath != null || vendor != null && classpath != null) {
            throw new MisuseException("--classpath is for a class; leave it out");
        }
        if (agents && (library != null || vendor != null)) {
            throw new MisuseException(
                    "--agents is for a class: with --library or --vendor each participant is a"
                            + " process anyway; leave it out");
        }
    }

    private static void requireFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new MisuseException(
                    "--library names "
                            + file
                            + ", which is not a file; give the path of librsm.so");
        }
    }

    private static SharedFabric shared(Fabric fabric) {
        if (fabric instanceof SharedFabric shared) {
            return shared;
        }
        throw new MisuseException(
                fabric.getClass().getName()
                        + " cannot be shared by processes; implement "
                        + SharedFabric.class.getName()
                        + ", or leave --agents out");
    }

    /** The implementation in this process, ready to open fabrics. */
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
                throw new MisuseException("--classpath names " + path + ", which is not there");
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
            throw new MisuseException(
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
            throw new MisuseException(
                    implementation + " does not implement " + Fabric.class.getName());
        } catch (ClassNotFoundException e) {
            throw new MisuseException(
                    "the class "
                            + implementation
                            + " is not on the class path; add where it is with"
                            + " --classpath PATH");
        } catch (NoSuchMethodException e) {
            throw new MisuseException(
                    implementation + " has no public constructor without parameters; add one");
        } catch (InvocationTargetException e) {
            throw new MisuseException(
                    "the constructor of " + implementation + " threw " + e.getCause());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new MisuseException(implementation + " cannot be made: " + e);
        }
    }
}
