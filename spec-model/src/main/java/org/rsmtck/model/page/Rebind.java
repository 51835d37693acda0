package org.rsmtck.model.page;

import static org.rsmtck.model.VariationPoint.REBIND_WHILE_MAPPED;

import org.rsmtck.api.Call;
import org.rsmtck.api.Memory.Placement;
import org.rsmtck.api.RsmError;
import org.rsmtck.model.CallContext;
import org.rsmtck.model.Connection;
import org.rsmtck.model.Contents;
import org.rsmtck.model.Import;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Rule.Outcome;
import org.rsmtck.model.Variant.RebindWhileMapped;

/**
 * rsm_memseg_export_rebind, on the page rsm_memseg_export_create(3RSM). What is due beyond declared
 * limits: {@link LimitRules}.
 */
final class Rebind {
    private Rebind() {}

    static final Page<Call.Rebind> PAGE = Page.of(Call.Rebind.class);

    // DESCRIPTION

    static final Rule REBOUND =
            PAGE.succeed(
                            "rebind/rebound",
                            "the segment has the new memory, and its imports stay connected")
                    .doing(s ->
                            Outcome.done(
                                    s.withExport(export ->
                                            export.with(
                                                    Contents.filled(s.call().memory().fill())))));

    // ERRORS

    static final Rule BAD_SEG_HNDL = Handles.badExport(PAGE, "rebind/BAD_SEG_HNDL");

    static final Rule REBIND_NOT_ALLOWED =
            PAGE.refuse("rebind/REBIND_NOT_ALLOWED", "the export was not made to be bound again")
                    .when(s -> s.hasExport(export -> !export.rebindable()));

    static final Rule BAD_ADDR =
            PAGE.refuse("rebind/BAD_ADDR", "the address of the memory is null")
                    .when(s -> s.call().memory().placement() == Placement.NULL);

    static final Rule BAD_MEM_ALIGNMENT =
            PAGE.refuse("rebind/BAD_MEM_ALIGNMENT", "the memory does not start at a page boundary")
                    .with(RsmError.BAD_MEM_ALIGNMENT, RsmError.BAD_ADDR)
                    .when(s -> s.call().memory().placement() == Placement.MISALIGNED);

    static final Rule BAD_LENGTH =
            PAGE.refuse("rebind/BAD_LENGTH", "the length is not that of the segment")
                    .when(s -> s.hasExport(export -> export.length() != s.call().length()));

    static final Rule LENGTH_BEYOND =
            PAGE.refuse(
                            "rebind/BAD_LENGTH#beyond",
                            "the length is negative or, as a number without a sign, beyond every"
                                    + " address")
                    .with(RsmError.BAD_LENGTH, RsmError.BAD_MEM_ALIGNMENT, RsmError.BAD_ADDR)
                    .when(s -> s.call().length() < 0);

    static final Rule INSUFFICIENT_MEM = Hindrances.shortOfMemory(PAGE, "rebind/INSUFFICIENT_MEM");

    static final Rule INSUFFICIENT_RESOURCES =
            Hindrances.shortOfDescriptors(PAGE, "rebind/INSUFFICIENT_RESOURCES");

    static final Rule INTERRUPTED = Hindrances.interrupted(PAGE, "rebind/INTERRUPTED");

    // What the page does not say.

    static final Rule WRONG_HANDLE =
            Handles.wrongExport(PAGE, "frame/no-crash-no-hang#rebind-wrong-handle");

    static final Rule RELEASED_CONTROLLER =
            Handles.ofReleasedController(PAGE, "release_controller/released#rebind");

    static final Rule WHILE_MAPPED =
            PAGE.outside(
                            "rebind/rebound#mapped",
                            "an import of the export is mapped, where nothing is promised of what"
                                    + " is seen through it then")
                    .when(s ->
                            s.at(REBIND_WHILE_MAPPED) == RebindWhileMapped.OUTSIDE && isMapped(s));

    private static boolean isMapped(CallContext<Call.Rebind> s) {
        Import.MappedTo mapped = new Import.MappedTo(new Connection.Live(s.process(), s.handle()));
        return s.world().processes().values().stream()
                .anyMatch(process -> process.imports().any(mapped));
    }
}
