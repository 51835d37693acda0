package org.rsmtck.model.page;

import org.rsmtck.api.Call;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Variant.WrongDirection;
import org.rsmtck.model.VariationPoint;

/** rsm_memseg_import_get(3RSM). */
final class Get {
    private Get() {}

    static final Page<Call.Get> PAGE = Page.of(Call.Get.class);

    // DESCRIPTION

    static final Rule BYTES =
            PAGE.succeed("get/bytes", "the bytes of the segment that the import is connected to")
                    .also("connect/logical-connection")
                    .doing(Transfers::read);

    // ERRORS

    static final Rule BAD_SEG_HNDL = Handles.badImport(PAGE, "get/BAD_SEG_HNDL");

    static final Rule BAD_ADDR = Transfers.nullBuffer(PAGE, "get/BAD_ADDR");

    static final Rule BAD_OFFSET = Transfers.beyondSegment(PAGE, "get/BAD_OFFSET");

    static final Rule BEYOND_MAPPING = Transfers.beyondMapping(PAGE, "get/BAD_OFFSET#mapped");

    static final Rule BEYOND_WINDOW = Transfers.beyondWindow(PAGE, "get/BAD_OFFSET#window");

    static final Rule NOTHING_TO_MOVE =
            Transfers.empty(PAGE, "get/BAD_LENGTH#empty", VariationPoint.EMPTY_TRANSFER);

    static final Rule PERM_DENIED =
            Transfers.wrongDirection(
                    PAGE,
                    "get/PERM_DENIED",
                    VariationPoint.GET_WITHOUT_READ,
                    WrongDirection.PERM_DENIED);

    static final Rule BAD_PERMS =
            Transfers.wrongDirection(
                    PAGE,
                    "get/BAD_PERMS",
                    VariationPoint.GET_WITHOUT_READ,
                    WrongDirection.BAD_PERMS);

    static final Rule BARRIER_UNINITIALIZED =
            Transfers.noBarrier(PAGE, "get/BARRIER_UNINITIALIZED");

    static final Rule CONN_ABORTED = Transfers.cutOff(PAGE, "get/CONN_ABORTED");

    static final Rule CUT_OFF_UNMAPPED =
            Transfers.cutOffUnmapped(PAGE, "get/CONN_ABORTED#no-mapping");

    static final Rule CANNOT_MAP = Transfers.cannotMap(PAGE, "get/BAD_PERMS#no-mapping");

    static final Rule CUT_OFF_EXPLICIT =
            Transfers.cutOffExplicit(PAGE, "get/CONN_ABORTED#explicit");

    static final Rule NO_MEMORY = Transfers.noMemory(PAGE, "get/BAD_LENGTH#no-memory");

    static final Rule PATH_LOST = Hindrances.pathLost(PAGE, "get/CONN_ABORTED#path");

    static final Rule INSUFFICIENT_RESOURCES =
            Transfers.shortage(PAGE, "get/INSUFFICIENT_RESOURCES");

    // What the page does not say.

    static final Rule WRONG_HANDLE =
            Handles.wrongImport(PAGE, "frame/no-crash-no-hang#get-wrong-handle");

    static final Rule RELEASED_CONTROLLER =
            Handles.ofReleasedController(PAGE, "release_controller/released#get");

    static final Rule UNMAPPED_POINTER =
            Pointers.unmapped(
                    PAGE, "frame/no-crash-no-hang#get-unmapped-pointer", Call.Get::buffer);

    static final Rule NARROW_MAPPING = Transfers.narrowMapping(PAGE, "get/bytes#narrow-mapping");
}
