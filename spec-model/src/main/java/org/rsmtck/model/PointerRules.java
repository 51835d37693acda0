package org.rsmtck.model;

import static org.rsmtck.model.Rule.outside;

import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.model.Variant.NullOut;
import org.rsmtck.model.Variant.NullRelease;
import org.rsmtck.model.Variant.UnmappedOut;

import java.util.List;
import java.util.function.Function;

/**
 * Pointers and handles that lead nowhere, and that no library can be asked to check before it uses
 * them.
 */
final class PointerRules {
    private PointerRules() {}

    static final List<Rule> RULES =
            List.of(
                    outside(
                            Call.Connect.class,
                            "frame/no-crash-no-hang#null-pointer",
                            "the out parameter is null and the controller is good, where nothing is"
                                    + " promised of that",
                            s ->
                                    s.call().out() == Out.NULL
                                            && s.controller().isPresent()
                                            && s.at(VariationPoint.NULL_OUT) == NullOut.OUTSIDE),
                    outside(
                            Call.ReleaseController.class,
                            "frame/no-crash-no-hang#null-controller",
                            "the handle is null, where nothing is promised of that",
                            s ->
                                    s.handle() == 0
                                            && s.at(VariationPoint.NULL_RELEASE)
                                                    == NullRelease.OUTSIDE),
                    outside(
                            Call.Connect.class,
                            "frame/no-crash-no-hang#unmapped-pointer",
                            "the out parameter is not mapped, where nothing is promised of that",
                            s ->
                                    s.call().out() == Out.UNMAPPED
                                            && s.at(VariationPoint.UNMAPPED_OUT)
                                                    == UnmappedOut.OUTSIDE),
                    unmapped(Call.GetController.class, Call.GetController::out),
                    unmapped(Call.GetControllerAttributes.class, Call.GetControllerAttributes::out),
                    unmapped(Call.GetTopology.class, Call.GetTopology::out),
                    unmapped(Call.GetSegmentIdRange.class, Call.GetSegmentIdRange::out),
                    unmapped(Call.ExportCreate.class, Call.ExportCreate::out),
                    unmapped(Call.Publish.class, Call.Publish::id),
                    unmapped(Call.Map.class, Call.Map::address),
                    unmapped(Call.Get.class, Call.Get::buffer),
                    unmapped(Call.Put.class, Call.Put::buffer),
                    unmapped(Call.GetUnits.class, Call.GetUnits::buffer),
                    unmapped(Call.PutUnits.class, Call.PutUnits::buffer),
                    unmapped(Call.InitBarrier.class, Call.InitBarrier::barrier));

    private static <C extends Call> Rule unmapped(Class<C> on, Function<C, Out> pointer) {
        return outside(
                on,
                "frame/no-crash-no-hang#unmapped-pointer",
                "a pointer of the caller is not mapped",
                s -> pointer.apply(s.call()) == Out.UNMAPPED);
    }
}
