package org.rsmtck.api;

import static org.rsmtck.api.CallFacts.Kind.BARRIER;
import static org.rsmtck.api.CallFacts.Kind.CONTROLLER;
import static org.rsmtck.api.CallFacts.Kind.EXPORT;
import static org.rsmtck.api.CallFacts.Kind.IMPORT;
import static org.rsmtck.api.CallFacts.Kind.NOTHING;
import static org.rsmtck.api.CallFacts.Kind.SEGMENT;

/**
 * What is so of every call of a kind, whatever its arguments: the one list of calls that others
 * ask.
 *
 * @param word by which clause ids, traces and reports name the call
 * @param function its C function, with {@code #} for the bits of a unit where there is one for each
 *     width; empty for an access to memory, which is no function
 * @param on what its handle has to be of
 * @param issues what the handle is of that it gives out
 * @param hasPointer whether it hands in a pointer that could lead elsewhere
 * @param isReadOnly whether it leaves every world as it is, unless a signal breaks it
 */
public record CallFacts(
        String word,
        String function,
        Kind on,
        Kind issues,
        boolean hasPointer,
        boolean isReadOnly) {

    /** What a handle is of. */
    public enum Kind {
        /** There is no handle. */
        NOTHING,
        CONTROLLER,
        EXPORT,
        IMPORT,
        /** An export or an import. */
        SEGMENT,
        /** The caller's own structure, at its address. */
        BARRIER
    }

    private static final String OF_EXPORT = "rsm_memseg_export_";
    private static final String OF_IMPORT = "rsm_memseg_import_";

    /** Whether the reply is a handle that nobody has had before. */
    public boolean isIssuing() {
        return issues != NOTHING;
    }

    /** Whether it is a function of the interface. */
    public boolean isFunction() {
        return !function.isEmpty();
    }

    private static CallFacts on(Kind kind, String word, String function) {
        return new CallFacts(word, function, kind, NOTHING, false, false);
    }

    private CallFacts issuing(Kind kind) {
        return new CallFacts(word, function, on, kind, true, isReadOnly);
    }

    private CallFacts withPointer() {
        return new CallFacts(word, function, on, issues, true, isReadOnly);
    }

    private CallFacts readOnly() {
        return new CallFacts(word, function, on, issues, hasPointer, true);
    }

    private static final CallFacts GET_CONTROLLER =
            on(NOTHING, "get_controller", "rsm_get_controller").issuing(CONTROLLER);
    private static final CallFacts RELEASE_CONTROLLER =
            on(CONTROLLER, "release_controller", "rsm_release_controller");
    private static final CallFacts GET_CONTROLLER_ATTRIBUTES =
            on(CONTROLLER, "get_controller_attr", "rsm_get_controller_attr")
                    .withPointer()
                    .readOnly();
    private static final CallFacts GET_TOPOLOGY =
            on(NOTHING, "get_topology", "rsm_get_interconnect_topology").withPointer().readOnly();
    private static final CallFacts GET_SEGMENT_ID_RANGE =
            on(NOTHING, "get_segmentid_range", "rsm_get_segmentid_range").withPointer().readOnly();
    private static final CallFacts CREATE =
            on(CONTROLLER, "create", OF_EXPORT + "create").issuing(EXPORT);
    private static final CallFacts DESTROY = on(EXPORT, "destroy", OF_EXPORT + "destroy");
    private static final CallFacts REBIND = on(EXPORT, "rebind", OF_EXPORT + "rebind");
    private static final CallFacts PUBLISH =
            on(EXPORT, "publish", OF_EXPORT + "publish").withPointer();
    private static final CallFacts REPUBLISH = on(EXPORT, "republish", OF_EXPORT + "republish");
    private static final CallFacts UNPUBLISH = on(EXPORT, "unpublish", OF_EXPORT + "unpublish");
    private static final CallFacts CONNECT =
            on(CONTROLLER, "connect", OF_IMPORT + "connect").issuing(IMPORT);
    private static final CallFacts DISCONNECT = on(IMPORT, "disconnect", OF_IMPORT + "disconnect");
    private static final CallFacts MAP = on(IMPORT, "map", OF_IMPORT + "map").withPointer();
    private static final CallFacts UNMAP = on(IMPORT, "unmap", OF_IMPORT + "unmap");
    private static final CallFacts GET = on(IMPORT, "get", OF_IMPORT + "get").withPointer();
    private static final CallFacts PUT = on(IMPORT, "put", OF_IMPORT + "put").withPointer();
    private static final CallFacts GET_UNITS =
            on(IMPORT, "get_units", OF_IMPORT + "get#").withPointer();
    private static final CallFacts PUT_UNITS =
            on(IMPORT, "put_units", OF_IMPORT + "put#").withPointer();
    private static final CallFacts INIT_BARRIER =
            on(IMPORT, "init_barrier", OF_IMPORT + "init_barrier").issuing(BARRIER);
    private static final CallFacts OPEN_BARRIER =
            on(BARRIER, "open_barrier", OF_IMPORT + "open_barrier");
    private static final CallFacts ORDER_BARRIER =
            on(BARRIER, "order_barrier", OF_IMPORT + "order_barrier");
    private static final CallFacts CLOSE_BARRIER =
            on(BARRIER, "close_barrier", OF_IMPORT + "close_barrier");
    private static final CallFacts DESTROY_BARRIER =
            on(BARRIER, "destroy_barrier", OF_IMPORT + "destroy_barrier");
    private static final CallFacts SET_MODE = on(IMPORT, "set_mode", OF_IMPORT + "set_mode");
    private static final CallFacts GET_MODE =
            on(IMPORT, "get_mode", OF_IMPORT + "get_mode").withPointer().readOnly();
    private static final CallFacts GET_POLLFD =
            on(SEGMENT, "get_pollfd", "rsm_memseg_get_pollfd").withPointer();
    private static final CallFacts RELEASE_POLLFD =
            on(SEGMENT, "release_pollfd", "rsm_memseg_release_pollfd");
    private static final CallFacts SIGNAL_POST = on(SEGMENT, "signal_post", "rsm_intr_signal_post");
    private static final CallFacts SIGNAL_WAIT = on(SEGMENT, "signal_wait", "rsm_intr_signal_wait");
    private static final CallFacts EXPORTER_READ = on(EXPORT, "exporter_read", "").readOnly();
    private static final CallFacts EXPORTER_WRITE = on(EXPORT, "exporter_write", "");
    private static final CallFacts LOAD = on(IMPORT, "load", "").readOnly();
    private static final CallFacts STORE = on(IMPORT, "store", "");

    /** What is so of the call. */
    static CallFacts of(Call call) {
        return switch (call) {
            case Call.GetController c -> GET_CONTROLLER;
            case Call.ReleaseController c -> RELEASE_CONTROLLER;
            case Call.GetControllerAttributes c -> GET_CONTROLLER_ATTRIBUTES;
            case Call.GetTopology c -> GET_TOPOLOGY;
            case Call.GetSegmentIdRange c -> GET_SEGMENT_ID_RANGE;
            case Call.ExportCreate c -> CREATE;
            case Call.ExportDestroy c -> DESTROY;
            case Call.Rebind c -> REBIND;
            case Call.Publish c -> PUBLISH;
            case Call.Republish c -> REPUBLISH;
            case Call.Unpublish c -> UNPUBLISH;
            case Call.Connect c -> CONNECT;
            case Call.Disconnect c -> DISCONNECT;
            case Call.Map c -> MAP;
            case Call.Unmap c -> UNMAP;
            case Call.Get c -> GET;
            case Call.Put c -> PUT;
            case Call.GetUnits c -> GET_UNITS;
            case Call.PutUnits c -> PUT_UNITS;
            case Call.InitBarrier c -> INIT_BARRIER;
            case Call.OpenBarrier c -> OPEN_BARRIER;
            case Call.OrderBarrier c -> ORDER_BARRIER;
            case Call.CloseBarrier c -> CLOSE_BARRIER;
            case Call.DestroyBarrier c -> DESTROY_BARRIER;
            case Call.SetMode c -> SET_MODE;
            case Call.GetMode c -> GET_MODE;
            case Call.GetPollfd c -> GET_POLLFD;
            case Call.ReleasePollfd c -> RELEASE_POLLFD;
            case Call.SignalPost c -> SIGNAL_POST;
            case Call.SignalWait c -> SIGNAL_WAIT;
            case Call.ExporterRead c -> EXPORTER_READ;
            case Call.ExporterWrite c -> EXPORTER_WRITE;
            case Call.Load c -> LOAD;
            case Call.Store c -> STORE;
        };
    }
}
