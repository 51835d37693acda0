package org.rsmtck.kit.library;

import org.rsmtck.api.Call;

import java.util.List;

/** What C functions a call is made by. */
public final class Functions {
    private static final String IMPORT = "rsm_memseg_import_";
    private static final String EXPORT = "rsm_memseg_export_";

    private Functions() {}

    /** Whether the call hands in a pointer that could point elsewhere. */
    public static boolean havePointer(Call call) {
        return switch (call) {
            case Call.GetController _,
                    Call.GetControllerAttributes _,
                    Call.GetTopology _,
                    Call.GetSegmentIdRange _,
                    Call.ExportCreate _,
                    Call.Publish _,
                    Call.Connect _,
                    Call.Map _,
                    Call.Get _,
                    Call.Put _,
                    Call.GetUnits _,
                    Call.PutUnits _,
                    Call.InitBarrier _,
                    Call.GetMode _,
                    Call.GetPollfd _ ->
                    true;
            case Call.ReleaseController _,
                    Call.ExportDestroy _,
                    Call.Rebind _,
                    Call.Republish _,
                    Call.Unpublish _,
                    Call.Disconnect _,
                    Call.Unmap _,
                    Call.OpenBarrier _,
                    Call.OrderBarrier _,
                    Call.CloseBarrier _,
                    Call.DestroyBarrier _,
                    Call.SetMode _,
                    Call.ReleasePollfd _,
                    Call.SignalPost _,
                    Call.SignalWait _,
                    Call.ExporterRead _,
                    Call.ExporterWrite _,
                    Call.Load _,
                    Call.Store _ ->
                    false;
        };
    }

    /** The functions, by their C names; none for an access to memory, which is no function. */
    public static List<String> of(Call call) {
        return switch (call) {
            case Call.GetController _ -> List.of("rsm_get_controller");
            case Call.ReleaseController _ -> List.of("rsm_release_controller");
            case Call.GetControllerAttributes _ -> List.of("rsm_get_controller_attr");
            case Call.GetTopology _ ->
                    List.of("rsm_get_interconnect_topology", "rsm_free_interconnect_topology");
            case Call.GetSegmentIdRange _ -> List.of("rsm_get_segmentid_range");
            case Call.ExportCreate _ -> List.of(EXPORT + "create");
            case Call.ExportDestroy _ -> List.of(EXPORT + "destroy");
            case Call.Rebind _ -> List.of(EXPORT + "rebind");
            case Call.Publish _ -> List.of(EXPORT + "publish");
            case Call.Republish _ -> List.of(EXPORT + "republish");
            case Call.Unpublish _ -> List.of(EXPORT + "unpublish");
            case Call.Connect _ -> List.of(IMPORT + "connect");
            case Call.Disconnect _ -> List.of(IMPORT + "disconnect");
            case Call.Map _ -> List.of(IMPORT + "map");
            case Call.Unmap _ -> List.of(IMPORT + "unmap");
            case Call.Get _ -> List.of(IMPORT + "get");
            case Call.Put _ -> List.of(IMPORT + "put");
            case Call.GetUnits units -> List.of(IMPORT + "get" + Byte.SIZE * units.width());
            case Call.PutUnits units -> List.of(IMPORT + "put" + Byte.SIZE * units.width());
            case Call.InitBarrier _ -> List.of(IMPORT + "init_barrier");
            case Call.OpenBarrier _ -> List.of(IMPORT + "open_barrier");
            case Call.OrderBarrier _ -> List.of(IMPORT + "order_barrier");
            case Call.CloseBarrier _ -> List.of(IMPORT + "close_barrier");
            case Call.DestroyBarrier _ -> List.of(IMPORT + "destroy_barrier");
            case Call.SetMode _ -> List.of(IMPORT + "set_mode");
            case Call.GetMode _ -> List.of(IMPORT + "get_mode");
            case Call.GetPollfd _ -> List.of("rsm_memseg_get_pollfd");
            case Call.ReleasePollfd _ -> List.of("rsm_memseg_release_pollfd");
            case Call.SignalPost _ -> List.of("rsm_intr_signal_post");
            case Call.SignalWait _ -> List.of("rsm_intr_signal_wait");
            case Call.ExporterRead _, Call.ExporterWrite _, Call.Load _, Call.Store _ -> List.of();
        };
    }
}
