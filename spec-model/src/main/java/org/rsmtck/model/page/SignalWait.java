package org.rsmtck.model.page;

import org.rsmtck.api.Call;
import org.rsmtck.model.CallContext;
import org.rsmtck.model.Export;
import org.rsmtck.model.Import;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Rule.Outcome;
import org.rsmtck.model.World;

import java.util.Optional;

/** rsm_intr_signal_wait, on the page rsm_intr_signal_post(3RSM). */
final class SignalWait {
    private SignalWait() {}

    static final Page<Call.SignalWait> PAGE = Page.of(Call.SignalWait.class);

    // DESCRIPTION

    static final Rule COUNTED =
            PAGE.succeed("signal_wait/counted", "one event less is to be waited for")
                    .doing(s -> Outcome.done(waited(s)));

    // ERRORS

    static final Rule BAD_SEG_HNDL = Handles.badSegment(PAGE, "signal_wait/BAD_SEG_HNDL");

    static final Rule TIMEOUT =
            PAGE.refuse("signal_wait/TIMEOUT", "no event came before the time was up")
                    .when(s -> signals(s).filter(count -> count == 0).isPresent());

    static final Rule INTERRUPTED = Hindrances.interrupted(PAGE, "signal_wait/INTERRUPTED");

    // What the page does not say.

    static final Rule WRONG_HANDLE =
            Handles.wrongSegment(PAGE, "frame/no-crash-no-hang#signal_wait-wrong-handle");

    static final Rule RELEASED_CONTROLLER =
            Handles.ofReleasedController(PAGE, "release_controller/released#signal_wait");

    private static Optional<Integer> signals(CallContext<?> s) {
        return s.importSegment().map(Import::signals).or(() -> s.export().map(Export::signals));
    }

    private static World waited(CallContext<Call.SignalWait> s) {
        return s.importSegment().isPresent()
                ? s.withImport(segment -> segment.withSignals(segment.signals() - 1))
                : s.withExport(export -> export.withSignals(export.signals() - 1));
    }
}
