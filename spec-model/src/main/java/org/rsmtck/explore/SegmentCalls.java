package org.rsmtck.explore;

import org.rsmtck.api.Call;
import org.rsmtck.explore.Arguments.Value;

import java.util.ArrayList;
import java.util.List;

/**
 * Calls on controllers, and those that both kinds of segments know: poll descriptors and signals.
 */
final class SegmentCalls {
    private final Arguments arguments;
    private final CallList calls;

    SegmentCalls(Arguments arguments, CallList calls) {
        this.arguments = arguments;
        this.calls = calls;
    }

    void onControllers() {
        if (calls.says("get_controller")) {
            List<String> names =
                    new ArrayList<>(
                            arguments
                                    .world()
                                    .nodes()
                                    .get(arguments.me().node())
                                    .orElseThrow()
                                    .controllers()
                                    .keys());
            for (Value<String> name : arguments.values(names, List.of("absent0"))) {
                arguments
                        .outs()
                        .forEach(out -> calls.add(new Call.GetController(name.of(), out.of())));
            }
        }
        if (calls.says("get_topology")) {
            arguments.outs().forEach(out -> calls.add(new Call.GetTopology(out.of())));
        }
        if (calls.says("get_segmentid_range")) {
            arguments
                    .outs()
                    .forEach(out -> calls.add(new Call.GetSegmentIdRange("rsm-tck", out.of())));
        }
        calls.onEach(
                "release_controller", arguments.controllerHandles(), Call.ReleaseController::new);
        if (calls.says("get_controller_attr")) {
            for (Value<Long> handle : arguments.controllerHandles()) {
                arguments
                        .outs()
                        .forEach(out ->
                                calls.add(new Call.GetControllerAttributes(handle.of(), out.of())));
            }
        }
    }

    void onSegments() {
        List<Value<Long>> both = arguments.segmentHandles();
        calls.onEach("get_pollfd", both, Call.GetPollfd::new);
        calls.onEach("release_pollfd", both, Call.ReleasePollfd::new);
        calls.onEach("signal_post", both, handle -> new Call.SignalPost(handle, 0));
        calls.onEach("signal_wait", both, handle -> new Call.SignalWait(handle, 0));
    }
}
