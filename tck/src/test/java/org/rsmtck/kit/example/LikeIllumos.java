package org.rsmtck.kit.example;

import org.rsmtck.api.Capabilities;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Session;
import org.rsmtck.api.Topology;
import org.rsmtck.kit.simulated.ModelFabric;
import org.rsmtck.model.page.Pages;
import org.rsmtck.model.profile.KnownProfiles;

/** Right by the profile in which it makes most of a difference who somebody is. */
public final class LikeIllumos implements Fabric {
    private static final String PROFILE = "illumos-loopback";

    private final Fabric right =
            ModelFabric.of(
                    "like illumos",
                    Pages.model(
                            KnownProfiles.all().stream()
                                    .filter(profile -> profile.name().equals(PROFILE))
                                    .findFirst()
                                    .orElseThrow()));

    @Override
    public String name() {
        return right.name();
    }

    @Override
    public String profile() {
        return right.profile();
    }

    @Override
    public Capabilities capabilities() {
        return right.capabilities();
    }

    @Override
    public Session open(Topology topology) {
        return right.open(topology);
    }
}
