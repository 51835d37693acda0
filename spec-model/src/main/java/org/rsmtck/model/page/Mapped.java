package org.rsmtck.model.page;

import org.rsmtck.api.Call;
import org.rsmtck.api.Permission;
import org.rsmtck.model.CallContext;
import org.rsmtck.model.Connection;
import org.rsmtck.model.Import;
import org.rsmtck.model.Rule;

/** What holds of every access through a mapping. */
final class Mapped {
    private Mapped() {}

    /** Memory that is bound anew has another fill. */
    static <C extends Call.OnHandle> Rule rebound(Page<C> page, String id) {
        return page.outside(id, "other memory has taken the place of what is mapped")
                .when(s ->
                        s.hasImport(segment ->
                                segment.connection() instanceof Connection.Live live
                                        && segment.mapping().isPresent()
                                        && segment.mapping().get().fill()
                                                != s.world().export(live).contents().fill()));
    }

    /** Whether a mapping holds the whole range, counted from its start. */
    static boolean holds(CallContext<?> s, long offset, long length) {
        return s.importSegment()
                .flatMap(Import::mapping)
                .filter(mapping -> mapping.holds(offset, length))
                .isPresent();
    }

    static boolean isFor(CallContext<?> s, int permission) {
        return s.importSegment()
                .flatMap(Import::mapping)
                .filter(mapping -> Permission.covers(mapping.permission(), permission))
                .isPresent();
    }
}
