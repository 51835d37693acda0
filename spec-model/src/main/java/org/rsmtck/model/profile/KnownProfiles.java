package org.rsmtck.model.profile;

import org.rsmtck.model.Profile;
import org.rsmtck.model.illumos.IllumosLoopback;

import java.util.List;
import java.util.Optional;

/** Profiles as implementations claim them, and as the command line and histories name them. */
public final class KnownProfiles {
    private KnownProfiles() {}

    public static List<Profile> all() {
        return List.of(Profile.MAN_PAGE, Profile.STRICT, IllumosLoopback.PROFILE);
    }

    public static Optional<Profile> named(String name) {
        return all().stream().filter(profile -> profile.name().equals(name)).findFirst();
    }
}
