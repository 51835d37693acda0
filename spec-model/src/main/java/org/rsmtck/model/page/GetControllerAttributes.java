package org.rsmtck.model.page;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.model.CallContext;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Rule.Outcome;

/** rsm_get_controller_attr, on the page rsm_get_controller(3RSM). */
final class GetControllerAttributes {
    private GetControllerAttributes() {}

    static final Page<Call.GetControllerAttributes> PAGE =
            Page.of(Call.GetControllerAttributes.class);

    // DESCRIPTION

    static final Rule ATTRIBUTES =
            PAGE.succeed(
                            "get_controller_attr/attributes",
                            "the attributes of the controller, the page size among them")
                    .doing(s -> Outcome.of(attributes(s), s.world()));

    // ERRORS

    static final Rule BAD_CTLR_HNDL =
            Handles.badController(PAGE, "get_controller_attr/BAD_CTLR_HNDL");

    static final Rule BAD_ADDR =
            Pointers.nullOut(
                    PAGE, "get_controller_attr/BAD_ADDR", Call.GetControllerAttributes::out);

    static final Rule CTLR_NOT_PRESENT =
            PAGE.mayRefuse("get_controller_attr/CTLR_NOT_PRESENT", "the controller was removed")
                    .when(CallContext::isControllerRemoved);

    // What the page does not say.

    static final Rule WRONG_HANDLE =
            Handles.wrongController(
                    PAGE, "frame/no-crash-no-hang#get_controller_attr-wrong-handle");

    static final Rule UNMAPPED_POINTER =
            Pointers.unmapped(
                    PAGE,
                    "frame/no-crash-no-hang#get_controller_attr-unmapped-pointer",
                    Call.GetControllerAttributes::out);

    private static Reply.Attributes attributes(CallContext<?> s) {
        long pageSize = s.world().pageSize();
        return s.choose(
                new Reply.Attributes(0, 0, pageSize),
                reply -> reply.pageSize() > 0 && reply.pageSize() <= pageSize);
    }
}
