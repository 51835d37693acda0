package org.rsmtck.model;

import static org.rsmtck.model.Rule.outside;

import org.rsmtck.api.Call;
import org.rsmtck.api.Call.OnHandle;
import org.rsmtck.model.Variant.ReleasedController;
import org.rsmtck.model.Variant.WrongHandle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What places a call outside the contract whatever it is: handles that C cannot be asked to check,
 * released controllers.
 */
final class HandleRules {
    private HandleRules() {}

    static final List<Rule> RULES = rules();

    private static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        for (Class<?> on : OnHandle.class.getPermittedSubclasses()) {
            rules.addAll(of(on.asSubclass(OnHandle.class)));
        }
        return List.copyOf(rules);
    }

    private static <C extends OnHandle> List<Rule> of(Class<C> on) {
        return List.of(
                outside(
                        on,
                        "frame/no-crash-no-hang#wrong-handle",
                        "the handle is not null and not live, where nothing is promised of such a"
                                + " one",
                        s ->
                                s.handle() != 0
                                        && !isLive(s)
                                        && s.at(VariationPoint.WRONG_HANDLE)
                                                == WrongHandle.OUTSIDE),
                outside(
                        on,
                        "release_controller/released#segments",
                        "the controller of the segment was released, where its segments are not to"
                                + " be used then",
                        s ->
                                isOnReleasedController(s)
                                        && !canAlwaysBeMade(s.call())
                                        && s.at(VariationPoint.RELEASED_CONTROLLER)
                                                == ReleasedController.OUTSIDE));
    }

    private static boolean isLive(CallContext<? extends OnHandle> s) {
        return s.me().holds(s.handle()) && kind(s.call()).test(s);
    }

    private static Predicate<CallContext<?>> kind(OnHandle call) {
        return switch (call) {
            case Call.ReleaseController c -> s -> s.controller().isPresent();
            case Call.GetControllerAttributes c -> s -> s.controller().isPresent();
            case Call.ExportCreate c -> s -> s.controller().isPresent();
            case Call.Connect c -> s -> s.controller().isPresent();
            case Call.ExportDestroy c -> s -> s.export().isPresent();
            case Call.Rebind c -> s -> s.export().isPresent();
            case Call.Publish c -> s -> s.export().isPresent();
            case Call.Republish c -> s -> s.export().isPresent();
            case Call.Unpublish c -> s -> s.export().isPresent();
            case Call.ExporterRead c -> s -> s.export().isPresent();
            case Call.ExporterWrite c -> s -> s.export().isPresent();
            case Call.Disconnect c -> s -> s.segment().isPresent();
            case Call.Map c -> s -> s.segment().isPresent();
            case Call.Unmap c -> s -> s.segment().isPresent();
            case Call.Get c -> s -> s.segment().isPresent();
            case Call.Put c -> s -> s.segment().isPresent();
            case Call.GetUnits c -> s -> s.segment().isPresent();
            case Call.PutUnits c -> s -> s.segment().isPresent();
            case Call.InitBarrier c -> s -> s.segment().isPresent();
            case Call.SetMode c -> s -> s.segment().isPresent();
            case Call.GetMode c -> s -> s.segment().isPresent();
            case Call.Load c -> s -> s.segment().isPresent();
            case Call.Store c -> s -> s.segment().isPresent();
            case Call.OpenBarrier c -> HandleRules::hasBarrier;
            case Call.OrderBarrier c -> HandleRules::hasBarrier;
            case Call.CloseBarrier c -> HandleRules::hasBarrier;
            case Call.DestroyBarrier c -> HandleRules::hasBarrier;
            case Call.GetPollfd c -> HandleRules::hasSegment;
            case Call.ReleasePollfd c -> HandleRules::hasSegment;
            case Call.SignalPost c -> HandleRules::hasSegment;
            case Call.SignalWait c -> HandleRules::hasSegment;
        };
    }

    private static boolean hasSegment(CallContext<?> s) {
        return s.segment().isPresent() || s.export().isPresent();
    }

    /** A barrier whose import was disconnected leads nowhere: it counts as a stale handle. */
    private static boolean hasBarrier(CallContext<?> s) {
        return s.barrier().filter(barrier -> barrier.segment().isPresent()).isPresent();
    }

    private static boolean isOnReleasedController(CallContext<?> s) {
        return s.segment()
                .map(Import::controller)
                .or(() -> s.export().map(Export::controller))
                .filter(name -> !s.me().holdsController(name))
                .isPresent();
    }

    /** Whether the call works on a segment whatever has become of its controller. */
    private static boolean canAlwaysBeMade(OnHandle call) {
        return call instanceof Call.Disconnect
                || call instanceof Call.ExportDestroy
                || call instanceof Call.ExporterRead
                || call instanceof Call.ExporterWrite
                || call instanceof Call.Unmap
                || call instanceof Call.ReleasePollfd;
    }
}
