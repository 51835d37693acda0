package org.rsmtck.model.page;

import static org.rsmtck.model.VariationPoint.POLLFD_AT_ZERO;

import org.rsmtck.api.Call;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Rule.Outcome;
import org.rsmtck.model.Variant.PollfdAtZero;

/** rsm_memseg_release_pollfd, on the page rsm_memseg_get_pollfd(3RSM). */
final class ReleasePollfd {
    private ReleasePollfd() {}

    static final Page<Call.ReleasePollfd> PAGE = Page.of(Call.ReleasePollfd.class);

    // DESCRIPTION

    static final Rule COUNTED =
            PAGE.succeed("release_pollfd/counted", "one descriptor less is counted, down to none")
                    .doing(s -> Outcome.done(Pollfds.counted(s, -1)));

    // ERRORS

    static final Rule BAD_SEG_HNDL = Handles.badSegment(PAGE, "release_pollfd/BAD_SEG_HNDL");

    static final Rule NONE_HELD =
            PAGE.refuse(
                            "release_pollfd/BAD_SEG_HNDL#zero",
                            "no descriptor is to be released, where that counts as a bad handle")
                    .when(s ->
                            Pollfds.held(s) == 0
                                    && Handles.isSegment(s)
                                    && s.at(POLLFD_AT_ZERO) == PollfdAtZero.BAD_SEG_HNDL);

    // What the page does not say.

    static final Rule WRONG_HANDLE =
            Handles.wrongSegment(PAGE, "frame/no-crash-no-hang#release_pollfd-wrong-handle");
}
