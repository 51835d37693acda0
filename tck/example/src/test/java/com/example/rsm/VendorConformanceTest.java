package com.example.rsm;

import org.rsmtck.api.Fabric;
import org.rsmtck.kit.Conformance;
import org.rsmtck.reference.ReferenceFabric;

/** The one class that a vendor writes: it names the implementation. */
class VendorConformanceTest implements Conformance {
    @Override
    public Fabric fabric() {
        return new ReferenceFabric();
    }
}
