package org.rsmtck.kit.target;

import org.rsmtck.api.Capability;
import org.rsmtck.api.Topology;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Agents whose fabrics cannot be made any more after a while. */
public final class Refusing {
    private Refusing() {}

    private record Tiring(FabricProvider ground, AtomicInteger left, String why)
            implements FabricProvider {
        @Override
        public FabricInstance prepare(Topology topology) {
            if (left.getAndDecrement() <= 0) {
                throw new TargetSetupException(why);
            }
            return ground.prepare(topology);
        }

        @Override
        public Set<Capability> capabilities() {
            return ground.capabilities();
        }
    }

    /** What the vendor file names, for so many fabrics. */
    public static void after(
            int fabrics, String why, Path vendorFile, Consumer<AgentFabric> running) {
        TargetConfig plug = VendorFile.read(vendorFile);
        TargetConfig tiring =
                new TargetConfig(
                        plug.name(),
                        plug.profile(),
                        plug.starter(),
                        new Tiring(plug.ground(), new AtomicInteger(fabrics), why),
                        plug.bounds(),
                        plug.pageSize(),
                        plug.hasRealNodes(),
                        plug.lacks(),
                        plug.limits(),
                        plug.application(),
                        plug.faults());
        try (AgentFabric fabric = new AgentFabric(tiring)) {
            running.accept(fabric);
        }
    }
}
