package org.rsmtck.kit.library;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;

/** The loader of the system, which knows why a library cannot be loaded. */
final class Loader {
    private static final int RTLD_NOW = 2;
    private static final long LONGEST_REASON = 1 << 16;

    private Loader() {}

    /** What the loader says when it is asked for the library; empty if it says nothing. */
    static Optional<String> whyNot(Path library) {
        Optional<MethodHandle> open =
                find("dlopen", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
        Optional<MethodHandle> error = find("dlerror", FunctionDescriptor.of(ADDRESS));
        if (open.isEmpty() || error.isEmpty()) {
            return Optional.empty();
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment path = arena.allocateFrom(library.toString());
            MemorySegment handle = (MemorySegment) open.get().invokeExact(path, RTLD_NOW);
            MemorySegment reason = (MemorySegment) error.get().invokeExact();
            return handle.address() != 0 || reason.address() == 0
                    ? Optional.empty()
                    : Optional.of(text(reason));
        } catch (Throwable t) {
            throw new AssertionError("dlopen", t);
        }
    }

    @SuppressWarnings("restricted")
    private static Optional<MethodHandle> find(String name, FunctionDescriptor type) {
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup().find(name).map(at -> linker.downcallHandle(at, type));
    }

    @SuppressWarnings("restricted")
    private static String text(MemorySegment reason) {
        return reason.reinterpret(LONGEST_REASON).getString(0);
    }
}
