package org.rsmtck.model.page;

import org.rsmtck.api.Call;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Variant.WrongDirection;
import org.rsmtck.model.VariationPoint;

/** rsm_memseg_import_put8, put16, put32 and put64, on the page rsm_memseg_import_put(3RSM). */
final class PutUnits {
    private PutUnits() {}

    static final Page<Call.PutUnits> PAGE = Page.of(Call.PutUnits.class);

    // DESCRIPTION

    static final Rule WRITTEN =
            PAGE.succeed(
                            "put_units/written",
                            "the segment that the import is connected to holds the bytes")
                    .also("connect/logical-connection")
                    .doing(Transfers::write);

    // ERRORS

    static final Rule BAD_SEG_HNDL = Handles.badImport(PAGE, "put_units/BAD_SEG_HNDL");

    static final Rule BAD_ADDR = Transfers.nullBuffer(PAGE, "put_units/BAD_ADDR");

    static final Rule BAD_OFFSET = Transfers.beyondSegment(PAGE, "put_units/BAD_OFFSET");

    static final Rule BEYOND_MAPPING = Transfers.beyondMapping(PAGE, "put_units/BAD_OFFSET#mapped");

    static final Rule BEYOND_WINDOW = Transfers.beyondWindow(PAGE, "put_units/BAD_OFFSET#window");

    static final Rule NOTHING_TO_MOVE =
            Transfers.empty(PAGE, "put_units/BAD_LENGTH#empty", VariationPoint.EMPTY_UNITS);

    static final Rule PERM_DENIED =
            Transfers.wrongDirection(
                    PAGE,
                    "put_units/PERM_DENIED",
                    VariationPoint.PUT_WITHOUT_WRITE,
                    WrongDirection.PERM_DENIED);

    static final Rule BAD_PERMS =
            Transfers.wrongDirection(
                    PAGE,
                    "put_units/BAD_PERMS",
                    VariationPoint.PUT_WITHOUT_WRITE,
                    WrongDirection.BAD_PERMS);

    static final Rule BARRIER_UNINITIALIZED =
            Transfers.noBarrier(PAGE, "put_units/BARRIER_UNINITIALIZED");

    static final Rule CONN_ABORTED = Transfers.cutOff(PAGE, "put_units/CONN_ABORTED");

    static final Rule CUT_OFF_UNMAPPED =
            Transfers.cutOffUnmapped(PAGE, "put_units/CONN_ABORTED#no-mapping");

    static final Rule CANNOT_MAP = Transfers.cannotMap(PAGE, "put_units/BAD_PERMS#no-mapping");

    static final Rule CUT_OFF_EXPLICIT =
            Transfers.cutOffExplicit(PAGE, "put_units/CONN_ABORTED#explicit");

    static final Rule NO_MEMORY = Transfers.noMemory(PAGE, "put_units/BAD_LENGTH#no-memory");

    static final Rule PATH_LOST = Hindrances.pathLost(PAGE, "put_units/CONN_ABORTED#path");

    static final Rule INSUFFICIENT_RESOURCES =
            Transfers.shortage(PAGE, "put_units/INSUFFICIENT_RESOURCES");

    static final Rule BAD_MEM_ALIGNMENT = Transfers.misaligned(PAGE, "put_units/BAD_MEM_ALIGNMENT");

    // What the page does not say.

    static final Rule WRONG_HANDLE =
            Handles.wrongImport(PAGE, "frame/no-crash-no-hang#put_units-wrong-handle");

    static final Rule RELEASED_CONTROLLER =
            Handles.ofReleasedController(PAGE, "release_controller/released#put_units");

    static final Rule UNMAPPED_POINTER =
            Pointers.unmapped(
                    PAGE,
                    "frame/no-crash-no-hang#put_units-unmapped-pointer",
                    Call.PutUnits::buffer);

    static final Rule NARROW_MAPPING =
            Transfers.narrowMapping(PAGE, "put_units/written#narrow-mapping");
}
