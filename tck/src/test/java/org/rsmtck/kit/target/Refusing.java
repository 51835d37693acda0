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

    private record Tiring(FabricProvider provider, AtomicInteger left, String why)
            implements FabricProvider {
        @Override
        public FabricInstance prepare(Topology topology) {
            if (left.getAndDecrement() <= 0) {
                throw new TargetSetupException(why);
            }
            return provider.prepare(topology);
        }

        @Override
        public boolean areApart() {
            return provider.areApart();
        }

        @Override
        public Set<Capability> capabilities() {
            return provider.capabilities();
        }
    }

    /** What the vendor file names, for so many fabrics. */
    public static void after(
            int fabrics, String why, Path vendorFile, Consumer<AgentFabric> running) {
        TargetConfig config = VendorFile.read(vendorFile);
        TargetConfig tiring =
                new TargetConfig(
                        config.name(),
                        config.profile(),
                        config.launcher(),
                        new Tiring(config.provider(), new AtomicInteger(fabrics), why),
                        config.bounds(),
                        config.pageSize(),
                        config.hasRealNodes(),
                        config.lacks(),
                        config.limits(),
                        config.application(),
                        config.faults());
        try (AgentFabric fabric = new AgentFabric(tiring)) {
            running.accept(fabric);
        }
    }
}
