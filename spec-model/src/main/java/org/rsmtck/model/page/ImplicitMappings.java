package org.rsmtck.model.page;

import static org.rsmtck.model.VariationPoint.IMPLICIT_MAPPING;

import org.rsmtck.model.CallContext;
import org.rsmtck.model.Import;
import org.rsmtck.model.Variant.ImplicitMapping;

/** Mappings that get and put may make of their own, where the reading lets them. */
final class ImplicitMappings {
    private ImplicitMappings() {}

    /** Whether it is certain that get and put make mappings of their own. */
    static boolean areAlwaysMade(CallContext<?> s) {
        return s.at(IMPLICIT_MAPPING) == ImplicitMapping.ALWAYS;
    }

    /** Whether get and put may make mappings of their own. */
    static boolean areMade(CallContext<?> s) {
        return s.at(IMPLICIT_MAPPING) != ImplicitMapping.NONE;
    }

    /** Whether there is no mapping of any kind, for all that is known. */
    static boolean isUnmapped(Import segment) {
        return !segment.isExplicitlyMapped() && !segment.implicitlyMapped();
    }

    /** Whether there is no mapping but one that get or put may have made. */
    static boolean isMappedSilently(Import segment) {
        return !segment.isExplicitlyMapped() && segment.implicitlyMapped();
    }
}
