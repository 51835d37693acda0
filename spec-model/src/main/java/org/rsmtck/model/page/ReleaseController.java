package org.rsmtck.model.page;

import static org.rsmtck.model.VariationPoint.NULL_RELEASE;

import org.rsmtck.api.Call;
import org.rsmtck.model.CallContext;
import org.rsmtck.model.ControllerUse;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Rule.Outcome;
import org.rsmtck.model.Variant.NullRelease;
import org.rsmtck.model.World;

/** rsm_release_controller, on the page rsm_get_controller(3RSM). */
final class ReleaseController {
    private ReleaseController() {}

    static final Page<Call.ReleaseController> PAGE = Page.of(Call.ReleaseController.class);

    // DESCRIPTION

    static final Rule RELEASED =
            PAGE.succeed(
                            "release_controller/released",
                            "the handle is good for as many uses as it was got more often than"
                                    + " released")
                    .doing(s -> Outcome.done(released(s)));

    // ERRORS

    static final Rule BAD_CTLR_HNDL =
            Handles.badController(PAGE, "release_controller/BAD_CTLR_HNDL");

    // What the page does not say.

    static final Rule WRONG_HANDLE =
            Handles.wrongController(PAGE, "frame/no-crash-no-hang#release_controller-wrong-handle");

    static final Rule NULL_CONTROLLER =
            PAGE.outside(
                            "frame/no-crash-no-hang#null-controller",
                            "the handle is null, where nothing is promised of that")
                    .when(s -> s.handle() == 0 && s.at(NULL_RELEASE) == NullRelease.OUTSIDE);

    private static World released(CallContext<Call.ReleaseController> s) {
        ControllerUse use = s.controller().orElseThrow();
        ControllerUse less = new ControllerUse(use.name(), use.count() - 1);
        return s.withMe(me ->
                less.count() == 0
                        ? me.withoutController(s.handle())
                        : me.withController(s.handle(), less));
    }
}
