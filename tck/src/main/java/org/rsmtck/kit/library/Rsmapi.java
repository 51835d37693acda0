package org.rsmtck.kit.library;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The C functions of RSMAPI in one library: the one place that names them. Types are those of a
 * 64-bit system: handles are pointers passed by value, ids and modes are unsigned numbers of 32
 * bits, offsets and lengths are 64 bits wide.
 *
 * <p>Each method answers what the C function returned, whatever that is. Any thread may call any of
 * them. A function that the library lacks ends in a {@link MissingFunctionException} when it is
 * called.
 */
final class Rsmapi {
    private static final MemoryLayout POINTER = ADDRESS;
    private static final MemoryLayout INT = JAVA_INT;
    private static final MemoryLayout LONG = JAVA_LONG;
    private static final Linker LINKER = Linker.nativeLinker();

    private final SymbolLookup library;
    private final Map<String, MethodHandle> functions = new HashMap<>();
    private final List<String> missing = new ArrayList<>();

    /**
     * Loads the library for as long as the process lives.
     *
     * @throws IllegalArgumentException if it cannot be loaded
     */
    Rsmapi(Path path) {
        library = load(path);
        returningInt("rsm_get_controller", POINTER, POINTER);
        returningInt("rsm_release_controller", POINTER);
        returningInt("rsm_get_controller_attr", POINTER, POINTER);
        returningInt("rsm_get_interconnect_topology", POINTER);
        bind("rsm_free_interconnect_topology", FunctionDescriptor.ofVoid(POINTER));
        returningInt("rsm_get_segmentid_range", POINTER, POINTER, POINTER);
        returningInt("rsm_memseg_export_create", POINTER, POINTER, POINTER, LONG, INT);
        returningInt("rsm_memseg_export_destroy", POINTER);
        returningInt("rsm_memseg_export_rebind", POINTER, POINTER, LONG, LONG);
        returningInt("rsm_memseg_export_publish", POINTER, POINTER, POINTER, INT);
        returningInt("rsm_memseg_export_republish", POINTER, POINTER, INT);
        returningInt("rsm_memseg_export_unpublish", POINTER);
        returningInt("rsm_memseg_import_connect", POINTER, INT, INT, INT, POINTER);
        returningInt("rsm_memseg_import_disconnect", POINTER);
        returningInt("rsm_memseg_import_map", POINTER, POINTER, INT, INT, LONG, LONG);
        returningInt("rsm_memseg_import_unmap", POINTER);
        for (String width : List.of("", "8", "16", "32", "64")) {
            returningInt("rsm_memseg_import_get" + width, POINTER, LONG, POINTER, LONG);
            returningInt("rsm_memseg_import_put" + width, POINTER, LONG, POINTER, LONG);
        }
        returningInt("rsm_memseg_import_init_barrier", POINTER, INT, POINTER);
        for (String step : List.of("open", "order", "close", "destroy")) {
            returningInt("rsm_memseg_import_" + step + "_barrier", POINTER);
        }
        returningInt("rsm_memseg_import_set_mode", POINTER, INT);
        returningInt("rsm_memseg_import_get_mode", POINTER, POINTER);
        returningInt("rsm_memseg_get_pollfd", POINTER, POINTER);
        returningInt("rsm_memseg_release_pollfd", POINTER);
        returningInt("rsm_intr_signal_post", POINTER, INT);
        returningInt("rsm_intr_signal_wait", POINTER, INT);
    }

    @SuppressWarnings("restricted")
    private static SymbolLookup load(Path path) {
        try {
            return SymbolLookup.libraryLookup(path, Arena.global());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    path
                            + " cannot be loaded as a library of this system: "
                            + Loader.whyNot(path).orElse(e.getMessage()),
                    e);
        }
    }

    private void returningInt(String name, MemoryLayout... parameters) {
        bind(name, FunctionDescriptor.of(JAVA_INT, parameters));
    }

    @SuppressWarnings("restricted")
    private void bind(String name, FunctionDescriptor type) {
        library.find(name)
                .ifPresentOrElse(
                        address -> functions.put(name, LINKER.downcallHandle(address, type)),
                        () -> missing.add(name));
    }

    /** The functions that the library lacks, by their C names. */
    List<String> missing() {
        return List.copyOf(missing);
    }

    int getController(MemorySegment name, MemorySegment controller) {
        return number(() -> (int) function("rsm_get_controller").invokeExact(name, controller));
    }

    int releaseController(long controller) {
        return onHandle("rsm_release_controller", controller);
    }

    int getControllerAttr(long controller, MemorySegment attributes) {
        return onHandle("rsm_get_controller_attr", controller, attributes);
    }

    int getInterconnectTopology(MemorySegment topology) {
        return number(() -> (int) function("rsm_get_interconnect_topology").invokeExact(topology));
    }

    void freeInterconnectTopology(MemorySegment topology) {
        number(() -> {
            function("rsm_free_interconnect_topology").invokeExact(topology);
            return 0;
        });
    }

    int getSegmentIdRange(MemorySegment application, MemorySegment base, MemorySegment length) {
        return number(() ->
                (int) function("rsm_get_segmentid_range").invokeExact(application, base, length));
    }

    int exportCreate(
            long controller, MemorySegment handle, MemorySegment memory, long length, int flags) {
        return number(() ->
                (int)
                        function("rsm_memseg_export_create")
                                .invokeExact(at(controller), handle, memory, length, flags));
    }

    int exportDestroy(long handle) {
        return onHandle("rsm_memseg_export_destroy", handle);
    }

    int exportRebind(long handle, MemorySegment memory, long offset, long length) {
        return number(() ->
                (int)
                        function("rsm_memseg_export_rebind")
                                .invokeExact(at(handle), memory, offset, length));
    }

    int exportPublish(long handle, MemorySegment id, MemorySegment access, int entries) {
        return number(() ->
                (int)
                        function("rsm_memseg_export_publish")
                                .invokeExact(at(handle), id, access, entries));
    }

    int exportRepublish(long handle, MemorySegment access, int entries) {
        return number(() ->
                (int)
                        function("rsm_memseg_export_republish")
                                .invokeExact(at(handle), access, entries));
    }

    int exportUnpublish(long handle) {
        return onHandle("rsm_memseg_export_unpublish", handle);
    }

    int importConnect(
            long controller, int node, int segment, int permission, MemorySegment handle) {
        return number(() ->
                (int)
                        function("rsm_memseg_import_connect")
                                .invokeExact(at(controller), node, segment, permission, handle));
    }

    int importDisconnect(long handle) {
        return onHandle("rsm_memseg_import_disconnect", handle);
    }

    int importMap(
            long handle,
            MemorySegment address,
            int attribute,
            int permission,
            long offset,
            long length) {
        return number(() ->
                (int)
                        function("rsm_memseg_import_map")
                                .invokeExact(
                                        at(handle),
                                        address,
                                        attribute,
                                        permission,
                                        offset,
                                        length));
    }

    int importUnmap(long handle) {
        return onHandle("rsm_memseg_import_unmap", handle);
    }

    int importGet(long handle, long offset, MemorySegment buffer, long length) {
        return transfer("get", handle, offset, buffer, length);
    }

    int importPut(long handle, long offset, MemorySegment buffer, long length) {
        return transfer("put", handle, offset, buffer, length);
    }

    /**
     * @param width of a unit in bytes: 1, 2, 4 or 8
     */
    int importGetUnits(int width, long handle, long offset, MemorySegment buffer, long count) {
        return transfer("get" + 8 * width, handle, offset, buffer, count);
    }

    /**
     * @param width of a unit in bytes: 1, 2, 4 or 8
     */
    int importPutUnits(int width, long handle, long offset, MemorySegment buffer, long count) {
        return transfer("put" + 8 * width, handle, offset, buffer, count);
    }

    private int transfer(
            String word, long handle, long offset, MemorySegment buffer, long quantity) {
        return number(() ->
                (int)
                        function("rsm_memseg_import_" + word)
                                .invokeExact(at(handle), offset, buffer, quantity));
    }

    int importInitBarrier(long handle, int type, MemorySegment barrier) {
        return number(() ->
                (int)
                        function("rsm_memseg_import_init_barrier")
                                .invokeExact(at(handle), type, barrier));
    }

    int importOpenBarrier(MemorySegment barrier) {
        return onBarrier("open", barrier);
    }

    int importOrderBarrier(MemorySegment barrier) {
        return onBarrier("order", barrier);
    }

    int importCloseBarrier(MemorySegment barrier) {
        return onBarrier("close", barrier);
    }

    int importDestroyBarrier(MemorySegment barrier) {
        return onBarrier("destroy", barrier);
    }

    private int onBarrier(String step, MemorySegment barrier) {
        return number(() ->
                (int) function("rsm_memseg_import_" + step + "_barrier").invokeExact(barrier));
    }

    int importSetMode(long handle, int mode) {
        return number(
                () -> (int) function("rsm_memseg_import_set_mode").invokeExact(at(handle), mode));
    }

    int importGetMode(long handle, MemorySegment mode) {
        return onHandle("rsm_memseg_import_get_mode", handle, mode);
    }

    int getPollfd(long handle, MemorySegment pollfd) {
        return onHandle("rsm_memseg_get_pollfd", handle, pollfd);
    }

    int releasePollfd(long handle) {
        return onHandle("rsm_memseg_release_pollfd", handle);
    }

    int signalPost(long handle, int flags) {
        return number(() -> (int) function("rsm_intr_signal_post").invokeExact(at(handle), flags));
    }

    /**
     * @param timeout in milliseconds; -1 waits for ever
     */
    int signalWait(long handle, int timeout) {
        return number(
                () -> (int) function("rsm_intr_signal_wait").invokeExact(at(handle), timeout));
    }

    private int onHandle(String name, long handle) {
        return number(() -> (int) function(name).invokeExact(at(handle)));
    }

    private int onHandle(String name, long handle, MemorySegment out) {
        return number(() -> (int) function(name).invokeExact(at(handle), out));
    }

    private static MemorySegment at(long address) {
        return MemorySegment.ofAddress(address);
    }

    private MethodHandle function(String name) {
        MethodHandle function = functions.get(name);
        if (function == null) {
            throw new MissingFunctionException(name);
        }
        return function;
    }

    private interface NativeCall {
        int make() throws Throwable;
    }

    private static int number(NativeCall call) {
        try {
            return call.make();
        } catch (MissingFunctionException e) {
            throw e;
        } catch (Throwable t) {
            throw new AssertionError("a C function cannot throw", t);
        }
    }
}
