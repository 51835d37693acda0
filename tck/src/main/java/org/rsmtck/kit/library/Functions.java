package org.rsmtck.kit.library;

import org.rsmtck.api.Call;

import java.util.List;

/** What C functions a call is made by. */
public final class Functions {
    private Functions() {}

    /** The functions, by their C names; none for an access to memory, which is no function. */
    public static List<String> of(Call call) {
        String function = call.facts().function();
        return switch (call) {
            case Call.GetTopology _ -> List.of(function, "rsm_free_interconnect_topology");
            case Call.GetUnits units -> List.of(ofWidth(function, units.width()));
            case Call.PutUnits units -> List.of(ofWidth(function, units.width()));
            case Call.GetController _,
                    Call.ReleaseController _,
                    Call.GetControllerAttributes _,
                    Call.GetSegmentIdRange _,
                    Call.ExportCreate _,
                    Call.ExportDestroy _,
                    Call.Rebind _,
                    Call.Publish _,
                    Call.Republish _,
                    Call.Unpublish _,
                    Call.Connect _,
                    Call.Disconnect _,
                    Call.Map _,
                    Call.Unmap _,
                    Call.Get _,
                    Call.Put _,
                    Call.InitBarrier _,
                    Call.OnBarrier _,
                    Call.SetMode _,
                    Call.GetMode _,
                    Call.GetPollfd _,
                    Call.ReleasePollfd _,
                    Call.SignalPost _,
                    Call.SignalWait _,
                    Call.ExporterRead _,
                    Call.ExporterWrite _,
                    Call.Load _,
                    Call.Store _ ->
                    call.facts().isFunction() ? List.of(function) : List.of();
        };
    }

    private static String ofWidth(String function, int width) {
        return function.replace("#", Integer.toString(Byte.SIZE * width));
    }
}
