package org.rsmtck.model.page;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event.Resource;
import org.rsmtck.model.CallContext;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Variant.RefusalEffects;
import org.rsmtck.model.VariationPoint;

/** What may keep any call from its work. */
final class Hindrances {
    private Hindrances() {}

    static <C extends Call> Rule shortOfMemory(Page<C> page, String id) {
        return page.mayRefuse(id, "the process is short of memory")
                .when(s -> s.isShortOf(Resource.MEMORY));
    }

    static <C extends Call> Rule shortOfDescriptors(Page<C> page, String id) {
        return page.mayRefuse(id, "the process is short of descriptors")
                .when(s -> s.isShortOf(Resource.DESCRIPTORS));
    }

    static <C extends Call> Rule interrupted(Page<C> page, String id) {
        return page.mayRefuse(id, "a signal broke the call").when(CallContext::isInterrupted);
    }

    static <C extends Call> Rule pathLost(Page<C> page, String id) {
        return page.mayRefuse(id, "the import is alive, and its path is lost")
                .when(PathLost::isSevered);
    }

    /** Whether what a call has done before it is refused stays. */
    static boolean leavesSomething(CallContext<?> s) {
        return s.at(VariationPoint.REFUSAL_EFFECTS) == RefusalEffects.STAYS;
    }
}
