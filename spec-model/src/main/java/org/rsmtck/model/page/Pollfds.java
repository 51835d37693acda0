package org.rsmtck.model.page;

import org.rsmtck.model.CallContext;
import org.rsmtck.model.Export;
import org.rsmtck.model.Import;
import org.rsmtck.model.World;

/** Poll descriptors of imports and exports: they are counted. */
final class Pollfds {
    private Pollfds() {}

    /** How many were got and not released. */
    static int held(CallContext<?> s) {
        return s.importSegment()
                .map(Import::pollfds)
                .or(() -> s.export().map(Export::pollfds))
                .orElse(0);
    }

    static World counted(CallContext<?> s, int change) {
        int count = Math.max(0, held(s) + change);
        return s.importSegment().isPresent()
                ? s.withImport(segment -> segment.withPollfds(count))
                : s.withExport(export -> export.withPollfds(count));
    }
}
