package org.rsmtck.model;

import static org.rsmtck.api.RsmError.BAD_ADDR;
import static org.rsmtck.api.RsmError.BAD_CTLR_HNDL;
import static org.rsmtck.api.RsmError.BAD_LENGTH;
import static org.rsmtck.api.RsmError.BAD_MEM_ALIGNMENT;
import static org.rsmtck.api.RsmError.BAD_SEG_HNDL;
import static org.rsmtck.api.RsmError.CTLR_NOT_PRESENT;
import static org.rsmtck.api.RsmError.INSUFFICIENT_MEM;
import static org.rsmtck.api.RsmError.INSUFFICIENT_RESOURCES;
import static org.rsmtck.api.RsmError.INTERRUPTED;
import static org.rsmtck.api.RsmError.POLLFD_IN_USE;
import static org.rsmtck.api.RsmError.REBIND_NOT_ALLOWED;
import static org.rsmtck.model.Rule.mayRefuse;
import static org.rsmtck.model.Rule.outside;
import static org.rsmtck.model.Rule.refuse;
import static org.rsmtck.model.Rule.succeed;

import org.rsmtck.api.Call.ExportCreate;
import org.rsmtck.api.Call.ExportDestroy;
import org.rsmtck.api.Call.Rebind;
import org.rsmtck.api.Event.Resource;
import org.rsmtck.api.Memory.Placement;
import org.rsmtck.api.Out;
import org.rsmtck.api.Reply;
import org.rsmtck.model.Rule.Outcome;
import org.rsmtck.model.Variant.CreateLength;
import org.rsmtck.model.Variant.RebindWhileMapped;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The life of an export segment: rsm_memseg_export_create(3RSM), with destroy and rebind. */
final class ExportRules {
    private static final int ALLOW_REBIND = 1;

    private ExportRules() {}

    private static boolean isMapped(CallContext<Rebind> s) {
        Import.MappedTo mapped = new Import.MappedTo(new Connection.Live(s.process(), s.handle()));
        return s.world().processes().values().stream()
                .anyMatch(process -> process.imports().any(mapped));
    }

    static final List<Rule> RULES =
            List.of(
                    refuse(
                            ExportCreate.class,
                            "create/BAD_CTLR_HNDL",
                            BAD_CTLR_HNDL,
                            "the handle is null or not that of a controller held",
                            s -> s.controller().isEmpty()),
                    refuse(
                            ExportCreate.class,
                            "create/CTLR_NOT_PRESENT",
                            CTLR_NOT_PRESENT,
                            "the controller was removed after the handle was got",
                            s -> s.port().filter(port -> !s.world().isPresent(port)).isPresent()),
                    refuse(
                            ExportCreate.class,
                            "create/BAD_SEG_HNDL",
                            Set.of(BAD_ADDR, BAD_SEG_HNDL),
                            "the out parameter is null",
                            s -> s.call().out() == Out.NULL),
                    refuse(
                            ExportCreate.class,
                            "create/BAD_ADDR",
                            BAD_ADDR,
                            "the address of the memory is null",
                            s -> s.call().memory().placement() == Placement.NULL),
                    refuse(
                            ExportCreate.class,
                            "create/BAD_LENGTH",
                            BAD_LENGTH,
                            "the length is 0",
                            s -> s.call().length() == 0),
                    refuse(
                            ExportCreate.class,
                            "create/BAD_LENGTH#beyond",
                            Set.of(BAD_LENGTH, BAD_MEM_ALIGNMENT, BAD_ADDR),
                            "the length is negative or, as a number without a sign, beyond every"
                                    + " address",
                            s -> s.call().length() < 0),
                    refuse(
                            ExportCreate.class,
                            "create/BAD_LENGTH#cut",
                            BAD_LENGTH,
                            "the lower 32 bits of the length, taken with a sign, are not above 0,"
                                    + " where no others are looked at",
                            s ->
                                    s.call().length() != 0
                                            && (int) s.call().length() <= 0
                                            && s.at(VariationPoint.CREATE_LENGTH)
                                                    == CreateLength.BITS_32_SIGNED),
                    outside(
                            ExportCreate.class,
                            "create/export#cut",
                            "the length does not fit the 32 bits that are looked at",
                            s ->
                                    s.call().length() != (int) s.call().length()
                                            && (int) s.call().length() > 0
                                            && s.at(VariationPoint.CREATE_LENGTH)
                                                    == CreateLength.BITS_32_SIGNED),
                    refuse(
                            ExportCreate.class,
                            "create/BAD_MEM_ALIGNMENT",
                            BAD_MEM_ALIGNMENT,
                            "the memory does not start or end at a page boundary",
                            s ->
                                    s.call().memory().placement() == Placement.MISALIGNED
                                            || s.call().length() != 0
                                                    && s.call().length() % s.world().pageSize()
                                                            != 0),
                    mayRefuse(
                            ExportCreate.class,
                            "create/INSUFFICIENT_MEM",
                            INSUFFICIENT_MEM,
                            "the process is short of memory",
                            s -> s.isShortOf(Resource.MEMORY)),
                    mayRefuse(
                            ExportCreate.class,
                            "create/INSUFFICIENT_RESOURCES",
                            INSUFFICIENT_RESOURCES,
                            "the process is short of descriptors",
                            s -> s.isShortOf(Resource.DESCRIPTORS)),
                    succeed(
                            ExportCreate.class,
                            "create/export",
                            "a fresh handle of an export segment over this memory",
                            s -> {
                                Reply.Handle handle = s.freshSegment();
                                Export export =
                                        new Export(
                                                s.controller().orElseThrow().name(),
                                                s.call().length(),
                                                (s.call().flags() & ALLOW_REBIND) != 0,
                                                Contents.filled(s.call().memory().fill()),
                                                Optional.empty(),
                                                0,
                                                0);
                                return List.of(
                                        new Outcome(
                                                handle,
                                                s.world()
                                                        .withProcess(
                                                                s.process(),
                                                                me ->
                                                                        me.withExport(
                                                                                handle.value(),
                                                                                export))));
                            }),
                    refuse(
                            ExportDestroy.class,
                            "destroy/BAD_SEG_HNDL",
                            BAD_SEG_HNDL,
                            "the handle is null or not that of a live export",
                            s -> s.export().isEmpty()),
                    refuse(
                            ExportDestroy.class,
                            "destroy/POLLFD_IN_USE",
                            POLLFD_IN_USE,
                            "a poll descriptor was got on the export and not released",
                            s -> s.export().filter(export -> export.pollfds() > 0).isPresent()),
                    succeed(
                                    ExportDestroy.class,
                                    "destroy/gone",
                                    "the export is gone, and every import of it is cut off",
                                    LateEffects.seenLate(s ->
                                            List.of(
                                                    new Outcome(
                                                            new Reply.Done(),
                                                            ForcedDisconnect.ofExport(
                                                                            s.world(),
                                                                            s.process(),
                                                                            s.handle(),
                                                                            s::at)
                                                                    .withProcess(
                                                                            s.process(),
                                                                            me ->
                                                                                    me
                                                                                            .withoutExport(
                                                                                                    s
                                                                                                            .handle()))))))
                            .carrying("frame/forced-disconnect"),
                    refuse(
                            Rebind.class,
                            "rebind/BAD_SEG_HNDL",
                            BAD_SEG_HNDL,
                            "the handle is null or not that of a live export",
                            s -> s.export().isEmpty()),
                    refuse(
                            Rebind.class,
                            "rebind/REBIND_NOT_ALLOWED",
                            REBIND_NOT_ALLOWED,
                            "the export was not made to be bound again",
                            s -> s.export().filter(export -> !export.rebindable()).isPresent()),
                    refuse(
                            Rebind.class,
                            "rebind/BAD_ADDR",
                            BAD_ADDR,
                            "the address of the memory is null",
                            s -> s.call().memory().placement() == Placement.NULL),
                    refuse(
                            Rebind.class,
                            "rebind/BAD_MEM_ALIGNMENT",
                            Set.of(BAD_MEM_ALIGNMENT, BAD_ADDR),
                            "the memory does not start at a page boundary",
                            s -> s.call().memory().placement() == Placement.MISALIGNED),
                    refuse(
                            Rebind.class,
                            "rebind/BAD_LENGTH",
                            BAD_LENGTH,
                            "the length is not that of the segment",
                            s ->
                                    s.export()
                                            .filter(export -> export.length() != s.call().length())
                                            .isPresent()),
                    refuse(
                            Rebind.class,
                            "rebind/BAD_LENGTH#beyond",
                            Set.of(BAD_LENGTH, BAD_MEM_ALIGNMENT, BAD_ADDR),
                            "the length is negative or, as a number without a sign, beyond every"
                                    + " address",
                            s -> s.call().length() < 0),
                    outside(
                            Rebind.class,
                            "rebind/rebound#mapped",
                            "an import of the export is mapped, where nothing is promised of what"
                                    + " is seen through it then",
                            s ->
                                    s.at(VariationPoint.REBIND_WHILE_MAPPED)
                                                    == RebindWhileMapped.OUTSIDE
                                            && isMapped(s)),
                    mayRefuse(
                            Rebind.class,
                            "rebind/INSUFFICIENT_MEM",
                            INSUFFICIENT_MEM,
                            "the process is short of memory",
                            s -> s.isShortOf(Resource.MEMORY)),
                    mayRefuse(
                            Rebind.class,
                            "rebind/INSUFFICIENT_RESOURCES",
                            INSUFFICIENT_RESOURCES,
                            "the process is short of descriptors",
                            s -> s.isShortOf(Resource.DESCRIPTORS)),
                    mayRefuse(
                            Rebind.class,
                            "rebind/INTERRUPTED",
                            INTERRUPTED,
                            "a signal broke the call",
                            CallContext::isInterrupted),
                    succeed(
                            Rebind.class,
                            "rebind/rebound",
                            "the segment has the new memory, and its imports stay connected",
                            s ->
                                    List.of(
                                            new Outcome(
                                                    new Reply.Done(),
                                                    s.world()
                                                            .withExport(
                                                                    s.process(),
                                                                    s.handle(),
                                                                    export ->
                                                                            export.with(
                                                                                    Contents.filled(
                                                                                            s.call()
                                                                                                    .memory()
                                                                                                    .fill())))))));
}
