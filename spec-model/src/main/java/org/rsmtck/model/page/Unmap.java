package org.rsmtck.model.page;

import static org.rsmtck.model.VariationPoint.UNMAP_UNMAPPED;
import static org.rsmtck.model.VariationPoint.UNMAP_WHILE_HELD;

import org.rsmtck.api.Call;
import org.rsmtck.model.Connection;
import org.rsmtck.model.Import;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Rule.Outcome;
import org.rsmtck.model.Variant.UnmapUnmapped;
import org.rsmtck.model.Variant.WhileHeld;

import java.util.Optional;

/** rsm_memseg_import_unmap, on the page rsm_memseg_import_map(3RSM). */
final class Unmap {
    private Unmap() {}

    static final Page<Call.Unmap> PAGE = Page.of(Call.Unmap.class);

    // DESCRIPTION

    static final Rule UNMAPPED =
            PAGE.succeed("unmap/unmapped", "the mapping is gone")
                    .doing(s -> Outcome.done(s.withImport(Unmap::withoutMapping)));

    // ERRORS

    static final Rule BAD_SEG_HNDL = Handles.badImport(PAGE, "unmap/BAD_SEG_HNDL");

    static final Rule SEG_NOT_MAPPED =
            unmapped("unmap/SEG_NOT_MAPPED", UnmapUnmapped.SEG_NOT_MAPPED);

    static final Rule BAD_SEG_HNDL_UNMAPPED =
            unmapped("unmap/BAD_SEG_HNDL#unmapped", UnmapUnmapped.BAD_SEG_HNDL);

    static final Rule SEG_NOT_MAPPED_IMPLICITLY =
            mappedSilently("unmap/SEG_NOT_MAPPED#implicitly", UnmapUnmapped.SEG_NOT_MAPPED);

    static final Rule BAD_SEG_HNDL_IMPLICITLY =
            mappedSilently("unmap/BAD_SEG_HNDL#implicitly", UnmapUnmapped.BAD_SEG_HNDL);

    static final Rule POLLFD_IN_USE =
            PAGE.refuse(
                            "unmap/POLLFD_IN_USE",
                            "a poll descriptor was got on the handle and not released, where that"
                                    + " stands in the way")
                    .when(s ->
                            s.hasImport(segment -> segment.pollfds() > 0)
                                    && s.at(UNMAP_WHILE_HELD) == WhileHeld.POLLFD_IN_USE);

    // What the page does not say.

    static final Rule WRONG_HANDLE =
            Handles.wrongImport(PAGE, "frame/no-crash-no-hang#unmap-wrong-handle");

    private static Rule unmapped(String id, UnmapUnmapped option) {
        return PAGE.refuse(id, "there is no mapping")
                .when(s ->
                        s.hasImport(ImplicitMappings::isUnmapped)
                                && s.at(UNMAP_UNMAPPED) == option);
    }

    private static Rule mappedSilently(String id, UnmapUnmapped option) {
        return PAGE.mayRefuse(id, "there is no mapping but the one that get or put may have made")
                .when(s ->
                        s.hasImport(ImplicitMappings::isMappedSilently)
                                && !ImplicitMappings.areAlwaysMade(s)
                                && s.at(UNMAP_UNMAPPED) == option);
    }

    private static Import withoutMapping(Import segment) {
        Import unmapped = segment.with(Optional.<Import.Mapping>empty()).withImplicitMapping(false);
        return unmapped.connection() instanceof Connection.ForciblyDisconnected
                ? unmapped.with(new Connection.ForciblyDisconnected(Optional.empty()))
                : unmapped;
    }
}
