package org.rsmtck.model.page;

import static org.rsmtck.model.VariationPoint.CONTROLLER_AGAIN;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.api.Topology.Port;
import org.rsmtck.model.CallContext;
import org.rsmtck.model.ControllerUse;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Rule.Outcome;
import org.rsmtck.model.Variant.ControllerAgain;

import java.util.List;

/** rsm_get_controller(3RSM). */
final class GetController {
    private GetController() {}

    static final Page<Call.GetController> PAGE = Page.of(Call.GetController.class);

    // DESCRIPTION

    static final Rule HANDLE =
            PAGE.succeed(
                            "get_controller/handle",
                            "a handle of the controller is given out, a fresh one or the one it has"
                                    + " already")
                    .doing(GetController::get);

    // ERRORS

    static final Rule BAD_ADDR =
            Pointers.nullOut(
                    PAGE,
                    "get_controller/BAD_ADDR",
                    Call.GetController::out,
                    RsmError.BAD_ADDR,
                    RsmError.BAD_CTLR_HNDL);

    static final Rule CTLR_NOT_PRESENT =
            PAGE.refuse(
                            "get_controller/CTLR_NOT_PRESENT",
                            "the node has no such controller, or it was removed")
                    .when(s -> !s.world().isPresent(new Port(s.me().node(), s.call().name())));

    static final Rule INSUFFICIENT_MEM =
            Hindrances.shortOfMemory(PAGE, "get_controller/INSUFFICIENT_MEM");

    // What the page does not say.

    static final Rule UNMAPPED_POINTER =
            Pointers.unmapped(
                    PAGE,
                    "frame/no-crash-no-hang#get_controller-unmapped-pointer",
                    Call.GetController::out);

    private static List<Outcome> get(CallContext<Call.GetController> s) {
        for (long handle : s.me().controllers().keys()) {
            ControllerUse use = s.me().controllers().get(handle).orElseThrow();
            if (use.name().equals(s.call().name())) {
                return s.at(CONTROLLER_AGAIN) == ControllerAgain.SAME
                        ? got(s, handle, use.count() + 1)
                        : got(s, s.freshController().value(), 1);
            }
        }
        return got(s, s.freshController().value(), 1);
    }

    private static List<Outcome> got(CallContext<Call.GetController> s, long handle, int count) {
        ControllerUse use = new ControllerUse(s.call().name(), count);
        return Outcome.of(new Reply.Handle(handle), s.withMe(me -> me.withController(handle, use)));
    }
}
