package org.rsmtck.api;

/**
 * A call that a process can make: one record per C function, and one per access to memory that is
 * no function.
 *
 * <p>Handles are the raw 64 bits that the implementation gave out; 0 is the null handle. Node ids,
 * segment ids and permissions are unsigned 32-bit numbers carried in an {@code int}. Offsets and
 * lengths are bytes. Barriers are structures of the caller, which the participant allocates: their
 * raw value stands for the address.
 */
public sealed interface Call {

    /** {@code rsm_get_controller}. {@code name} is for instance {@code loopback}. */
    record GetController(String name, Out out) implements Call {}

    /** {@code rsm_release_controller}. */
    record ReleaseController(long controller) implements Call, OnHandle {
        @Override
        public long handle() {
            return controller;
        }

        @Override
        public ReleaseController onHandle(long handle) {
            return new ReleaseController(handle);
        }
    }

    /** {@code rsm_get_controller_attr}. */
    record GetControllerAttributes(long controller, Out out) implements Call, OnHandle {
        @Override
        public long handle() {
            return controller;
        }

        @Override
        public GetControllerAttributes onHandle(long handle) {
            return new GetControllerAttributes(handle, out);
        }
    }

    /**
     * {@code rsm_get_interconnect_topology}; the structure is freed by the participant once it is
     * read.
     */
    record GetTopology(Out out) implements Call {}

    /** {@code rsm_get_segmentid_range}. */
    record GetSegmentIdRange(String application, Out out) implements Call {}

    /** {@code rsm_memseg_export_create}. {@code flags}: 1 allows rebind, 2 asks not to wait. */
    record ExportCreate(long controller, Memory memory, long length, int flags, Out out)
            implements Call, OnHandle {
        @Override
        public long handle() {
            return controller;
        }

        @Override
        public ExportCreate onHandle(long handle) {
            return new ExportCreate(handle, memory, length, flags, out);
        }
    }

    /** {@code rsm_memseg_export_destroy}. */
    record ExportDestroy(long handle) implements Call, OnHandle {
        @Override
        public ExportDestroy onHandle(long handle) {
            return new ExportDestroy(handle);
        }
    }

    /**
     * {@code rsm_memseg_export_rebind}: other memory of the same length takes the place of the
     * first.
     */
    record Rebind(long handle, Memory memory, long offset, long length) implements Call, OnHandle {
        @Override
        public Rebind onHandle(long handle) {
            return new Rebind(handle, memory, offset, length);
        }
    }

    /**
     * {@code rsm_memseg_export_publish}. {@code segment} 0 asks for an id of the implementation's
     * choice.
     */
    record Publish(long handle, int segment, AccessList access, Out id) implements Call, OnHandle {
        @Override
        public Publish onHandle(long handle) {
            return new Publish(handle, segment, access, id);
        }
    }

    /** {@code rsm_memseg_export_republish}. */
    record Republish(long handle, AccessList access) implements Call, OnHandle {
        @Override
        public Republish onHandle(long handle) {
            return new Republish(handle, access);
        }
    }

    /** {@code rsm_memseg_export_unpublish}. */
    record Unpublish(long handle) implements Call, OnHandle {
        @Override
        public Unpublish onHandle(long handle) {
            return new Unpublish(handle);
        }
    }

    /** {@code rsm_memseg_import_connect}. */
    record Connect(long controller, int node, int segment, int permission, Out out)
            implements Call, OnHandle {
        @Override
        public long handle() {
            return controller;
        }

        @Override
        public Connect onHandle(long handle) {
            return new Connect(handle, node, segment, permission, out);
        }
    }

    /** {@code rsm_memseg_import_disconnect}. */
    record Disconnect(long handle) implements Call, OnHandle {
        @Override
        public Disconnect onHandle(long handle) {
            return new Disconnect(handle);
        }
    }

    /** {@code rsm_memseg_import_map}, without a wish for an address. */
    record Map(long handle, int permission, long offset, long length, Out address)
            implements Call, OnHandle {
        @Override
        public Map onHandle(long handle) {
            return new Map(handle, permission, offset, length, address);
        }
    }

    /** {@code rsm_memseg_import_unmap}. */
    record Unmap(long handle) implements Call, OnHandle {
        @Override
        public Unmap onHandle(long handle) {
            return new Unmap(handle);
        }
    }

    /** {@code rsm_memseg_import_get}. */
    record Get(long handle, long offset, long length, Out buffer)
            implements Call, Transfer, Reading {
        @Override
        public Get onHandle(long handle) {
            return new Get(handle, offset, length, buffer);
        }
    }

    /** {@code rsm_memseg_import_put}. {@code buffer} other than VALID sends no data. */
    record Put(long handle, long offset, Bytes data, Out buffer)
            implements Call, Transfer, Writing {
        @Override
        public Put onHandle(long handle) {
            return new Put(handle, offset, data, buffer);
        }
    }

    /**
     * {@code rsm_memseg_import_get8} to {@code get64}: {@code count} units of {@code width} bytes
     * each.
     */
    record GetUnits(long handle, int width, long offset, long count, Out buffer)
            implements Call, Transfer, Reading {
        public GetUnits {
            requireWidth(width);
        }

        @Override
        public GetUnits onHandle(long handle) {
            return new GetUnits(handle, width, offset, count, buffer);
        }
    }

    /**
     * {@code rsm_memseg_import_put8} to {@code put64}: the units of {@code width} bytes each that
     * {@code data} holds.
     */
    record PutUnits(long handle, int width, long offset, Bytes data, Out buffer)
            implements Call, Transfer, Writing {
        public PutUnits {
            requireWidth(width);
            if (data.length() % width != 0) {
                throw new IllegalArgumentException(
                        "data of " + data.length() + " B is not whole units of " + width + " B");
            }
        }

        @Override
        public PutUnits onHandle(long handle) {
            return new PutUnits(handle, width, offset, data, buffer);
        }
    }

    /** There is one C function for each width. */
    private static void requireWidth(int width) {
        if (width != 1 && width != 2 && width != 4 && width != 8) {
            throw new IllegalArgumentException("width " + width + " B is none of 1, 2, 4 and 8");
        }
    }

    /** {@code rsm_memseg_import_init_barrier}: replies with the barrier as a handle. */
    record InitBarrier(long handle, int type, Out barrier) implements Call, OnHandle {
        @Override
        public InitBarrier onHandle(long handle) {
            return new InitBarrier(handle, type, barrier);
        }
    }

    /** {@code rsm_memseg_import_open_barrier}. */
    record OpenBarrier(long handle) implements Call, OnBarrier {
        @Override
        public OpenBarrier onHandle(long handle) {
            return new OpenBarrier(handle);
        }
    }

    /** {@code rsm_memseg_import_order_barrier}. */
    record OrderBarrier(long handle) implements Call, OnBarrier {
        @Override
        public OrderBarrier onHandle(long handle) {
            return new OrderBarrier(handle);
        }
    }

    /** {@code rsm_memseg_import_close_barrier}. */
    record CloseBarrier(long handle) implements Call, OnBarrier {
        @Override
        public CloseBarrier onHandle(long handle) {
            return new CloseBarrier(handle);
        }
    }

    /** {@code rsm_memseg_import_destroy_barrier}. */
    record DestroyBarrier(long handle) implements Call, OnBarrier {
        @Override
        public DestroyBarrier onHandle(long handle) {
            return new DestroyBarrier(handle);
        }
    }

    /** {@code rsm_memseg_import_set_mode}. {@code mode}: 0 explicit, 1 implicit barriers. */
    record SetMode(long handle, int mode) implements Call, OnHandle {
        @Override
        public SetMode onHandle(long handle) {
            return new SetMode(handle, mode);
        }
    }

    /** {@code rsm_memseg_import_get_mode}. */
    record GetMode(long handle) implements Call, OnHandle {
        @Override
        public GetMode onHandle(long handle) {
            return new GetMode(handle);
        }
    }

    /** {@code rsm_memseg_get_pollfd}, on an import or an export handle. */
    record GetPollfd(long handle) implements Call, OnHandle {
        @Override
        public GetPollfd onHandle(long handle) {
            return new GetPollfd(handle);
        }
    }

    /** {@code rsm_memseg_release_pollfd}, on an import or an export handle. */
    record ReleasePollfd(long handle) implements Call, OnHandle {
        @Override
        public ReleasePollfd onHandle(long handle) {
            return new ReleasePollfd(handle);
        }
    }

    /** {@code rsm_intr_signal_post}, on an import or an export handle. */
    record SignalPost(long handle, int flags) implements Call, OnHandle {
        @Override
        public SignalPost onHandle(long handle) {
            return new SignalPost(handle, flags);
        }
    }

    /**
     * {@code rsm_intr_signal_wait}, on an import or an export handle; {@code timeout} in
     * milliseconds, not negative.
     */
    record SignalWait(long handle, int timeout) implements Call, OnHandle {
        @Override
        public SignalWait onHandle(long handle) {
            return new SignalWait(handle, timeout);
        }
    }

    /** No function: the exporter reads its own memory. */
    record ExporterRead(long handle, long offset, int length) implements Call, Reading {
        @Override
        public ExporterRead onHandle(long handle) {
            return new ExporterRead(handle, offset, length);
        }
    }

    /** No function: the exporter writes its own memory. */
    record ExporterWrite(long handle, long offset, Bytes data) implements Call, Writing {
        @Override
        public ExporterWrite onHandle(long handle) {
            return new ExporterWrite(handle, offset, data);
        }
    }

    /**
     * No function: an importer loads through its mapping; {@code offset} counts from the start of
     * the mapping.
     */
    record Load(long handle, long offset, int length) implements Call, Reading {
        @Override
        public Load onHandle(long handle) {
            return new Load(handle, offset, length);
        }
    }

    /**
     * No function: an importer stores through its mapping; {@code offset} counts from the start of
     * the mapping.
     */
    record Store(long handle, long offset, Bytes data) implements Call, Writing {
        @Override
        public Store onHandle(long handle) {
            return new Store(handle, offset, data);
        }
    }

    /** A call that takes a handle: every one has exactly one. */
    sealed interface OnHandle extends Call
            permits ReleaseController,
                    GetControllerAttributes,
                    ExportCreate,
                    ExportDestroy,
                    Rebind,
                    Publish,
                    Republish,
                    Unpublish,
                    Connect,
                    Disconnect,
                    Map,
                    Unmap,
                    InitBarrier,
                    SetMode,
                    GetMode,
                    GetPollfd,
                    ReleasePollfd,
                    SignalPost,
                    SignalWait,
                    Transfer,
                    Reading,
                    Writing,
                    OnBarrier {

        /** The handle that the call is made on, whatever its kind. */
        long handle();

        /** The same call on another handle. */
        OnHandle onHandle(long handle);
    }

    /** A function that moves bytes between a segment and the importer's buffer. */
    sealed interface Transfer extends OnHandle permits Get, Put, GetUnits, PutUnits {

        /** Where in the segment it begins, in bytes. */
        long offset();

        /** What is handed in as the address of the buffer. */
        Out buffer();
    }

    /** A call that answers with bytes of a segment, by a function or by an access to memory. */
    sealed interface Reading extends OnHandle permits Get, GetUnits, ExporterRead, Load {

        /** Where in the segment, or in the mapping, it begins, in bytes. */
        long offset();
    }

    /** A call that changes bytes of a segment, by a function or by an access to memory. */
    sealed interface Writing extends OnHandle permits Put, PutUnits, ExporterWrite, Store {

        /** Where in the segment, or in the mapping, it begins, in bytes. */
        long offset();

        /** What it writes there. */
        Bytes data();
    }

    /** A call on a barrier, which is the caller's own structure. */
    sealed interface OnBarrier extends OnHandle
            permits OpenBarrier, OrderBarrier, CloseBarrier, DestroyBarrier {}

    /** What is so of every call of this kind. */
    default CallFacts facts() {
        return CallFacts.of(this);
    }

    /**
     * The word by which clause ids, traces and reports name the call, for instance {@code connect}.
     */
    default String word() {
        return facts().word();
    }
}
