package org.rsmtck.model.page;

import static org.rsmtck.model.VariationPoint.CREATE_LENGTH;

import org.rsmtck.api.Call;
import org.rsmtck.api.Memory.Placement;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.model.CallContext;
import org.rsmtck.model.Contents;
import org.rsmtck.model.Export;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Rule.Outcome;
import org.rsmtck.model.Variant.CreateLength;

import java.util.List;

/** rsm_memseg_export_create(3RSM). What is due beyond declared limits: {@link LimitRules}. */
final class ExportCreate {
    private ExportCreate() {}

    static final Page<Call.ExportCreate> PAGE = Page.of(Call.ExportCreate.class);

    private static final int ALLOW_REBIND = 1;

    // DESCRIPTION

    static final Rule EXPORT =
            PAGE.succeed("create/export", "a fresh handle of an export segment over this memory")
                    .doing(ExportCreate::create);

    // ERRORS

    static final Rule BAD_CTLR_HNDL = Handles.badController(PAGE, "create/BAD_CTLR_HNDL");

    static final Rule CTLR_NOT_PRESENT =
            PAGE.refuse(
                            "create/CTLR_NOT_PRESENT",
                            "the controller was removed after the handle was got")
                    .when(CallContext::isControllerRemoved);

    static final Rule BAD_SEG_HNDL =
            Pointers.nullOut(
                    PAGE,
                    "create/BAD_SEG_HNDL",
                    Call.ExportCreate::out,
                    RsmError.BAD_SEG_HNDL,
                    RsmError.BAD_ADDR);

    static final Rule BAD_ADDR =
            PAGE.refuse("create/BAD_ADDR", "the address of the memory is null")
                    .when(s -> s.call().memory().placement() == Placement.NULL);

    static final Rule BAD_LENGTH =
            PAGE.refuse("create/BAD_LENGTH", "the length is 0").when(s -> s.call().length() == 0);

    static final Rule LENGTH_BEYOND =
            PAGE.refuse(
                            "create/BAD_LENGTH#beyond",
                            "the length is negative or, as a number without a sign, beyond every"
                                    + " address")
                    .with(RsmError.BAD_LENGTH, RsmError.BAD_MEM_ALIGNMENT, RsmError.BAD_ADDR)
                    .when(s -> s.call().length() < 0);

    static final Rule LENGTH_CUT =
            PAGE.refuse(
                            "create/BAD_LENGTH#cut",
                            "the lower 32 bits of the length, taken with a sign, are not above 0,"
                                    + " where no others are looked at")
                    .when(s ->
                            s.call().length() != 0
                                    && (int) s.call().length() <= 0
                                    && isLengthCut(s));

    static final Rule BAD_MEM_ALIGNMENT =
            PAGE.refuse(
                            "create/BAD_MEM_ALIGNMENT",
                            "the memory does not start or end at a page boundary")
                    .when(s ->
                            s.call().memory().placement() == Placement.MISALIGNED
                                    || s.call().length() != 0
                                            && s.call().length() % s.world().pageSize() != 0);

    static final Rule INSUFFICIENT_MEM = Hindrances.shortOfMemory(PAGE, "create/INSUFFICIENT_MEM");

    static final Rule INSUFFICIENT_RESOURCES =
            Hindrances.shortOfDescriptors(PAGE, "create/INSUFFICIENT_RESOURCES");

    // What the page does not say.

    static final Rule WRONG_HANDLE =
            Handles.wrongController(PAGE, "frame/no-crash-no-hang#create-wrong-handle");

    static final Rule UNMAPPED_POINTER =
            Pointers.unmapped(
                    PAGE, "frame/no-crash-no-hang#create-unmapped-pointer", Call.ExportCreate::out);

    static final Rule CUT_SHORT =
            PAGE.outside(
                            "create/export#cut",
                            "the length does not fit the 32 bits that are looked at")
                    .when(s ->
                            s.call().length() != (int) s.call().length()
                                    && (int) s.call().length() > 0
                                    && isLengthCut(s));

    private static boolean isLengthCut(CallContext<?> s) {
        return s.at(CREATE_LENGTH) == CreateLength.BITS_32_SIGNED;
    }

    private static List<Outcome> create(CallContext<Call.ExportCreate> s) {
        Reply.Handle handle = s.freshSegment();
        Export.Terms terms =
                new Export.Terms(
                        s.controller().orElseThrow().name(),
                        s.call().length(),
                        (s.call().flags() & ALLOW_REBIND) != 0);
        Export export = Export.created(terms, Contents.filled(s.call().memory().fill()));
        return Outcome.of(handle, s.withMe(me -> me.withExport(handle.value(), export)));
    }
}
