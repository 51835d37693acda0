package org.rsmtck.reference;

import org.rsmtck.api.Fabric;
import org.rsmtck.kit.Conformance;

/** The reference implementation in front of the kit, as any vendor's would be. */
class ReferenceConformanceTest implements Conformance {
    @Override
    public Fabric fabric() {
        return new ReferenceFabric();
    }
}
